import { ts } from "ts-morph";
import {
  binary,
  bool,
  call,
  choose,
  type Expr,
  isAtom,
  name,
  not,
  num,
  replacePart,
  type Stmt,
  sameExpr,
  visitExpr,
  zero,
} from "../lower/ir.js";
import type { LevelWords } from "../lower/level-words.js";
import type { Binding } from "../lower/memory.js";
import { lowerOperation, scalarOf } from "../lower/operations.js";
import { int, type Shape, truth, type Value, type WordsKind, wide, wordCount } from "../lower/value.js";
import { chooseWords } from "../lower/words.js";
import type { AlgorithmFunction, Algorithms } from "./algorithms.js";
import { lowerConstant, lowerMember } from "./level-member.js";
import { arrayElement, methodArguments, methodOf, stateMember } from "./state-members.js";
import { ends } from "./tidy.js";
import type { Columns } from "./unify-levels.js";

/** What the code of one function may ask of the module it becomes part of. */
export interface Surroundings {
  readonly algorithms: Algorithms;
  readonly levelWords: readonly LevelWords[];
  readonly shape: Shape;
  readonly canGrow: boolean;
  readonly binding: Binding;
  /** Levels that the top table may have. */
  readonly tops: { readonly lowest: number; readonly highest: number };
  readonly columns: Columns;
  /** Asks for a function to be emitted; the text is its name in the output. */
  requestFunction(target: AlgorithmFunction, level: LevelValue | undefined): string;
}

export type LevelValue = Extract<Value, { t: "level" }>;

/** Specialises the body of one function of an algorithm. */
export class FunctionBody {
  private readonly around: Surroundings;
  private readonly target: AlgorithmFunction;
  private readonly scopes: Map<string, Value>[] = [new Map()];
  private readonly taken = new Set<string>(["s"]);
  private block: Stmt[] = [];
  /** Inside a loop's test nothing may be computed ahead. */
  private mayHoist = true;
  /** What the test of the statement at hand asks of items. */
  private notes: string[] = [];

  constructor(around: Surroundings, target: AlgorithmFunction, level: LevelValue | undefined) {
    this.around = around;
    this.target = target;
    for (const parameter of target.parameters) {
      this.define(parameter.name, this.parameterValue(parameter.name, parameter.type, level));
    }
  }

  /** Names and types of the parameters in the output. */
  parameters(): readonly { readonly name: string; readonly type: string }[] {
    return this.target.parameters.flatMap(({ name: text }) => {
      const value = this.lookUp(text);
      switch (value.t) {
        case "object":
          return [{ name: "s", type: "State" }];
        case "level":
          return value.e.k === "name" ? [{ name: value.e.name, type: "number" }] : [];
        case "words":
          return [value.w.hi, value.w.lo].flatMap((e) =>
            e.k === "name" ? [{ name: e.name, type: "number" }] : [],
          );
        case "bool":
          return [{ name: text, type: "boolean" }];
        default:
          return [{ name: text, type: "number" }];
      }
    });
  }

  statements(): readonly Stmt[] {
    const { body } = this.target.node;
    if (!body) this.fail(this.target.node, "a function needs a body");
    return this.inBlock(() => this.runAll(body.statements));
  }

  private parameterValue(text: string, type: string, level: LevelValue | undefined): Value {
    switch (type) {
      case "State":
        return { t: "object", e: name("s"), type: "State" };
      case "Level":
        if (!level) throw new Error(`${this.target.name} runs at a level`);
        return level;
      case "boolean":
        return truth(name(text));
      case "Length":
        if (this.around.shape.va === 1) return { t: "bytes", e: name(text) };
        return this.variable(text, "Length");
      case "Va":
      case "Oa":
      case "Entry":
        return this.variable(text, type);
      default:
        return int(name(text));
    }
  }

  private variable(text: string, kind: WordsKind): Value {
    if (wordCount(this.around.shape, kind) === 1) return wide(kind, { hi: zero, lo: name(text) });
    return wide(kind, { hi: name(`${text}Hi`), lo: name(`${text}Lo`) });
  }

  // Scopes and names.

  private define(text: string, value: Value): void {
    this.scopes[this.scopes.length - 1].set(text, value);
    this.taken.add(text);
  }

