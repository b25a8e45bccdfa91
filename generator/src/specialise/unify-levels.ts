import { binary, choose, type Expr, isNum, name, num, type Stmt, sameExpr } from "../lower/ir.js";
import type { Lowered } from "../lower/level-words.js";
import type { Value } from "../lower/value.js";

/** Numbers that differ from level to level: one array per kind of number, indexed by the level. */
export class Columns {
  private readonly columns = new Map<string, { readonly name: string; readonly values: readonly number[] }>();

  get all(): readonly { readonly name: string; readonly values: readonly number[] }[] {
    return [...this.columns.values()];
  }

  /** An expression for the number of the level that runs. */
  lookUp(hint: string, values: readonly number[], level: Expr): Expr {
    const key = values.join();
    let column = this.columns.get(key);
    if (!column) {
      const taken = new Set(this.all.map((other) => other.name));
      let text = `${hint}Of`;
      for (let n = 2; taken.has(text); n += 1) text = `${hint}${n}Of`;
      column = { name: text, values };
      this.columns.set(key, column);
    }
    return { k: "element", object: name(column.name), index: level };
  }
}

/** What one level makes of a member; undefined where the level has no such thing. */
export type PerLevel<T> = readonly { readonly level: number; readonly value: T }[];

/**
 * One expression that serves several levels: where only numbers differ they come from columns, where the shape differs
 * the levels are told apart.
 */
export function unifyExprs(exprs: PerLevel<Expr>, level: Expr, columns: Columns, hint: string): Expr {
  const [first, ...rest] = exprs;
  if (rest.every(({ value }) => sameExpr(value, first.value))) return first.value;
  if (exprs.every(({ value }) => isNum(value))) {
    const highest = exprs[exprs.length - 1].level;
    const values = Array.from({ length: highest + 1 }, (_, at) => {
      const own = exprs.find((entry) => entry.level === at)?.value;
      return own && isNum(own) ? own.value : 0;
    });
    return columns.lookUp(hint, values, level);
  }
  const shape = shapeOf(first.value);
  if (rest.every(({ value }) => shapeOf(value) === shape)) return unifyParts(exprs, level, columns, hint);
  return tellApart(exprs, level, columns, hint);
}

function tellApart(exprs: PerLevel<Expr>, level: Expr, columns: Columns, hint: string): Expr {
  // Runs of neighbouring levels with one shape.
  const runs: { readonly level: number; readonly value: Expr }[][] = [];
  for (const entry of exprs) {
    const last = runs[runs.length - 1];
    if (last && shapeOf(last[0].value) === shapeOf(entry.value)) last.push(entry);
    else runs.push([entry]);
  }
  return runs.slice(0, -1).reduceRight<Expr>(
    (above, run) => {
      const test = binary("<=", level, num(run[run.length - 1].level));
      return chooseTruth(test, unifyExprs(run, level, columns, hint), above);
    },
    unifyExprs(runs[runs.length - 1], level, columns, hint),
  );
}

function chooseTruth(test: Expr, yes: Expr, no: Expr): Expr {
  if (yes.k === "bool" && !yes.value && test.k === "binary" && test.op === "<=") {
    return binary("&&", { ...test, op: ">" }, no);
  }
  return choose(test, yes, no);
}

function shapeOf(e: Expr): string {
  switch (e.k) {
    case "num":
      return "#";
    case "bool":
      return String(e.value);
    case "name":
      return e.name;
    case "member":
      return `${shapeOf(e.object)}.${e.name}`;
    case "element":
      return `${shapeOf(e.object)}[${shapeOf(e.index)}]`;
    case "call":
      return `${shapeOf(e.callee)}(${e.args.map(shapeOf).join()})`;
    case "unary":
      return `${e.op}(${shapeOf(e.operand)})`;
    case "binary":
      return `(${shapeOf(e.left)}${e.op}${shapeOf(e.right)})`;
    case "choice":
      return `(${shapeOf(e.test)}?${shapeOf(e.yes)}:${shapeOf(e.no)})`;
  }
}

/** All expressions have one shape: their parts are unified one by one. */
function unifyParts(exprs: PerLevel<Expr>, level: Expr, columns: Columns, hint: string): Expr {
  const part = (pick: (e: Expr) => Expr): Expr => {
    return unifyExprs(
      exprs.map((entry) => ({ level: entry.level, value: pick(entry.value) })),
      level,
      columns,
      hint,
    );
  };
  const wrong = (): never => {
    throw new Error("expressions of one shape differ in kind");
  };
  const e = exprs[0].value;
  switch (e.k) {
    case "member":
      return { ...e, object: part((x) => (x.k === "member" ? x.object : wrong())) };
    case "element":
      return {
        ...e,
        object: part((x) => (x.k === "element" ? x.object : wrong())),
        index: part((x) => (x.k === "element" ? x.index : wrong())),
      };
    case "call":
      return { ...e, args: e.args.map((_, at) => part((x) => (x.k === "call" ? x.args[at] : wrong()))) };
    case "unary":
      return { ...e, operand: part((x) => (x.k === "unary" ? x.operand : wrong())) };
    case "binary":
      return {
        ...e,
        left: part((x) => (x.k === "binary" ? x.left : wrong())),
        right: part((x) => (x.k === "binary" ? x.right : wrong())),
      };
    case "choice":
      return {
        ...e,
        test: part((x) => (x.k === "choice" ? x.test : wrong())),
        yes: part((x) => (x.k === "choice" ? x.yes : wrong())),
        no: part((x) => (x.k === "choice" ? x.no : wrong())),
      };
    default:
      return e;
  }
}

export function unifyLowered(
  results: PerLevel<Lowered>,
  level: Expr,
  columns: Columns,
  hint: string,
): Lowered {
  const exprs = (pick: (lowered: Lowered) => Expr): Expr => {
    return unifyExprs(
      results.map((entry) => ({ level: entry.level, value: pick(entry.value) })),
      level,
      columns,
      hint,
    );
  };
  const first = results[0].value;
  const statements = first.statements.map((statement, at): Stmt => {
    if (statement.k === "assign") {
      return {
        k: "assign",
        target: exprs(({ statements: all }) => partOf(all[at], "assign").target),
        value: exprs(({ statements: all }) => partOf(all[at], "assign").value),
      };
    }
    return { k: "run", value: exprs(({ statements: all }) => partOf(all[at], "run").value) };
  });
  return { statements, value: unifyValue(first.value, exprs) };
}

function partOf<K extends "assign" | "run">(statement: Stmt, kind: K): Extract<Stmt, { k: K }> {
  if (statement.k !== kind) throw new Error(`levels disagree on a ${kind} statement`);
  return statement as Extract<Stmt, { k: K }>;
}

function unifyValue(first: Value, exprs: (pick: (lowered: Lowered) => Expr) => Expr): Value {
  switch (first.t) {
    case "int":
    case "bool":
    case "bytes":
      return { ...first, e: exprs(({ value }) => scalar(value)) };
    case "words":
      return {
        ...first,
        w: { hi: exprs(({ value }) => wordPair(value).hi), lo: exprs(({ value }) => wordPair(value).lo) },
      };
    default:
      return first;
  }
}

function scalar(value: Value): Expr {
  if (value.t === "int" || value.t === "bool" || value.t === "bytes") return value.e;
  throw new Error("levels disagree on the kind of a value");
}

function wordPair(value: Value): { hi: Expr; lo: Expr } {
  if (value.t === "words") return value.w;
  throw new Error("levels disagree on the kind of a value");
}
