import {
  and,
  type Expr,
  isNum,
  mapParts,
  name,
  replacePart,
  type Stmt,
  sameExpr,
  visitExpr,
} from "../lower/ir.js";
import { eachExpr } from "../lower/statements.js";

/** What does not change while a state lives, by the name that it gets: reading it once costs less, and reads better. */
const constants: readonly { readonly hint: string; readonly isOne: (e: Expr) => boolean }[] = [
  ...["words", "links", "baseHi", "baseLo"].map((hint) => ({ hint, isOne: (e: Expr) => isField(e, hint) })),
  ...["Hi", "Lo"].flatMap((half) => [
    {
      hint: `address${half}`,
      isOne: (e: Expr) =>
        e.k === "binary" && e.op === "&" && isUnmarked(e.left, `mark${half}`) && isNum(e.right),
    },
    { hint: `unmarked${half}`, isOne: (e: Expr) => isUnmarked(e, `mark${half}`) },
  ]),
  {
    hint: "lastTable",
    isOne: (e) => e.k === "binary" && e.op === "-" && isField(e.left, "wordCount") && isNum(e.right),
  },
];

/** What the constant is called, if the expression is one. */
function hintOf(e: Expr): string | undefined {
  const { k } = e;
  if (k !== "member" && k !== "unary" && k !== "binary") return undefined;
  return constants.find(({ isOne }) => isOne(e))?.hint;
}

function isField(e: Expr, text: string): boolean {
  return e.k === "member" && e.name === text && e.object.k === "name" && e.object.name === "s";
}

const isOf =
  (one: { readonly hint: string }) =>
  ({ hint }: { readonly hint: string }) =>
    hint === one.hint;

function isUnmarked(e: Expr, mark: string): boolean {
  return e.k === "unary" && e.op === "~" && isField(e.operand, mark);
}

/** `x & ~s.mark & mask` as `x & (~s.mark & mask)`: what is constant in it stands together. */
function gatherMasks(e: Expr): Expr {
  let result = e;
  visitExpr(e, (part) => {
    if (part.k !== "binary" || part.op !== "&" || !isNum(part.right)) return;
    const { left, right } = part;
    if (left.k !== "binary" || left.op !== "&") return;
    if (isUnmarked(left.right, "markHi") || isUnmarked(left.right, "markLo"))
      result = replacePart(result, part, and(left.left, and(left.right, right)));
  });
  return result;
}

/** The statements with what is constant and read more than once in locals before them. */
export function bindConstantFields(
  statements: readonly Stmt[],
  fresh: (hint: string) => string,
): readonly Stmt[] {
  const gathered = mapExprs(statements, gatherMasks);
  const found = new Map<string, { readonly hint: string; readonly e: Expr; uses: number }>();
  eachExpr(gathered, (e) => {
    visitExpr(e, (part) => {
      const hint = hintOf(part);
      if (hint === undefined) return;
      const key = JSON.stringify(part);
      const one = found.get(key) ?? { hint, e: part, uses: 0 };
      one.uses += 1;
      found.set(key, one);
    });
  });
  const bound = [...found.values()]
    // A mask is worth a local even once: engines that copy functions into one another then compute it once for all.
    .filter(({ hint, uses }) => uses > 1 || hint.startsWith("address"))
    // What holds another one comes first.
    .sort((a, b) => constants.findIndex(isOf(a)) - constants.findIndex(isOf(b)))
    .map((one) => ({ ...one, as: fresh(one.hint) }));
  const replaced = mapExprs(gathered, (e) => {
    return mapParts(e, (part) => {
      const one =
        hintOf(part) === undefined ? undefined : bound.find(({ e: constant }) => sameExpr(constant, part));
      return one && name(one.as);
    });
  });
  return [...bound.map(({ e, as }): Stmt => ({ k: "let", name: as, constant: true, value: e })), ...replaced];
}

function mapExprs(statements: readonly Stmt[], change: (e: Expr) => Expr): readonly Stmt[] {
  const within = (inner: readonly Stmt[]) => mapExprs(inner, change);
  return statements.map((statement): Stmt => {
    switch (statement.k) {
      case "let":
      case "run":
        return { ...statement, value: change(statement.value) };
      case "assign":
        return { ...statement, target: change(statement.target), value: change(statement.value) };
      case "return":
        return statement.value ? { ...statement, value: change(statement.value) } : statement;
      case "if":
        return {
          ...statement,
          test: change(statement.test),
          yes: within(statement.yes),
          no: within(statement.no),
        };
      case "while":
        return { ...statement, test: change(statement.test), body: within(statement.body) };
      case "for":
        return {
          ...statement,
          start: change(statement.start),
          test: change(statement.test),
          step: change(statement.step),
          body: within(statement.body),
        };
      default:
        return statement;
    }
  });
}
