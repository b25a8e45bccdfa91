import type { ts } from "ts-morph";
import { binary, not, num, type Stmt, sameExpr, visitExpr } from "../lower/ir.js";
import { scalarOf } from "../lower/operations.js";
import { eachExpr } from "../lower/statements.js";
import type { Value } from "../lower/value.js";
import { isCallOf } from "./algorithms.js";
import { isBlock, isIfStatement, isReturnStatement } from "./compiler.js";
import { bindConstantFields } from "./constant-fields.js";
import { FunctionBody } from "./function-body.js";
import { ends } from "./tidy.js";

/** Which levels a descent goes through. */
export interface DescentRange {
  /** From the highest down to the lowest. */
  readonly path: readonly number[];
  /** It starts here at the latest. */
  readonly lowestTop: number;
  /** Other descents start below the highest level, and can go on for this one. */
  readonly joins: boolean;
}

/**
 * An algorithm that only goes down, as one straight function through all levels: calls from level to level cost more
 * than what a level has to do.
 */
export class Descent extends FunctionBody {
  /** Takes what one level passes to the next. */
  private passOn: (args: readonly Value[]) => void = () => undefined;

  /** The statements of all levels; `describe` says what a level is. */
  through({ path, lowestTop, joins }: DescentRange, describe: (level: number) => string): readonly Stmt[] {
    const ownLevel = this.target.parameters.find(({ type }) => type === "Level");
    const start = ownLevel && this.block.lookUp(ownLevel.name);
    if (!ownLevel || start?.t !== "level")
      this.expressions.fail(this.target.node, "a descent runs at a level");
    const runLevel = (level: number): void => {
      this.block.define(ownLevel.name, { t: "level", levels: [level], e: num(level) });
      this.block.push({ k: "comment", text: describe(level) });
      this.block.withSuffix(`${this.around.forms.model(level).level}`, () =>
        this.runAll(this.target.node.body?.statements ?? []),
      );
    };
    const statements = this.block.inner(() => {
      let before = 0;
      for (const [at, level] of path.entries()) {
        const weight = weightOf(this.block.statements);
        const ofLevel = weight - before;
        // The lowest level has nothing to go on to.
        const isFull = weight + (at === path.length - 1 ? ofLevel / 2 : ofLevel) > mostWeight;
        const goesElsewhere = isLight(ofLevel) ? isFull : joins;
        if (at > 0 && level < lowestTop && goesElsewhere) {
          this.callFor(level, ownLevel.name);
          return;
        }
        before = weight;
        if (level > lowestTop) {
          this.passOn = (args) => this.assignParameters(args);
          const yes = this.block.inner(() => runLevel(level));
          this.block.push({ k: "if", test: binary(">=", start.e, num(level)), yes, no: [] });
        } else {
          this.passOn = (args) => this.bindParameters(args);
          runLevel(level);
          if (ends(this.block.statements)) return;
        }
      }
    });
    return bindConstantFields(statements, (hint) => this.block.fresh(hint));
  }

  /** The levels are so small that several go into a function that engines copy into its callers. */
  isLight(level: number): boolean {
    this.passOn = () => undefined;
    const statements = this.block.inner(() => {
      this.block.withSuffix(`${this.around.forms.model(level).level}`, () =>
        this.runAll(this.target.node.body?.statements ?? []),
      );
    });
    return isLight(weightOf(statements));
  }

  /** The rest of the levels by a function of their own. */
  private callFor(level: number, ownLevel: string): void {
    this.block.define(ownLevel, { t: "level", levels: [level], e: num(level) });
    const args = this.target.parameters.map((parameter) => this.parameter(parameter.name));
    this.block.push({ k: "return", value: scalarOf(this.expressions.call(this.target, args)) });
  }

  private parameter(text: string): Value {
    const value = this.block.lookUp(text);
    if (!value) throw new Error(`${text} has no value`);
    return value;
  }

