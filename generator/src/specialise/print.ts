import type { Expr, Stmt } from "../lower/ir.js";
import { commentText } from "./comment-text.js";

const width = 110;

const precedence: Readonly<Record<string, number>> = {
  "?:": 1,
  "||": 2,
  "&&": 3,
  "|": 4,
  "^": 5,
  "&": 6,
  "===": 7,
  "!==": 7,
  "<": 8,
  "<=": 8,
  ">": 8,
  ">=": 8,
  "<<": 9,
  ">>": 9,
  ">>>": 9,
  "+": 10,
  "-": 10,
  "*": 11,
  "/": 11,
  "%": 11,
  unary: 12,
  postfix: 14,
};

/** TypeScript text of statements, two blanks per depth. */
export function printStatements(statements: readonly Stmt[], depth: number): string {
  return statements.map((statement) => printStatement(statement, depth)).join("");
}

function printStatement(statement: Stmt, depth: number): string {
  const pad = "  ".repeat(depth);
  const line = (head: string, e: Expr, tail = ";"): string =>
    `${pad}${head}${fit(e, pad.length, head.length, tail)}${tail}\n`;
  switch (statement.k) {
    case "let":
      return line(
        `${statement.constant ? "const" : "let"} ${statement.name}${statement.type ? `: ${statement.type}` : ""} = `,
        statement.value,
      );
    case "assign": {
      const increment = compound(statement);
      return increment ? `${pad}${increment};\n` : line(`${printExpr(statement.target)} = `, statement.value);
    }
    case "run":
      return line("", statement.value);
    case "return":
      return statement.value ? line("return ", statement.value) : `${pad}return;\n`;
    case "comment":
      return `${pad}// ${commentText(statement.text)}\n`;
    case "break":
    case "continue":
      return `${pad}${statement.k};\n`;
    case "if":
      return printIf(statement, depth);
    case "while":
      return `${pad}while (${fit(statement.test, pad.length, 7, ") {")}) {\n${printStatements(statement.body, depth + 1)}${pad}}\n`;
    case "for": {
      const { name, start, test, step } = statement;
      const head = `for (let ${name} = ${printExpr(start)}; ${printExpr(test)}; ${name} += ${printExpr(step)}) {`;
      return `${pad}${head}\n${printStatements(statement.body, depth + 1)}${pad}}\n`;
    }
  }
}

function compound({ target, value }: Extract<Stmt, { k: "assign" }>): string | undefined {
  if (target.k !== "name" || value.k !== "binary" || value.op !== "+" || value.left.k !== "name")
    return undefined;
  return value.left.name === target.name ? `${target.name} += ${printExpr(value.right)}` : undefined;
}

function printIf(statement: Extract<Stmt, { k: "if" }>, depth: number): string {
  const pad = "  ".repeat(depth);
  const note = statement.note ? `${pad}// ${commentText(statement.note)}\n` : "";
  return note + printTest(statement, depth);
}

function printTest(statement: Extract<Stmt, { k: "if" }>, depth: number): string {
  const pad = "  ".repeat(depth);
  const head = `${pad}if (${fit(statement.test, pad.length, 4, ") {")})`;
  const [only] = statement.yes;
  if (
    statement.no.length === 0 &&
    statement.yes.length === 1 &&
    (only.k === "return" || only.k === "continue")
  ) {
    const short = `${head} ${printStatement(only, 0).trim()}\n`;
    if (short.length <= width && !short.trimEnd().includes("\n")) return short;
  }
  let text = `${head} {\n${printStatements(statement.yes, depth + 1)}${pad}}`;
  const [next] = statement.no;
  if (statement.no.length === 1 && next.k === "if") {
    text += ` else ${printTest(next, depth).trimStart()}`;
    return text;
  }
  if (statement.no.length > 0) text += ` else {\n${printStatements(statement.no, depth + 1)}${pad}}`;
  return `${text}\n`;
}

