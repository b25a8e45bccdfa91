import type { Expr, Stmt } from "./ir.js";

/**
 * Calls `visit` on every expression of the statements, and of those within them, in their order. What is assigned to
 * comes before its value.
 */
export function eachExpr(statements: readonly Stmt[], visit: (e: Expr) => void): void {
  for (const statement of statements) {
    switch (statement.k) {
      case "let":
      case "run":
        visit(statement.value);
        break;
      case "assign":
        visit(statement.target);
        visit(statement.value);
        break;
      case "return":
        if (statement.value) visit(statement.value);
        break;
      case "if":
        visit(statement.test);
        eachExpr(statement.yes, visit);
        eachExpr(statement.no, visit);
        break;
      case "while":
        visit(statement.test);
        eachExpr(statement.body, visit);
        break;
      case "for":
        visit(statement.start);
        visit(statement.test);
        visit(statement.step);
        eachExpr(statement.body, visit);
        break;
    }
  }
}
