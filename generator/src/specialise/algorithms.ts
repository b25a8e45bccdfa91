import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ts } from "ts-morph";
import {
  createSourceFile,
  forEachChild,
  getJSDocCommentsAndTags,
  isBlock,
  isCallExpression,
  isFunctionDeclaration,
  isIdentifier,
  isIfStatement,
  isImportDeclaration,
  isNamedImports,
  isNumericLiteral,
  isReturnStatement,
  isStringLiteral,
  isVariableStatement,
  ScriptTarget,
} from "./compiler.js";

/** One function of an algorithm, as its syntax tree. */
export interface AlgorithmFunction {
  readonly name: string;
  /** File name without ending: the generated module of the same name holds the function. */
  readonly file: string;
  readonly node: ts.FunctionDeclaration;
  readonly source: ts.SourceFile;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly returns: string;
  /** First sentence or more of its doc comment, one line. */
  readonly doc: string;
  /** It works on one level: an own copy per level in unrolled code. */
  readonly hasLevel: boolean;
  /** It goes down one level after the other, and what the lowest says is the result: no level has more to do after. */
  readonly descends: boolean;
}

/** All functions of generator/src/algorithms by name, and the names that come from the runtime. */
export interface Algorithms {
  readonly functions: ReadonlyMap<string, AlgorithmFunction>;
  readonly runtimeNames: ReadonlySet<string>;
  readonly operations: ReadonlySet<string>;
  /** Numbers that algorithms give a name. */
  readonly constants: ReadonlyMap<string, number>;
}

const runtimePackage = "@generic-pt/core";

let parsed: Algorithms | undefined;

/** Parses the algorithms once per process: they do not depend on the format. */
export function algorithms(): Algorithms {
  parsed ??= parseAlgorithms(fileURLToPath(new URL("../../src/algorithms/", import.meta.url)));
  return parsed;
}

function parseAlgorithms(folder: string): Algorithms {
  const functions = new Map<string, AlgorithmFunction>();
  const runtimeNames = new Set<string>();
  const operations = new Set<string>();
  const constants = new Map<string, number>();
  for (const fileName of readdirSync(folder).sort()) {
    const source = createSourceFile(
      fileName,
      readFileSync(`${folder}${fileName}`, "utf8"),
      ScriptTarget.ES2022,
      true,
    );
    for (const statement of source.statements) {
      if (isVariableStatement(statement)) collectConstants(statement, constants);
      if (isImportDeclaration(statement)) collectImports(statement, runtimeNames, operations);
      if (isFunctionDeclaration(statement) && statement.name && fileName !== "values.ts") {
        functions.set(statement.name.text, describe(statement, statement.name.text, fileName, source));
      }
    }
  }
  return { functions, runtimeNames, operations, constants };
}

function collectConstants({ declarationList }: ts.VariableStatement, constants: Map<string, number>): void {
  for (const { name, initializer } of declarationList.declarations) {
    if (isIdentifier(name) && initializer && isNumericLiteral(initializer)) {
      constants.set(name.text, Number(initializer.text));
    }
  }
}

function collectImports(
  node: ts.ImportDeclaration,
  runtimeNames: Set<string>,
  operations: Set<string>,
): void {
  if (!isStringLiteral(node.moduleSpecifier)) return;
  const from = node.moduleSpecifier.text;
  const target = from === runtimePackage ? runtimeNames : from === "./values.js" ? operations : undefined;
  const bindings = node.importClause?.namedBindings;
  if (!target || !bindings || !isNamedImports(bindings)) return;
  for (const { name } of bindings.elements) target.add(name.text);
}

function describe(
  node: ts.FunctionDeclaration,
  name: string,
  fileName: string,
  source: ts.SourceFile,
): AlgorithmFunction {
  const parameters = node.parameters.map((parameter) => ({
    name: parameter.name.getText(source),
    type: parameter.type?.getText(source) ?? "",
  }));
  return {
    name,
    file: fileName.replace(/\.ts$/, ""),
    node,
    source,
    parameters,
    returns: node.type?.getText(source) ?? "void",
    doc: docOf(node),
    hasLevel: parameters.some(({ type }) => type === "Level"),
    descends: descends(node, name),
  };
}

/** It calls itself only where a branch of its own body ends: `if (...) { ...; return self(...); }`. */
function descends(node: ts.FunctionDeclaration, name: string): boolean {
  let calls = 0;
  let last = 0;
  const visit = (inner: ts.Node): void => {
    if (isCallOf(inner, name)) {
      calls += 1;
      const branch = inner.parent.parent;
      const isLast = isReturnStatement(inner.parent) && isBlock(branch);
      if (isLast && isIfStatement(branch.parent) && branch.parent.parent === node.body) last += 1;
    }
    forEachChild(inner, visit);
  };
  visit(node);
  return calls > 0 && calls === last;
}

export function isCallOf(node: ts.Node, name: string): node is ts.CallExpression {
  return isCallExpression(node) && isIdentifier(node.expression) && node.expression.text === name;
}

function docOf(node: ts.FunctionDeclaration): string {
  const comments = getJSDocCommentsAndTags(node);
  const text = comments.map((part) => (typeof part.comment === "string" ? part.comment : "")).join(" ");
  return text.replace(/\s+/g, " ").trim();
}