/** The expression on one line, or broken at its outermost operators where it is too wide. */
function fit(e: Expr, indent: number, before: number, after: string): string {
  const flat = printExpr(e);
  if (indent + before + flat.length + after.length <= width) return flat;
  const pad = `\n${" ".repeat(indent + 2)}`;
  if (e.k === "choice") {
    const broken = (part: Expr): string => fit(part, indent + 2, 2, "");
    return `${printExpr(e.test, 2)}${pad}? ${broken(e.yes)}${pad}: ${broken(e.no)}`;
  }
  if (
    e.k === "binary" &&
    ["&&", "||", "|", "+"].includes(e.op) &&
    !(e.right.k === "num" && e.right.value === 0)
  ) {
    const parts = flatten(e, e.op);
    const level = precedence[e.op];
    return parts
      .map((part) => {
        if (part.k === "num") return printNumber(part.value, level + 1, e.op === "|");
        return printExpr(part, mixes(part, e.op) ? 13 : level + 1);
      })
      .join(` ${e.op}${pad}`);
  }
  if (e.k === "call") {
    const args = e.args.map((arg) => `${" ".repeat(indent + 2)}${fit(arg, indent + 2, 0, ",")},\n`).join("");
    return `${printExpr(e.callee)}(\n${args}${" ".repeat(indent)})`;
  }
  return flat;
}

function flatten(e: Expr, op: string): readonly Expr[] {
  if (e.k !== "binary" || e.op !== op) return [e];
  return [...flatten(e.left, op), ...flatten(e.right, op)];
}

function printExpr(e: Expr, outer = 0): string {
  switch (e.k) {
    case "num":
      return printNumber(e.value, outer, false);
    case "bool":
      return String(e.value);
    case "name":
      return e.name;
    case "member":
      return `${printExpr(e.object, precedence.postfix)}.${e.name}`;
    case "element":
      return `${printExpr(e.object, precedence.postfix)}[${printExpr(e.index)}]`;
    case "call":
      return `${printExpr(e.callee, precedence.postfix)}(${e.args.map((arg) => printExpr(arg)).join(", ")})`;
    case "unary":
      return wrap(`${e.op}${printExpr(e.operand, precedence.unary)}`, precedence.unary, outer);
    case "choice": {
      const text = `${printExpr(e.test, 2)} ? ${printExpr(e.yes, 1)} : ${printExpr(e.no, 1)}`;
      return wrap(text, precedence["?:"], outer);
    }
    case "binary": {
      const own = precedence[e.op];
      const left = printExpr(e.left, mixes(e.left, e.op) ? 13 : own);
      const rightOuter = mixes(e.right, e.op) ? 13 : isAssociative(e) ? own : own + 1;
      const isMask = ["&", "|"].includes(e.op) || (["===", "!=="].includes(e.op) && isBitwise(e.left));
      const right =
        e.right.k === "num" ? printNumber(e.right.value, rightOuter, isMask) : printExpr(e.right, rightOuter);
      return wrap(`${left} ${e.op} ${right}`, own, outer);
    }
  }
}

/** Brackets that the language does not need but the reader does: shifts, masks and sums in one expression. */
function mixes(part: Expr, op: string): boolean {
  if (part.k !== "binary" || part.op === op) return false;
  const bitwise = ["&", "|", "^", "<<", ">>", ">>>"];
  const comparing = ["===", "!==", "<", "<=", ">", ">="];
  if (bitwise.includes(op)) return bitwise.includes(part.op) || ["+", "-"].includes(part.op);
  if (op === "||") return part.op === "&&";
  return ["+", "-"].includes(op)
    ? bitwise.includes(part.op)
    : comparing.includes(op) && bitwise.includes(part.op);
}

const isBitwise = (e: Expr): boolean => e.k === "binary" && ["&", "|"].includes(e.op);

function isAssociative(e: Extract<Expr, { k: "binary" }>): boolean {
  return e.right.k === "binary" && e.right.op === e.op && ["&", "|", "&&", "||"].includes(e.op);
}

const wrap = (text: string, own: number, outer: number): string => (own < outer ? `(${text})` : text);

/** Counts and sizes in decimal, masks in hexadecimal. */
function printNumber(value: number, outer: number, isMask: boolean): string {
  const size = Math.abs(value);
  const text = size > 9 && (isMask || size > 0xffff) ? `0x${size.toString(16)}` : `${size}`;
  return value < 0 ? wrap(`-${text}`, precedence.unary, outer) : text;
}