  private lookUp(text: string): Value {
    for (let at = this.scopes.length - 1; at >= 0; at -= 1) {
      const value = this.scopes[at].get(text);
      if (value) return value;
    }
    throw new Error(`${this.target.name}: ${text} is not known`);
  }

  private fresh(hint: string): string {
    let text = hint;
    for (let n = 2; this.taken.has(text); n += 1) text = `${hint}${n}`;
    this.taken.add(text);
    return text;
  }

  private inBlock(run: () => void): readonly Stmt[] {
    const outer = this.block;
    this.block = [];
    this.scopes.push(new Map());
    run();
    this.scopes.pop();
    const inner = this.block;
    this.block = outer;
    return inner;
  }

  private fail(node: ts.Node, message: string): never {
    const { source, file } = this.target;
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
    throw new Error(`algorithms/${file}.ts:${line + 1}:${character + 1}: ${message}`);
  }

  // Statements.

  private runAll(statements: readonly ts.Statement[]): void {
    for (const statement of statements) {
      if (ends(this.block)) return;
      this.run(statement);
    }
  }

  private run(node: ts.Statement): void {
    if (ts.isVariableStatement(node)) {
      const constant = (node.declarationList.flags & ts.NodeFlags.Const) !== 0;
      for (const { name: id, initializer } of node.declarationList.declarations) {
        if (!ts.isIdentifier(id) || !initializer) this.fail(node, "a local needs a name and a value");
        this.declare(id.text, constant, this.evaluate(initializer));
      }
    } else if (ts.isIfStatement(node)) this.runIf(node);
    else if (ts.isWhileStatement(node))
      this.block.push({ k: "while", test: this.test(node.expression), body: this.bodyOf(node.statement) });
    else if (ts.isForStatement(node)) this.runFor(node);
    else if (ts.isReturnStatement(node)) this.runReturn(node);
    else if (ts.isContinueStatement(node)) this.block.push({ k: "continue" });
    else if (ts.isBreakStatement(node)) this.block.push({ k: "break" });
    else if (ts.isBlock(node)) this.runAll(node.statements);
    else if (ts.isExpressionStatement(node)) this.runExpression(node.expression);
    else this.fail(node, "this kind of statement is not part of the algorithms' language");
  }

  private bodyOf(node: ts.Statement): readonly Stmt[] {
    return this.inBlock(() => this.runAll(ts.isBlock(node) ? node.statements : [node]));
  }

  private runIf(node: ts.IfStatement): void {
    this.notes = [];
    const test = scalarOf(this.evaluate(node.expression));
    const note = this.notes.join("; ");
    if (test.k === "bool") {
      const taken = test.value ? node.thenStatement : node.elseStatement;
      if (taken) this.block.push(...this.bodyOf(taken));
      return;
    }
    const yes = this.bodyOf(node.thenStatement);
    const no = node.elseStatement ? this.bodyOf(node.elseStatement) : [];
    this.block.push({ k: "if", test, ...(note === "" ? {} : { note }), yes, no });
  }

  private runFor(node: ts.ForStatement): void {
    const list = node.initializer;
    const step = node.incrementor;
    if (
      !list ||
      !ts.isVariableDeclarationList(list) ||
      !node.condition ||
      !step ||
      !ts.isBinaryExpression(step)
    ) {
      this.fail(node, "a for loop counts one number up by +=");
    }
    const [{ name: id, initializer }] = list.declarations;
    if (!ts.isIdentifier(id) || !initializer) this.fail(node, "a for loop counts one number up by +=");
    const start = scalarOf(this.evaluate(initializer));
    this.scopes.push(new Map());
    this.define(id.text, int(name(id.text)));
    const test = this.test(node.condition);
    const by = scalarOf(this.evaluate(step.right));
    this.block.push({ k: "for", name: id.text, start, test, step: by, body: this.bodyOf(node.statement) });
    this.scopes.pop();
  }

  private test(node: ts.Expression): Expr {
    const outer = this.mayHoist;
    this.mayHoist = false;
    const value = scalarOf(this.evaluate(node));
    this.mayHoist = outer;
    return value;
  }

