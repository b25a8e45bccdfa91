import { type Expr, isNum, name, replacePart, type Stmt, visitExpr } from "../lower/ir.js";

/** What does not change while a state lives, by the name that it gets: reading it once costs less, and reads better. */
const constants: readonly { readonly hint: string; readonly isOne: (e: Expr) => boolean }[] = [
  ...["words", "links", "baseHi", "baseLo"].map((hint) => ({ hint, isOne: (e: Expr) => isField(e, hint) })),
  ...["Hi", "Lo"].map((half) => ({
    hint: `unmarked${half}`,
    isOne: (e: Expr) => e.k === "unary" && e.op === "~" && isField(e.operand, `mark${half}`),
  })),
  {
    hint: "lastTable",
    isOne: (e) => e.k === "binary" && e.op === "-" && isField(e.left, "wordCount") && isNum(e.right),
  },
];

function isField(e: Expr, text: string): boolean {
  return e.k === "member" && e.name === text && e.object.k === "name" && e.object.name === "s";
}

/** The statements with what is constant and read more than once in locals before them. */
export function bindConstantFields(
  statements: readonly Stmt[],
  fresh: (hint: string) => string,
): readonly Stmt[] {
  const found = new Map<string, { readonly hint: string; readonly e: Expr; uses: number }>();
  eachExpr(statements, (e) => {
    visitExpr(e, (part) => {
      const hint = constants.find(({ isOne }) => isOne(part))?.hint;
      if (hint === undefined) return;
      const key = JSON.stringify(part);
      const one = found.get(key) ?? { hint, e: part, uses: 0 };
      one.uses += 1;
      found.set(key, one);
    });
  });
  const bound = [...found.values()]
    .filter(({ uses }) => uses > 1)
    .map((one) => ({ ...one, as: fresh(one.hint) }));
  const replaced = mapExprs(statements, (e) => {
    return bound.reduce((result, { e: part, as }) => replacePart(result, part, name(as)), e);
  });
  return [...bound.map(({ e, as }): Stmt => ({ k: "let", name: as, constant: true, value: e })), ...replaced];
}

/** Calls `visit` on every expression of the statements, and of those within them. */
export function eachExpr(statements: readonly Stmt[], visit: (e: Expr) => void): void {
  mapExprs(statements, (e) => {
    visit(e);
    return e;
  });
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
