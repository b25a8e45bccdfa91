import type { ts } from "ts-morph";
import { binary, type Expr, isAtom, name, type Stmt, sameExpr, visitExpr, zero } from "../lower/ir.js";
import { scalarOf } from "../lower/operations.js";
import { int, truth, type Value } from "../lower/value.js";
import type { AlgorithmFunction } from "./algorithms.js";
import { Block, withName } from "./block.js";
import {
  forEachChild,
  isBinaryExpression,
  isBlock,
  isBreakStatement,
  isCallExpression,
  isContinueStatement,
  isExpressionStatement,
  isForStatement,
  isIdentifier,
  isIfStatement,
  isReturnStatement,
  isVariableDeclarationList,
  isVariableStatement,
  isWhileStatement,
  NodeFlags,
  SyntaxKind,
} from "./compiler.js";
import { Expressions, type LevelValue, type Surroundings } from "./expressions.js";
import { ends } from "./tidy.js";

/** Specialises the body of one function of an algorithm. */
export class FunctionBody {
  protected readonly around: Surroundings;
  protected readonly target: AlgorithmFunction;
  protected readonly block: Block;
  protected readonly expressions: Expressions;

  /** `outer`: the block of another function that this one becomes a part of; it has to name the parameters itself. */
  constructor(around: Surroundings, target: AlgorithmFunction, level: LevelValue | undefined, outer?: Block) {
    this.around = around;
    this.target = target;
    this.block = outer ?? new Block(around.shape);
    this.expressions = new Expressions(around, target, this.block);
    if (outer) return;
    for (const parameter of target.parameters) {
      this.block.define(parameter.name, this.parameterValue(parameter.name, parameter.type, level));
    }
  }

  /** Names and types of the parameters in the output. */
  parameters(): readonly { readonly name: string; readonly type: string }[] {
    return this.target.parameters.flatMap(({ name: text }) => {
      const value = this.block.lookUp(text);
      switch (value?.t) {
        case "object":
          return value.type === "Array"
            ? [{ name: text, type: "Int32Array" }]
            : [{ name: "s", type: "State" }];
        case "level":
          return value.e.k === "name" ? [{ name: value.e.name, type: "number" }] : [];
        case "words":
          return [value.w.hi, value.w.lo].flatMap((e) =>
            e.k === "name" ? [{ name: e.name, type: "number" }] : [],
          );
        case "bool":
          return [{ name: text, type: "boolean" }];
        default:
          return [{ name: text, type: "number" }];
      }
    });
  }

  statements(): readonly Stmt[] {
    const { body } = this.target.node;
    if (!body) this.expressions.fail(this.target.node, "a function needs a body");
    return this.block.inner(() => this.runAll(body.statements));
  }

  private parameterValue(text: string, type: string, level: LevelValue | undefined): Value {
    switch (type) {
      case "State":
        return { t: "object", e: name("s"), type: "State" };
      case "Level":
        if (!level) throw new Error(`${this.target.name} runs at a level`);
        return level;
      case "Vas":
      case "Int32Array":
        return { t: "object", e: name(text), type: "Array" };
      case "boolean":
        return truth(name(text));
      case "Length":
        if (this.around.shape.va === 1) return { t: "bytes", e: name(text) };
        return this.block.variable(text, "Length");
      case "Va":
      case "Oa":
      case "Entry":
        return this.block.variable(text, type);
      default:
        return int(name(text));
    }
  }

  // Statements.

  protected runAll(statements: readonly ts.Statement[]): void {
    for (const statement of statements) {
      if (ends(this.block.statements)) return;
      this.run(statement);
    }
  }

  private run(node: ts.Statement): void {
    if (isVariableStatement(node)) {
      const constant = (node.declarationList.flags & NodeFlags.Const) !== 0;
      for (const { name: id, initializer } of node.declarationList.declarations) {
        if (!isIdentifier(id) || !initializer)
          this.expressions.fail(node, "a local needs a name and a value");
        const value = this.expressions.evaluate(initializer);
        if (constant && this.isOtherName(initializer, value)) this.block.define(id.text, value);
        else this.block.declare(id.text, constant, value);
      }
    } else if (isIfStatement(node)) this.runIf(node);
    else if (isWhileStatement(node))
      this.block.push({
        k: "while",
        test: this.testInPlace(node.expression),
        body: this.bodyOf(node.statement),
      });
    else if (isForStatement(node)) this.runFor(node);
    else if (isReturnStatement(node)) this.runReturn(node);
    else if (isContinueStatement(node)) this.block.push({ k: "continue" });
    else if (isBreakStatement(node)) this.block.push({ k: "break" });
    else if (isBlock(node)) this.runAll(node.statements);
    else if (isExpressionStatement(node)) this.runExpression(node.expression);
    else this.expressions.fail(node, "this kind of statement is not part of the algorithms' language");
  }

  /** The value is that of a name which the operation left as it is, and which never changes. */
  private isOtherName(node: ts.Expression, value: Value): boolean {
    const source = isCallExpression(node) ? node.arguments[0] : undefined;
    if (!source || !isIdentifier(source) || value.t !== "words") return false;
    const own = this.block.lookUp(source.text);
    const isSame = own?.t === "words" && sameExpr(own.w.lo, value.w.lo) && sameExpr(own.w.hi, value.w.hi);
    return isSame && !assigns(this.target.node, source.text);
  }