  private runReturn(node: ts.ReturnStatement): void {
    if (!node.expression) this.block.push({ k: "return" });
    else this.block.push({ k: "return", value: scalarOf(this.evaluate(node.expression)) });
  }

  private declare(text: string, constant: boolean, value: Value): void {
    const own = this.taken.has(text) ? this.fresh(text) : text;
    if (value.t === "words") {
      const bound = this.variable(own, value.kind);
      if (bound.t !== "words") return;
      // The low word comes first: a carry is told from it, and of a pair in shared memory it fetches both.
      this.bind(bound.w.lo, constant, value.w.lo);
      this.bind(
        bound.w.hi,
        constant,
        isAtom(value.w.lo) ? value.w.hi : withName(value.w.hi, value.w.lo, bound.w.lo),
      );
      this.define(
        text,
        constant
          ? wide(value.kind, {
              hi: this.known(bound.w.hi, value.w.hi),
              lo: this.known(bound.w.lo, value.w.lo),
            })
          : bound,
      );
      return;
    }
    if (value.t !== "int" && value.t !== "bool" && value.t !== "bytes") {
      this.define(text, value);
      return;
    }
    this.bind(name(own), constant, value.e);
    this.define(text, { ...value, e: constant ? this.known(name(own), value.e) : name(own) });
  }

  /** Constants need no local. */
  private known(local: Expr, value: Expr): Expr {
    return value.k === "num" || value.k === "bool" ? value : local;
  }

  private bind(local: Expr, constant: boolean, value: Expr): void {
    if (local.k !== "name") return;
    this.taken.add(local.name);
    if (constant && (value.k === "num" || value.k === "bool")) return;
    this.block.push({ k: "let", name: local.name, constant, value });
  }

