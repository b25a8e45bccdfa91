import { binary, bool, choose, type Expr, not, type Stmt, sameExpr, visitExpr } from "../lower/ir.js";
import { ends } from "./tidy.js";

/**
 * Takes out the tests whose outcome is certain where they stand: behind a test that returned, or within one that held.
 * Only what is made of constant locals can be certain; state and memory may change between two looks.
 */
export function withoutKnownTests(body: readonly Stmt[], parameters: readonly string[]): readonly Stmt[] {
  return new KnownTests(constantNames(body, parameters)).block(body, Facts.none);
}

/** Names of locals and parameters that are never assigned. */
function constantNames(body: readonly Stmt[], parameters: readonly string[]): ReadonlySet<string> {
  const constant = new Set(parameters);
  const assigned = new Set<string>();
  const visit = (statements: readonly Stmt[]): void => {
    for (const statement of statements) {
      if (statement.k === "let") (statement.constant ? constant : assigned).add(statement.name);
      if (statement.k === "assign" && statement.target.k === "name") assigned.add(statement.target.name);
      if (statement.k === "for") assigned.add(statement.name);
      if (statement.k === "for" || statement.k === "while") visit(statement.body);
      if (statement.k === "if") {
        visit(statement.yes);
        visit(statement.no);
      }
    }
  };
  visit(body);
  return new Set([...constant].filter((name) => !assigned.has(name)));
}

/** Expressions that hold, and alternatives of which one does. */
class Facts {
  static readonly none = new Facts([], []);
  private readonly certain: readonly Expr[];
  private readonly alternatives: readonly (readonly Expr[])[];

  private constructor(certain: readonly Expr[], alternatives: readonly (readonly Expr[])[]) {
    this.certain = certain;
    this.alternatives = alternatives;
  }

  with(fact: Expr): Facts {
    if (fact.k === "bool") return this;
    if (fact.k === "binary" && fact.op === "&&") return this.with(fact.left).with(fact.right);
    if (fact.k === "binary" && fact.op === "||")
      return new Facts(this.certain, [...this.alternatives, alternativesOf(fact)]).resolved();
    return new Facts([...this.certain, fact], this.alternatives).resolved();
  }

  /** An alternative that is left alone is certain. */
  private resolved(): Facts {
    for (const [index, alternatives] of this.alternatives.entries()) {
      const open = alternatives.filter((each) => this.outcome(each) !== false);
      if (open.length !== 1) continue;
      const others = this.alternatives.filter((_, at) => at !== index);
      return new Facts(this.certain, others).with(open[0]);
    }
    return this;
  }

  outcome(test: Expr): boolean | undefined {
    if (this.certain.length === 0) return undefined;
    if (this.certain.some((fact) => sameExpr(fact, test))) return true;
    const opposite = not(test);
    return this.certain.some((fact) => sameExpr(fact, opposite)) ? false : undefined;
  }

  /** What remains when a name means something new. */
  without(name: string): Facts {
    if (this.certain.length === 0 && this.alternatives.length === 0) return this;
    const speaks = (fact: Expr): boolean => mentions(fact, name);
    return new Facts(
      this.certain.filter((fact) => !speaks(fact)),
      this.alternatives.filter((alternatives) => !alternatives.some(speaks)),
    );
  }
}

function alternativesOf(fact: Expr): readonly Expr[] {
  if (fact.k !== "binary" || fact.op !== "||") return [fact];
  return [...alternativesOf(fact.left), ...alternativesOf(fact.right)];
}

function mentions(e: Expr, name: string): boolean {
  let found = false;
  visitExpr(e, (part) => {
    if (part.k === "name" && part.name === name) found = true;
  });
  return found;
}

class KnownTests {
  private readonly constants: ReadonlySet<string>;

  constructor(constants: ReadonlySet<string>) {
    this.constants = constants;
  }

  block(statements: readonly Stmt[], before: Facts): readonly Stmt[] {
    let facts = before;
    const result: Stmt[] = [];
    for (const statement of statements) {
      if (statement.k !== "if") {
        result.push(this.statement(statement, facts));
        if (statement.k === "let") facts = facts.without(statement.name);
        continue;
      }
      const test = this.simplify(statement.test, facts);
      const yes = this.block(statement.yes, facts.with(this.lasting(test)));
      const no = this.block(statement.no, facts.with(this.lasting(not(test))));
      if (test.k === "bool" && !declares(test.value ? yes : no)) {
        result.push(...(test.value ? yes : no));
        if (ends(test.value ? yes : no)) return result;
        continue;
      }
      result.push({ ...statement, test: test.k === "bool" ? statement.test : test, yes, no });
      if (ends(yes)) facts = facts.with(this.lasting(not(test)));
      else if (no.length > 0 && ends(no)) facts = facts.with(this.lasting(test));
    }
    return result;
  }

  private statement(statement: Exclude<Stmt, { k: "if" }>, facts: Facts): Stmt {
    switch (statement.k) {
      case "let":
      case "run":
      case "assign":
        return { ...statement, value: this.simplify(statement.value, facts) };
      case "return":
        return statement.value ? { ...statement, value: this.simplify(statement.value, facts) } : statement;
      case "while":
      case "for":
        // What holds at the beginning is about constants, so it holds in every round.
        return { ...statement, body: this.block(statement.body, facts) };
      default:
        return statement;
    }
  }

  /** The part of a fact that is about constants only; what is not is left out of conjunctions. */
  private lasting(fact: Expr): Expr {
    if (fact.k === "binary" && fact.op === "&&")
      return binary("&&", this.lasting(fact.left), this.lasting(fact.right));
    let isLasting = true;
    visitExpr(fact, (part) => {
      if (part.k === "member" || part.k === "element" || part.k === "call") isLasting = false;
      if (part.k === "name" && !this.constants.has(part.name)) isLasting = false;
    });
    return isLasting ? fact : bool(true);
  }

  /** A test or a choice without the parts whose outcome is certain. */
  private simplify(e: Expr, facts: Facts): Expr {
    if (!mayBeTest(e)) return e;
    const outcome = facts.outcome(e);
    if (outcome !== undefined) return bool(outcome);
    if (e.k === "choice") {
      const test = this.simplify(e.test, facts);
      const yes = this.simplify(e.yes, facts.with(this.lasting(test)));
      return choose(test, yes, this.simplify(e.no, facts.with(this.lasting(not(test)))));
    }
    if (e.k === "unary" && e.op === "!") return not(this.simplify(e.operand, facts));
    if (e.k !== "binary" || (e.op !== "&&" && e.op !== "||")) return e;
    const left = this.simplify(e.left, facts);
    const held = e.op === "&&" ? left : not(left);
    return binary(e.op, left, this.simplify(e.right, facts.with(this.lasting(held))));
  }
}

function declares(statements: readonly Stmt[]): boolean {
  return statements.some(({ k }) => k === "let");
}

const arithmetic: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", ">>>"]);

/** Neither a number nor a place in memory: something that holds or not, or depends on it. */
function mayBeTest(e: Expr): boolean {
  return e.k === "binary" ? !arithmetic.has(e.op) : e.k !== "num" && e.k !== "member" && e.k !== "element";
}
