import { type Expr, isAtom, name, replacePart, type Stmt, visitExpr, zero } from "../lower/ir.js";
import { type Shape, type Value, type WordsKind, wide, wordCount } from "../lower/value.js";

/** The statements that come out so far, and the names that are in use and in sight. */
export class Block {
  private readonly shape: Shape;
  private readonly scopes: Map<string, Value>[] = [new Map()];
  private readonly taken = new Set<string>(["s"]);
  /** Names that blocks around took, in this order. */
  private readonly order: string[] = [];
  private current: Stmt[] = [];
  /** What the names of locals end in: several levels may share one function. */
  private suffix = "";
  /** Inside a loop's test nothing may be computed ahead. */
  mayHoist = true;

  constructor(shape: Shape) {
    this.shape = shape;
  }

  get statements(): readonly Stmt[] {
    return this.current;
  }

  push(...statements: readonly Stmt[]): void {
    this.current.push(...statements);
  }

  /** What `run` pushes, in a scope of its own. */
  inner(run: () => void): readonly Stmt[] {
    const outer = this.current;
    const before = this.order.length;
    this.current = [];
    this.inScope(run);
    const inner = this.current;
    this.current = outer;
    // What a block names is no matter of those that follow it.
    for (const text of this.order.splice(before)) this.taken.delete(text);
    return inner;
  }

  private take(text: string): void {
    if (this.taken.has(text)) return;
    this.taken.add(text);
    this.order.push(text);
  }

  inScope<T>(run: () => T, names = new Map<string, Value>()): T {
    this.scopes.push(names);
    const result = run();
    this.scopes.pop();
    return result;
  }

  /** Runs with names of locals that end in `suffix`. */
  withSuffix(suffix: string, run: () => void): void {
    const outer = this.suffix;
    this.suffix = suffix;
    run();
    this.suffix = outer;
  }

  /** Evaluates where nothing can be computed ahead. */
  inPlace<T>(evaluate: () => T): T {
    const outer = this.mayHoist;
    this.mayHoist = false;
    const value = evaluate();
    this.mayHoist = outer;
    return value;
  }

  define(text: string, value: Value): void {
    this.scopes[this.scopes.length - 1].set(text, value);
    this.take(text);
    if (value.t !== "words") return;
    for (const word of [value.w.hi, value.w.lo]) if (word.k === "name") this.take(word.name);
  }

  lookUp(text: string): Value | undefined {
    for (let at = this.scopes.length - 1; at >= 0; at -= 1) {
      const value = this.scopes[at].get(text);
      if (value) return value;
    }
    return undefined;
  }

  /** The locals that hold a value of several words. */
  variable(text: string, kind: WordsKind): Value & { readonly t: "words" } {
    const hi = wordCount(this.shape, kind) === 1 ? zero : name(`${text}Hi`);
    return { t: "words", kind, w: { hi, lo: name(hi === zero ? text : `${text}Lo`) } };
  }

  /** A name that no other local has. */
  fresh(hint: string): string {
    const wanted = `${hint}${this.suffix}`;
    let text = wanted;
    for (let n = 2; this.isTaken(text); n += 1)
      text = this.suffix === "" ? `${wanted}${n}` : `${wanted}_${n}`;
    this.take(text);
    return text;
  }

  /** As a name, or as that of a value of two words. */
  private isTaken(text: string): boolean {
    return ["", "Lo", "Hi"].some((word) => this.taken.has(`${text}${word}`));
  }

  /** Binds a name of the algorithm to a value. Constants need no local. */
  declare(text: string, constant: boolean, value: Value): void {
    const own = this.suffix !== "" || this.isTaken(text) ? this.fresh(text) : text;
    if (value.t === "words") {
      const { hi, lo } = this.variable(own, value.kind).w;
      // The low word comes first: a carry is told from it, and of a pair in shared memory it fetches both.
      const low = this.bind(lo, constant, value.w.lo);
      const high = isAtom(value.w.lo) ? value.w.hi : withName(value.w.hi, value.w.lo, lo);
      this.define(text, wide(value.kind, { hi: this.bind(hi, constant, high), lo: low }));
    } else if (value.t === "int" || value.t === "bool" || value.t === "bytes") {
      this.define(text, { ...value, e: this.bind(name(own), constant, value.e) });
    } else {
      this.define(text, value);
    }
  }

  private bind(local: Expr, constant: boolean, value: Expr): Expr {
    if (local.k !== "name") return local;
    this.take(local.name);
    if (constant && (value.k === "num" || value.k === "bool")) return value;
    this.push({ k: "let", name: local.name, constant, value });
    return local;
  }

  /** What is written more than once is computed once, where there is a place for it. */
  short(value: Value, hint: string): Value {
    if (!this.mayHoist) return value;
    if (value.t === "words") {
      const lo = isShort(value.w.lo) ? value.w.lo : this.hoist(value.w.lo, `${hint}Lo`);
      const hi = isShort(value.w.hi) ? value.w.hi : this.hoist(value.w.hi, `${hint}Hi`);
      return { ...value, w: { hi, lo } };
    }
    return value.t === "int" && isLong(value.e) ? { t: "int", e: this.hoist(value.e, hint) } : value;
  }

  hoist(e: Expr, hint: string): Expr {
    const text = this.fresh(hint);
    this.push({ k: "let", name: text, constant: true, value: e });
    return name(text);
  }
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
export function withName(e: Expr, sum: Expr, named: Expr): Expr {
  const bare =
    sum.k === "binary" && sum.op === "|" && sum.right.k === "num" && sum.right.value === 0 ? sum.left : sum;
  return replacePart(replacePart(e, sum, named), bare, named);
}