  private runExpression(node: ts.Expression): void {
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) {
      const target = this.evaluate(node.left);
      const right = this.evaluate(node.right);
      const value =
        node.operatorToken.kind === ts.SyntaxKind.EqualsToken
          ? right
          : int(binary("+", scalarOf(target), scalarOf(right)));
      this.assign(target, value);
      return;
    }
    const value = this.evaluate(node);
    if (value.t === "int" || value.t === "bool") this.block.push({ k: "run", value: value.e });
  }

  private assign(target: Value, value: Value): void {
    if (target.t === "words" && value.t === "words") {
      // Both words are computed from the old ones.
      const { hi, lo } = value.w;
      const isWide = target.w.hi.k !== "num";
      const shares = isWide && !isAtom(lo) && !sameExpr(withName(hi, lo, zero), hi);
      const low = shares || (isWide && mentions(lo, target.w.hi)) ? this.hoist(lo, "low") : lo;
      const high = withName(hi, lo, low);
      if (isWide && !sameExpr(target.w.hi, high))
        this.block.push({ k: "assign", target: target.w.hi, value: high });
      if (!sameExpr(target.w.lo, low)) this.block.push({ k: "assign", target: target.w.lo, value: low });
      return;
    }
    this.block.push({ k: "assign", target: scalarOf(target), value: scalarOf(value) });
  }

  // Expressions.

  private evaluate(node: ts.Expression): Value {
    if (ts.isParenthesizedExpression(node)) return this.evaluate(node.expression);
    if (ts.isNumericLiteral(node)) return int(num(Number(node.text)));
    if (node.kind === ts.SyntaxKind.TrueKeyword) return truth(bool(true));
    if (node.kind === ts.SyntaxKind.FalseKeyword) return truth(bool(false));
    if (ts.isIdentifier(node)) return this.identifier(node);
    if (ts.isPropertyAccessExpression(node)) return this.property(node);
    if (ts.isElementAccessExpression(node)) return this.elementAccess(node);
    if (ts.isCallExpression(node)) return this.callExpression(node);
    if (ts.isPrefixUnaryExpression(node)) return this.prefix(node);
    if (ts.isConditionalExpression(node)) return this.conditional(node);
    if (ts.isBinaryExpression(node)) return this.binaryExpression(node);
    return this.fail(node, "this kind of expression is not part of the algorithms' language");
  }

  private identifier(node: ts.Identifier): Value {
    const { runtimeNames, operations } = this.around.algorithms;
    if (runtimeNames.has(node.text)) return int(name(node.text));
    if (operations.has(node.text)) {
      const value = lowerOperation(node.text, [], this.around.shape);
      if (value) return value;
    }
    return this.lookUp(node.text);
  }

  private property(node: ts.PropertyAccessExpression): Value {
    const object = this.evaluate(node.expression);
    const text = node.name.text;
    if (object.t === "object" && object.type === "State") return stateMember(text, this.around);
    if (object.t === "level") {
      if (text === "below") {
        const below = object.levels.filter((level) => level > 0).map((level) => level - 1);
        return { t: "level", levels: below, e: binary("-", object.e, num(1)) };
      }
      const value = lowerConstant(this.around.levelWords, object, text, this.around.columns);
      if (value) return value;
    }
    return this.fail(node, `there is no ${text}`);
  }

  /** `s.levels[n]` is a level known only at run time; other arrays hold numbers. */
  private elementAccess(node: ts.ElementAccessExpression): Value {
    const array = this.evaluate(node.expression);
    const index = scalarOf(this.evaluate(node.argumentExpression));
    if (array.t !== "levels") return arrayElement(array, index);
    const { lowest, highest } = this.around.tops;
    const from = index.k === "binary" ? lowest + 1 : lowest;
    const levels = Array.from({ length: highest - from + 1 }, (_, at) => from + at);
    return { t: "level", levels, e: levels.length === 1 ? num(levels[0]) : index };
  }

  private callExpression(node: ts.CallExpression): Value {
    const { expression: callee } = node;
    if (ts.isPropertyAccessExpression(callee)) return this.method(node, callee);
    if (!ts.isIdentifier(callee)) this.fail(node, "only named functions are called");
    const args = node.arguments.map((arg) => this.evaluate(arg));
    const { runtimeNames, operations, functions } = this.around.algorithms;
    if (operations.has(callee.text)) {
      const value = lowerOperation(
        callee.text,
        args.map((arg, at) => this.short(arg, `operand${at + 1}`)),
        this.around.shape,
      );
      if (!value) this.fail(node, `${callee.text} is not lowered`);
      return value;
    }
    if (runtimeNames.has(callee.text)) return int(call(callee.text, methodArguments(args)));
    const target = functions.get(callee.text);
    if (!target) this.fail(node, `${callee.text} is not an algorithm`);
    return this.callAlgorithm(target, args);
  }

  private callAlgorithm(target: AlgorithmFunction, args: readonly Value[]): Value {
    const level = args.find((arg): arg is LevelValue => arg.t === "level");
    const text = this.around.requestFunction(target, level);
    const passed = args.flatMap((arg, at): readonly Expr[] => {
      if (arg.t === "level") return isAtom(arg.e) && arg.e.k === "num" ? [] : [arg.e];
      if (arg.t === "object") return [arg.e];
      if (arg.t === "words") {
        const count = wordCount(this.around.shape, wordsKindOf(target.parameters[at].type));
        return count === 2 ? [arg.w.hi, arg.w.lo] : [arg.w.lo];
      }
      return [scalarOf(arg)];
    });
    const result = call(text, passed);
    return target.returns === "boolean" ? truth(result) : int(result);
  }

  private method(node: ts.CallExpression, callee: ts.PropertyAccessExpression): Value {
    const object = this.evaluate(callee.expression);
    const text = callee.name.text;
    const args = node.arguments.map((arg) => this.evaluate(arg));
    if (object.t !== "level") return int(call(methodOf(object, text), methodArguments(args)));
    const short = args.map((arg, at) => this.short(arg, hintOf(arg, node.arguments[at])));
    const lowered = lowerMember(this.around.levelWords, object, text, short, this.around.columns);
    if (!lowered)
      this.fail(node, `${text} has no meaning at level ${object.levels.join()} of ${this.target.name}`);
    this.block.push(...lowered.statements);
    if (object.levels.length === 1) {
      const note = this.around.levelWords[object.levels[0]].noteOf(text);
      if (note) this.notes.push(note);
    }
    return lowered.value;
  }

  /** What is written more than once is computed once, where there is a place for it. */
  private short(value: Value, hint: string): Value {
    if (!this.mayHoist) return value;
    if (value.t === "words") {
      if (isShort(value.w.hi) && isShort(value.w.lo)) return value;
      const lo = isShort(value.w.lo) ? value.w.lo : this.hoist(value.w.lo, `${hint}Lo`);
      const hi = isShort(value.w.hi) ? value.w.hi : this.hoist(value.w.hi, `${hint}Hi`);
      return { ...value, w: { hi, lo } };
    }
    return value.t === "int" && isLong(value.e) ? int(this.hoist(value.e, hint)) : value;
  }

  private hoist(e: Expr, hint: string): Expr {
    const text = this.fresh(hint);
    this.block.push({ k: "let", name: text, constant: true, value: e });
    return name(text);
  }

  private prefix(node: ts.PrefixUnaryExpression): Value {
    const operand = scalarOf(this.evaluate(node.operand));
    if (node.operator === ts.SyntaxKind.ExclamationToken) return truth(not(operand));
    if (node.operator === ts.SyntaxKind.MinusToken)
      return int(operand.k === "num" ? num(-operand.value) : { k: "unary", op: "-", operand });
    return this.fail(node, "this operator is not part of the algorithms' language");
  }

  private conditional(node: ts.ConditionalExpression): Value {
    const test = scalarOf(this.evaluate(node.condition));
    if (test.k === "bool") return this.evaluate(test.value ? node.whenTrue : node.whenFalse);
    const [yes, no] = [this.evaluate(node.whenTrue), this.evaluate(node.whenFalse)];
    if (yes.t === "words" && no.t === "words") return { ...yes, w: chooseWords(test, yes.w, no.w) };
    const chosen = choose(test, scalarOf(yes), scalarOf(no));
    return yes.t === "bool" ? truth(chosen) : int(chosen);
  }

  private binaryExpression(node: ts.BinaryExpression): Value {
    const op = node.operatorToken.getText(this.target.source);
    const left = scalarOf(this.evaluate(node.left));
    if ((op === "&&" || op === "||") && left.k === "bool" && left.value === (op === "||")) return truth(left);
    const right = scalarOf(this.evaluate(node.right));
    if (!isOperator(op)) this.fail(node, `${op} is not part of the algorithms' language`);
    const result = binary(op, left, right);
    return truthOperators.has(op) ? truth(result) : int(result);
  }
}