  private bodyOf(node: ts.Statement): readonly Stmt[] {
    return this.block.inner(() => this.runAll(isBlock(node) ? node.statements : [node]));
  }

  private runIf(node: ts.IfStatement): void {
    const { test, note } = this.expressions.evaluateTest(node.expression);
    if (test.k === "bool") {
      const taken = test.value ? node.thenStatement : node.elseStatement;
      if (taken) this.block.push(...this.bodyOf(taken));
      return;
    }
    const yes = this.bodyOf(node.thenStatement);
    const no = node.elseStatement ? this.bodyOf(node.elseStatement) : [];
    this.block.push({ k: "if", test, ...(note === "" ? {} : { note }), yes, no });
  }

  private runFor(node: ts.ForStatement): void {
    const list = node.initializer;
    const step = node.incrementor;
    if (!list || !isVariableDeclarationList(list) || !node.condition || !step || !isBinaryExpression(step)) {
      this.expressions.fail(node, "a for loop counts one number up by +=");
    }
    const [{ name: id, initializer }] = list.declarations;
    if (!isIdentifier(id) || !initializer)
      this.expressions.fail(node, "a for loop counts one number up by +=");
    const start = scalarOf(this.expressions.evaluate(initializer));
    const { condition } = node;
    this.block.inScope(() => {
      this.block.define(id.text, int(name(id.text)));
      const test = this.testInPlace(condition);
      const by = this.testInPlace(step.right);
      if (runsOnce(id.text, start, test, by)) {
        this.block.define(id.text, int(start));
        this.block.push(...this.bodyOf(node.statement));
        return;
      }
      this.block.push({ k: "for", name: id.text, start, test, step: by, body: this.bodyOf(node.statement) });
    });
  }

  /** Evaluated anew in each round: nothing of it can be computed ahead. */
  private testInPlace(node: ts.Expression): Expr {
    return this.block.inPlace(() => scalarOf(this.expressions.evaluate(node)));
  }

  protected runReturn(node: ts.ReturnStatement): void {
    const descent = node.expression && this.inlined(node.expression);
    if (descent) this.block.push(...descent);
    else if (!node.expression) this.block.push({ k: "return" });
    else this.block.push({ k: "return", value: scalarOf(this.expressions.evaluate(node.expression)) });
  }

  /** The statements of a descent that is all that remains to be done. */
  private inlined(node: ts.Expression): readonly Stmt[] | undefined {
    if (!isCallExpression(node) || !isIdentifier(node.expression)) return undefined;
    const callee = this.around.algorithms.functions.get(node.expression.text);
    if (!callee?.descends || callee === this.target || !this.around.descent) return undefined;
    const args = node.arguments.map((arg) => this.expressions.evaluate(arg));
    return this.around.descent(callee, this.block, args);
  }

  private runExpression(node: ts.Expression): void {
    if (isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) {
      const target = this.expressions.evaluate(node.left);
      const right = this.expressions.evaluate(node.right);
      const value =
        node.operatorToken.kind === SyntaxKind.EqualsToken
          ? right
          : int(binary("+", scalarOf(target), scalarOf(right)));
      this.assign(target, value);
      return;
    }
    const value = this.expressions.evaluate(node);
    if (value.t === "int" || value.t === "bool") this.block.push({ k: "run", value: value.e });
  }

  protected assign(target: Value, value: Value): void {
    if (target.t === "words" && value.t === "words") {
      // Both words are computed from the old ones.
      const { hi, lo } = value.w;
      const isWide = target.w.hi.k !== "num";
      const shares = isWide && !isAtom(lo) && !sameExpr(withName(hi, lo, zero), hi);
      const low = shares || (isWide && mentions(lo, target.w.hi)) ? this.block.hoist(lo, "low") : lo;
      const high = withName(hi, lo, low);
      if (isWide && !sameExpr(target.w.hi, high))
        this.block.push({ k: "assign", target: target.w.hi, value: high });
      if (!sameExpr(target.w.lo, low)) this.block.push({ k: "assign", target: target.w.lo, value: low });
      return;
    }
    this.block.push({ k: "assign", target: scalarOf(target), value: scalarOf(value) });
  }
}

/** All numbers of a counting loop are known, and there is one round. */
function runsOnce(counter: string, start: Expr, test: Expr, step: Expr): boolean {
  if (start.k !== "num" || step.k !== "num" || test.k !== "binary" || test.op !== "<") return false;
  const { left, right } = test;
  if (left.k !== "name" || left.name !== counter || right.k !== "num") return false;
  return start.value < right.value && start.value + step.value >= right.value;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind === SyntaxKind.EqualsToken || kind === SyntaxKind.PlusEqualsToken;
}

function mentions(e: Expr, part: Expr): boolean {
  let found = false;
  visitExpr(e, (inner) => {
    if (sameExpr(inner, part)) found = true;
  });
  return found;
}

/** Whether a function gives a name another value. */
function assigns(node: ts.Node, text: string): boolean {
  if (isBinaryExpression(node) && isIdentifier(node.left) && node.left.text === text) {
    if (isAssignment(node.operatorToken.kind)) return true;
  }
  return forEachChild(node, (child) => assigns(child, text)) ?? false;
}
