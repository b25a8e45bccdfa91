import { type Expr, isPure, type Stmt, visitExpr } from "../lower/ir.js";

/** Removes locals that nothing reads, until none is left; what has an effect beside their value stays. */
export function tidy(body: readonly Stmt[]): readonly Stmt[] {
  let current = body;
  for (;;) {
    const used = new Map<string, number>();
    countUses(current, used);
    const next = drop(current, used);
    if (next.removed === 0) return next.statements;
    current = next.statements;
  }
}

function countUses(statements: readonly Stmt[], used: Map<string, number>): void {
  const read = (e: Expr): void => {
    visitExpr(e, (part) => {
      if (part.k === "name") used.set(part.name, (used.get(part.name) ?? 0) + 1);
    });
  };
  for (const statement of statements) {
    switch (statement.k) {
      case "let":
      case "run":
        read(statement.value);
        break;
      case "assign":
        // Writing a local is no use of it.
        if (statement.target.k !== "name") read(statement.target);
        read(statement.value);
        break;
      case "if":
        read(statement.test);
        countUses(statement.yes, used);
        countUses(statement.no, used);
        break;
      case "while":
        read(statement.test);
        countUses(statement.body, used);
        break;
      case "for":
        read(statement.start);
        read(statement.test);
        read(statement.step);
        countUses(statement.body, used);
        break;
      case "return":
        if (statement.value) read(statement.value);
        break;
    }
  }
}

function drop(
  statements: readonly Stmt[],
  used: ReadonlyMap<string, number>,
): { readonly statements: readonly Stmt[]; readonly removed: number } {
  let removed = 0;
  const within = (inner: readonly Stmt[]): readonly Stmt[] => {
    const result = drop(inner, used);
    removed += result.removed;
    return result.statements;
  };
  const kept: Stmt[] = [];
  for (const statement of statements) {
    if (setsUnusedLocal(statement, used)) {
      if (isPure(statement.value)) removed += 1;
      else kept.push({ k: "run", value: statement.value });
    } else if (statement.k === "if") {
      const [yes, no] = [within(statement.yes), within(statement.no)];
      if (yes.length > 0 || no.length > 0) kept.push({ ...statement, yes, no });
      else removed += 1;
    } else if (statement.k === "while" || statement.k === "for") {
      kept.push({ ...statement, body: within(statement.body) });
    } else {
      kept.push(statement);
    }
  }
  return { statements: kept, removed };
}

function setsUnusedLocal(
  statement: Stmt,
  used: ReadonlyMap<string, number>,
): statement is Extract<Stmt, { readonly k: "let" | "assign" }> {
  if (statement.k === "let") return !used.has(statement.name);
  return statement.k === "assign" && statement.target.k === "name" && !used.has(statement.target.name);
}

/** The statements never run on to what follows them. */
export function ends(statements: readonly Stmt[]): boolean {
  const last = statements[statements.length - 1];
  if (!last) return false;
  if (last.k === "return" || last.k === "break" || last.k === "continue") return true;
  if (last.k === "if") return ends(last.yes) && ends(last.no);
  return last.k === "while" && last.test.k === "bool" && last.test.value && !breaks(last.body);
}

function breaks(statements: readonly Stmt[]): boolean {
  return statements.some((statement) => {
    if (statement.k === "break") return true;
    return statement.k === "if" && (breaks(statement.yes) || breaks(statement.no));
  });
}