const operators = [
  "+",
  "-",
  "*",
  "%",
  "/",
  "&",
  "|",
  "^",
  "<<",
  ">>",
  ">>>",
  "===",
  "!==",
  "<",
  "<=",
  ">",
  ">=",
  "&&",
  "||",
] as const;
const truthOperators: ReadonlySet<string> = new Set(["===", "!==", "<", "<=", ">", ">=", "&&", "||"]);

function isOperator(text: string): text is (typeof operators)[number] {
  return operators.some((op) => op === text);
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.EqualsToken || kind === ts.SyntaxKind.PlusEqualsToken;
}

function wordsKindOf(type: string): WordsKind {
  if (type === "Va" || type === "Oa" || type === "Entry" || type === "Length") return type;
  throw new Error(`${type} takes no words`);
}

/** A name for what an argument stands for: the member that computed it, or the kind of value. */
function hintOf(value: Value, node: ts.Expression): string {
  if (value.t === "words") return value.kind.toLowerCase();
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
    return node.expression.name.text;
  return "value";
}

/** More than an index computation: worth a local of its own. */
function isLong(e: Expr): boolean {
  let parts = 0;
  visitExpr(e, (part) => {
    parts += part.k === "choice" || part.k === "call" ? 10 : 1;
  });
  return parts > 7;
}

const isShort = (e: Expr): boolean => isAtom(e) || (e.k === "member" && e.object.k === "name");

/** `e` with a sum that has a name by now, also where it stands without its `| 0`. */
function withName(e: Expr, sum: Expr, named: Expr): Expr {
  const bare =
    sum.k === "binary" && sum.op === "|" && sum.right.k === "num" && sum.right.value === 0 ? sum.left : sum;
  return replacePart(replacePart(e, sum, named), bare, named);
}

function mentions(e: Expr, part: Expr): boolean {
  let found = false;
  visitExpr(e, (inner) => {
    if (sameExpr(inner, part)) found = true;
  });
  return found;
}
