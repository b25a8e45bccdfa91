/**
 * The expressions and statements that specialised code is made of. Constructors fold what is known, so that no trace of
 * a format's generality reaches the output.
 *
 * Expressions are int32 numbers or booleans; they are pure except where a statement says otherwise.
 */
export type Expr =
  | { readonly k: "num"; readonly value: number }
  | { readonly k: "bool"; readonly value: boolean }
  | { readonly k: "name"; readonly name: string }
  | { readonly k: "member"; readonly object: Expr; readonly name: string }
  | { readonly k: "element"; readonly object: Expr; readonly index: Expr }
  | { readonly k: "call"; readonly callee: Expr; readonly args: readonly Expr[] }
  | { readonly k: "unary"; readonly op: UnaryOp; readonly operand: Expr }
  | { readonly k: "binary"; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
  | { readonly k: "choice"; readonly test: Expr; readonly yes: Expr; readonly no: Expr };

export type UnaryOp = "!" | "-" | "~";
export type BinaryOp =
  | "+"
  | "-"
  | "*"
  | "%"
  | "/"
  | "&"
  | "|"
  | "^"
  | "<<"
  | ">>"
  | ">>>"
  | "==="
  | "!=="
  | "<"
  | "<="
  | ">"
  | ">="
  | "&&"
  | "||";

export type Stmt =
  | {
      readonly k: "let";
      readonly name: string;
      readonly constant: boolean;
      readonly type?: string;
      readonly value: Expr;
    }
  | { readonly k: "assign"; readonly target: Expr; readonly value: Expr }
  | { readonly k: "run"; readonly value: Expr }
  | {
      readonly k: "if";
      readonly test: Expr;
      /** What the test asks, in the words of the spec. */
      readonly note?: string;
      readonly yes: readonly Stmt[];
      readonly no: readonly Stmt[];
    }
  | { readonly k: "while"; readonly test: Expr; readonly body: readonly Stmt[] }
  | {
      readonly k: "for";
      readonly name: string;
      readonly start: Expr;
      readonly test: Expr;
      readonly step: Expr;
      readonly body: readonly Stmt[];
    }
  | { readonly k: "return"; readonly value?: Expr }
  | { readonly k: "comment"; readonly text: string }
  | { readonly k: "break" }
  | { readonly k: "continue" };

export const num = (value: number): Expr => ({ k: "num", value });
export const bool = (value: boolean): Expr => ({ k: "bool", value });
export const name = (text: string): Expr => ({ k: "name", name: text });
export const member = (object: Expr, text: string): Expr => ({ k: "member", object, name: text });
export const element = (object: Expr, index: Expr): Expr => ({ k: "element", object, index });
export const call = (callee: Expr | string, args: readonly Expr[]): Expr => ({
  k: "call",
  callee: typeof callee === "string" ? name(callee) : callee,
  args,
});

export const zero: Expr = num(0);
type NumExpr = Extract<Expr, { k: "num" }>;
export const isNum = (e: Expr): e is NumExpr => e.k === "num";
export const isValue = (e: Expr, value: number): boolean => e.k === "num" && e.value === value;

/** The value of a 32-bit constant as JavaScript's bit operators give it. */
export const int32 = (value: bigint): number => Number(BigInt.asIntN(32, value));

export function and(a: Expr, b: Expr): Expr {
  if (isNum(a) && isNum(b)) return num(a.value & b.value);
  if (isNum(a)) return and(b, a);
  if (isValue(b, 0)) return zero;
  if (isValue(b, -1)) return a;
  if (isNum(b) && a.k === "binary" && a.op === "&" && isNum(a.right))
    return and(a.left, num(a.right.value & b.value));
  return { k: "binary", op: "&", left: a, right: b };
}

export function xor(a: Expr, b: Expr): Expr {
  if (isValue(a, 0)) return b;
  return isValue(b, 0) ? a : binary("^", a, b);
}

export function or(a: Expr, b: Expr): Expr {
  if (isNum(a) && isNum(b)) return num(a.value | b.value);
  if (isValue(a, 0)) return b;
  if (isValue(b, 0)) return a;
  if (isValue(a, -1) || isValue(b, -1)) return num(-1);
  if (isNum(a)) return or(b, a);
  // Two masks of one word make one mask.
  if (maskOf(a) !== undefined && maskOf(b) !== undefined) {
    const [left, right] = [maskOf(a), maskOf(b)];
    if (left && right && sameExpr(left.word, right.word)) return and(left.word, num(left.mask | right.mask));
  }
  if (isNum(b) && a.k === "binary" && a.op === "|" && isNum(a.right))
    return or(a.left, num(a.right.value | b.value));
  return { k: "binary", op: "|", left: a, right: b };
}

function maskOf(e: Expr): { word: Expr; mask: number } | undefined {
  return e.k === "binary" && e.op === "&" && isNum(e.right)
    ? { word: e.left, mask: e.right.value }
    : undefined;
}

export function shiftLeft(a: Expr, by: number): Expr {
  if (by === 0) return a;
  if (isNum(a)) return num(a.value << by);
  const masked = maskOf(a);
  if (masked && masked.word.k === "binary" && masked.word.op === ">>>" && isNum(masked.word.right)) {
    const right = masked.word.right.value;
    if (right >= by && (masked.mask << by) >>> by === masked.mask) {
      return and(shiftRight(masked.word.left, right - by), num(masked.mask << by));
    }
  }
  return { k: "binary", op: "<<", left: a, right: num(by) };
}

/** Unsigned; the result is int32 again only if `by` is not 0, so callers mask or shift. */
export function shiftRight(a: Expr, by: number): Expr {
  if (by === 0) return a;
  if (isNum(a)) return num(a.value >>> by);
  return { k: "binary", op: ">>>", left: withoutInt32(a), right: num(by) };
}

export function not(e: Expr): Expr {
  if (e.k === "bool") return bool(!e.value);
  if (e.k === "unary" && e.op === "!") return e.operand;
  if (e.k === "binary") {
    if (e.op === "===") return { ...e, op: "!==" };
    if (e.op === "!==") return { ...e, op: "===" };
    if (e.op === "&&") return { ...e, op: "||", left: not(e.left), right: not(e.right) };
    if (e.op === "||") return { ...e, op: "&&", left: not(e.left), right: not(e.right) };
  }
  return { k: "unary", op: "!", operand: e };
}

/** What the second side decides alone, unless the first one does something. */
function decided(a: Expr, b: Expr, op: "&&" | "||"): Expr {
  return isPure(a) ? b : { k: "binary", op, left: a, right: b };
}

export function both(a: Expr, b: Expr): Expr {
  if (a.k === "bool") return a.value ? b : a;
  if (b.k === "bool") return b.value ? a : decided(a, b, "&&");
  if (sameExpr(a, b) || (b.k === "binary" && b.op === "&&" && sameExpr(a, b.left))) return b;
  return { k: "binary", op: "&&", left: a, right: b };
}

export function either(a: Expr, b: Expr): Expr {
  if (a.k === "bool") return a.value ? a : b;
  if (b.k === "bool") return b.value ? decided(a, b, "||") : a;
  return { k: "binary", op: "||", left: a, right: b };
}

export function choose(test: Expr, yes: Expr, no: Expr): Expr {
  if (test.k === "bool") return test.value ? yes : no;
  if (yes.k === "bool" && no.k === "bool" && yes.value !== no.value) return yes.value ? test : not(test);
  if (sameExpr(yes, no)) return yes;
  return { k: "choice", test, yes, no };
}

/** Any other operator, folded where both sides are known. */
export function binary(op: BinaryOp, a: Expr, b: Expr): Expr {
  if (op === "&") return and(a, b);
  if (op === "|") return or(a, b);
  if (op === "&&") return both(a, b);
  if (op === "||") return either(a, b);
  if (op === "<<" && isNum(b)) return shiftLeft(a, b.value);
  if (op === ">>>" && isNum(b) && b.value !== 0) return shiftRight(a, b.value);
  if (isNum(a) && isNum(b)) return fold(op, a.value, b.value);
  if ((op === "+" || op === "-") && isValue(b, 0)) return a;
  if (op === "+" && isValue(a, 0)) return b;
  if (isNum(b) && b.value < 0 && op === "+") return { k: "binary", op: "-", left: a, right: num(-b.value) };
  return { k: "binary", op, left: a, right: b };
}

function fold(op: BinaryOp, a: number, b: number): Expr {
  switch (op) {
    case "+":
      return num(a + b);
    case "-":
      return num(a - b);
    case "*":
      return num(a * b);
    case "%":
      return num(a % b);
    case "/":
      return num(a / b);
    case "^":
      return num(a ^ b);
    case "<<":
      return num(a << b);
    case ">>":
      return num(a >> b);
    case ">>>":
      return num(a >>> b);
    case "===":
      return bool(a === b);
    case "!==":
      return bool(a !== b);
    case "<":
      return bool(a < b);
    case "<=":
      return bool(a <= b);
    case ">":
      return bool(a > b);
    case ">=":
      return bool(a >= b);
    default:
      throw new Error(`operator ${op} is folded elsewhere`);
  }
}

export const equal = (a: Expr, b: Expr): Expr => binary("===", a, b);

/** int32 sum. */
export function plus(a: Expr, b: Expr): Expr {
  if (isNum(a) && isNum(b)) return num((a.value + b.value) | 0);
  if (isValue(b, 0)) return a;
  if (isValue(a, 0)) return b;
  return toInt32(binary("+", a, b));
}

/** int32 difference. */
export function minus(a: Expr, b: Expr): Expr {
  if (isNum(a) && isNum(b)) return num((a.value - b.value) | 0);
  if (isValue(b, 0)) return a;
  return toInt32(binary("-", a, b));
}

/** `| 0` where the expression is not int32 already. */
export function toInt32(e: Expr): Expr {
  if (isNum(e)) return num(e.value | 0);
  return isInt32(e) ? e : { k: "binary", op: "|", left: e, right: zero };
}

function isInt32(e: Expr): boolean {
  if (e.k === "binary") return ["&", "|", "^", "<<", ">>"].includes(e.op);
  if (e.k === "unary") return e.op === "~";
  return e.k === "name" || e.k === "member" || e.k === "element" || e.k === "call";
}

export function unsigned(e: Expr): Expr {
  return isNum(e) ? num(e.value >>> 0) : { k: "binary", op: ">>>", left: withoutInt32(e), right: zero };
}

/** Shifts convert to int32 by themselves. */
function withoutInt32(e: Expr): Expr {
  return e.k === "binary" && e.op === "|" && isValue(e.right, 0) ? e.left : e;
}

/** Unsigned comparison of words. */
export const below = (a: Expr, b: Expr): Expr => binary("<", unsigned(a), unsigned(b));

export function complement(e: Expr): Expr {
  return isNum(e) ? num(~e.value) : { k: "unary", op: "~", operand: e };
}

export function sameExpr(a: Expr, b: Expr): boolean {
  if (a === b) return true;
  switch (a.k) {
    case "num":
      return b.k === "num" && a.value === b.value;
    case "bool":
      return b.k === "bool" && a.value === b.value;
    case "name":
      return b.k === "name" && a.name === b.name;
    case "member":
      return b.k === "member" && a.name === b.name && sameExpr(a.object, b.object);
    case "element":
      return b.k === "element" && sameExpr(a.object, b.object) && sameExpr(a.index, b.index);
    case "call":
      return b.k === "call" && sameExpr(a.callee, b.callee) && sameExprs(a.args, b.args);
    case "unary":
      return b.k === "unary" && a.op === b.op && sameExpr(a.operand, b.operand);
    case "binary":
      return b.k === "binary" && a.op === b.op && sameExpr(a.left, b.left) && sameExpr(a.right, b.right);
    case "choice":
      return b.k === "choice" && sameExprs([a.test, a.yes, a.no], [b.test, b.yes, b.no]);
  }
}

function sameExprs(a: readonly Expr[], b: readonly Expr[]): boolean {
  return a.length === b.length && a.every((e, at) => sameExpr(e, b[at]));
}

/** True for what costs nothing to write twice. */
export function isAtom(e: Expr): boolean {
  return e.k === "num" || e.k === "bool" || e.k === "name";
}

/** The expression with every occurrence of `part` replaced. */
export function replacePart(e: Expr, part: Expr, by: Expr): Expr {
  return mapParts(e, (each) => (sameExpr(each, part) ? by : undefined));
}

/** The expression with other parts in the place of those that `change` answers for; itself if it answers for none. */
export function mapParts(e: Expr, change: (part: Expr) => Expr | undefined): Expr {
  const changed = change(e);
  if (changed) return changed;
  const inner = (x: Expr): Expr => mapParts(x, change);
  switch (e.k) {
    case "member": {
      const object = inner(e.object);
      return object === e.object ? e : { ...e, object };
    }
    case "element": {
      const [object, index] = [inner(e.object), inner(e.index)];
      return object === e.object && index === e.index ? e : { ...e, object, index };
    }
    case "call": {
      const args = e.args.map(inner);
      return args.every((arg, at) => arg === e.args[at]) ? e : { ...e, args };
    }
    case "unary": {
      const operand = inner(e.operand);
      return operand === e.operand ? e : { ...e, operand };
    }
    case "binary": {
      const [left, right] = [inner(e.left), inner(e.right)];
      return left === e.left && right === e.right ? e : { ...e, left, right };
    }
    case "choice": {
      const [test, yes, no] = [inner(e.test), inner(e.yes), inner(e.no)];
      return test === e.test && yes === e.yes && no === e.no ? e : { ...e, test, yes, no };
    }
    default:
      return e;
  }
}

/** Evaluating it does nothing but give a value. */
export function isPure(e: Expr): boolean {
  let pure = true;
  visitExpr(e, (part) => {
    if (part.k === "call" && !(part.callee.k === "name" && part.callee.name.startsWith("Math.")))
      pure = false;
  });
  return pure;
}

/** Calls `visit` on the expression and all its parts. */
export function visitExpr(e: Expr, visit: (part: Expr) => void): void {
  visit(e);
  switch (e.k) {
    case "member":
      visitExpr(e.object, visit);
      break;
    case "element":
      visitExpr(e.object, visit);
      visitExpr(e.index, visit);
      break;
    case "call":
      visitExpr(e.callee, visit);
      for (const arg of e.args) visitExpr(arg, visit);
      break;
    case "unary":
      visitExpr(e.operand, visit);
      break;
    case "binary":
      visitExpr(e.left, visit);
      visitExpr(e.right, visit);
      break;
    case "choice":
      visitExpr(e.test, visit);
      visitExpr(e.yes, visit);
      visitExpr(e.no, visit);
      break;
  }
}
