/**
 * What of the TypeScript compiler the specialiser uses. Required, not imported: before an import Node searches twelve
 * megabytes of text for what they export. Bound here once, because the compiler hands each of its functions out by
 * way of another function.
 */
import { createRequire } from "node:module";
import type { ts } from "ts-morph";

const compiler: typeof ts = (createRequire(import.meta.url)("ts-morph") as { readonly ts: typeof ts }).ts;

export const {
  createSourceFile,
  forEachChild,
  getJSDocCommentsAndTags,
  isBinaryExpression,
  isBlock,
  isBreakStatement,
  isCallExpression,
  isConditionalExpression,
  isContinueStatement,
  isElementAccessExpression,
  isExpressionStatement,
  isForStatement,
  isFunctionDeclaration,
  isIdentifier,
  isIfStatement,
  isImportDeclaration,
  isNamedImports,
  isNumericLiteral,
  isParenthesizedExpression,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isReturnStatement,
  isStringLiteral,
  isVariableDeclarationList,
  isVariableStatement,
  isWhileStatement,
  NodeFlags,
  ScriptTarget,
  SyntaxKind,
} = compiler;