  /** Makes the values that the descent starts with its parameters, as a part of another function. */
  startWith(args: readonly Value[]): void {
    const isDynamic = args.some((arg) => arg.t === "level" && arg.e.k !== "num");
    for (const [at, parameter] of this.target.parameters.entries()) {
      const value = args[at];
      // A level that is known only at run time is asked for several times; other numbers change on the way.
      if (value.t === "level") {
        const e = value.e.k === "num" ? value.e : this.block.hoist(value.e, parameter.name);
        this.block.define(parameter.name, { ...value, e });
      } else if (value.t === "int" && isDynamic) this.block.declare(parameter.name, false, value);
      else this.block.define(parameter.name, value);
    }
  }

  /** The next level may also be where the descent starts, with the parameters as they are. */
  private assignParameters(args: readonly Value[]): void {
    for (const [at, parameter] of this.target.parameters.entries()) {
      const own = this.block.lookUp(parameter.name);
      if (own && own.t !== "level" && own.t !== "object" && !isSame(own, args[at]))
        this.assign(own, args[at]);
    }
  }

  private bindParameters(args: readonly Value[]): void {
    for (const [at, parameter] of this.target.parameters.entries()) {
      if (parameter.type !== "Level") this.block.define(parameter.name, args[at]);
    }
  }

  protected override runAll(statements: readonly ts.Statement[]): void {
    const at = statements.findIndex((statement) => isIfStatement(statement) && this.goesOn(statement));
    if (at < 0) {
      super.runAll(statements);
      return;
    }
    super.runAll(statements.slice(0, at));
    const step = statements[at];
    if (isIfStatement(step) && !ends(this.block.statements)) this.runStep(step, statements.slice(at + 1));
  }

  private goesOn(node: ts.IfStatement): boolean {
    if (!isBlock(node.thenStatement)) return false;
    const last = node.thenStatement.statements.at(-1);
    return (
      last !== undefined &&
      isReturnStatement(last) &&
      last.expression !== undefined &&
      isCallOf(last.expression, this.target.name)
    );
  }

  /** The branch that goes on to the next level becomes what follows; everything else ends before it. */
  private runStep(node: ts.IfStatement, otherwise: readonly ts.Statement[]): void {
    const { test, note } = this.expressions.evaluateTest(node.expression);
    const step = isBlock(node.thenStatement) ? node.thenStatement.statements : [];
    if (test.k === "bool") {
      super.runAll(test.value ? step : otherwise);
      return;
    }
    const yes = this.block.inner(() => this.runAll(otherwise));
    if (!ends(yes)) this.expressions.fail(node, "what does not go down ends");
    this.block.push({
      k: "if",
      test: not(test),
      ...(note === "" ? {} : { note: `no ${note}` }),
      yes,
      no: [],
    });
    super.runAll(step);
  }

  protected override runReturn(node: ts.ReturnStatement): void {
    if (node.expression && isCallOf(node.expression, this.target.name))
      this.passOn(node.expression.arguments.map((arg) => this.expressions.evaluate(arg)));
    else super.runReturn(node);
  }
}

/** In parts of expressions: V8 copies functions of up to 460 bytes of its code, and a part takes two to three. */
const mostWeight = 160;

/**
 * Engines copy small functions into the loops that call them, which saves as much as a level costs. So levels that are
 * small come in functions of that size.
 */
function isLight(ofLevel: number): boolean {
  return 2 * ofLevel <= mostWeight;
}

function weightOf(statements: readonly Stmt[]): number {
  let parts = 0;
  eachExpr(statements, (e) => {
    visitExpr(e, () => {
      parts += 1;
    });
  });
  return parts;
}

function isSame(a: Value, b: Value): boolean {
  if (a.t === "words" && b.t === "words") return sameExpr(a.w.lo, b.w.lo) && sameExpr(a.w.hi, b.w.hi);
  return sameExpr(scalarOf(a), scalarOf(b));
}
