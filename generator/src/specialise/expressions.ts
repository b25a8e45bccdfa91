import type { ts } from "ts-morph";
import { binary, bool, call, choose, type Expr, name, not, num, type Stmt } from "../lower/ir.js";
import type { LevelWords } from "../lower/level-words.js";
import type { Binding } from "../lower/memory.js";
import { lowerOperation, scalarOf, unchangedBy } from "../lower/operations.js";
import { int, type Shape, truth, type Value, type WordsKind, wordCount } from "../lower/value.js";
import { chooseWords } from "../lower/words.js";
import type { AlgorithmFunction, Algorithms } from "./algorithms.js";
import type { Block } from "./block.js";
import {
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isElementAccessExpression,
  isIdentifier,
  isNumericLiteral,
  isParenthesizedExpression,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isReturnStatement,
  SyntaxKind,
} from "./compiler.js";
import type { LevelForms } from "./level-forms.js";
import { lowerConstant, lowerMember } from "./level-member.js";
import { arrayElement, methodArguments, methodOf, stateMember } from "./state-members.js";
import { type Columns, unifyExprs } from "./unify-levels.js";

/** What the code of one function may ask of the module it becomes part of. */
export interface Surroundings {
  readonly algorithms: Algorithms;
  readonly levelWords: readonly LevelWords[];
  readonly shape: Shape;
  readonly canGrow: boolean;
  readonly extendsSigns: boolean;
  readonly hasOrigin: boolean;
  readonly hasWideTops: boolean;
  readonly mayCutTables: boolean;
  readonly binding: Binding;
  /** Functions take the level as an argument, also where it is known. */
  readonly passesLevels: boolean;
  readonly forms: LevelForms;
  readonly columns: Columns;
  /** A descent as statements of the function at hand; only where code is unrolled. */
  readonly descent?: (
    target: AlgorithmFunction,
    block: Block,
    args: readonly Value[],
  ) => readonly Stmt[] | undefined;
  /** Asks for a function to be emitted; the text is its name in the output. */
  requestFunction(target: AlgorithmFunction, level: LevelValue | undefined): string;
}

export type LevelValue = Extract<Value, { t: "level" }>;

/** Evaluates the expressions of one function: what is known becomes a constant, the rest an expression of the output. */
export class Expressions {
  private readonly around: Surroundings;
  private readonly target: AlgorithmFunction;
  private readonly block: Block;
  /** What was asked of items since the statement began. */
  private notes: string[] = [];

  constructor(around: Surroundings, target: AlgorithmFunction, block: Block) {
    this.around = around;
    this.target = target;
    this.block = block;
  }

  /** Evaluates a test, with a note of what it asks of items in the words of the spec. */
  evaluateTest(node: ts.Expression): { readonly test: Expr; readonly note: string } {
    this.notes = [];
    const test = scalarOf(this.evaluate(node));
    return { test, note: this.notes.join("; ") };
  }

  fail(node: ts.Node, message: string): never {
    const { source, file } = this.target;
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
    throw new Error(`algorithms/${file}.ts:${line + 1}:${character + 1}: ${message}`);
  }

  evaluate(node: ts.Expression): Value {
    if (isParenthesizedExpression(node)) return this.evaluate(node.expression);
    if (isNumericLiteral(node)) return int(num(Number(node.text)));
    if (node.kind === SyntaxKind.TrueKeyword) return truth(bool(true));
    if (node.kind === SyntaxKind.FalseKeyword) return truth(bool(false));
    if (isIdentifier(node)) return this.identifier(node);
    if (isPropertyAccessExpression(node)) return this.property(node);
    if (isElementAccessExpression(node)) return this.elementAccess(node);
    if (isCallExpression(node)) return this.callExpression(node);
    if (isPrefixUnaryExpression(node)) return this.prefix(node);
    if (isConditionalExpression(node)) return this.conditional(node);
    if (isBinaryExpression(node)) return this.binaryExpression(node);
    return this.fail(node, "this kind of expression is not part of the algorithms' language");
  }

  private identifier(node: ts.Identifier): Value {
    const { runtimeNames, operations } = this.around.algorithms;
    if (runtimeNames.has(node.text)) return int(name(node.text));
    const constant = this.around.algorithms.constants.get(node.text);
    if (constant !== undefined) return int(num(constant));
    if (operations.has(node.text)) {
      const value = lowerOperation(node.text, [], this.around.shape);
      if (value) return value;
    }
    return this.block.lookUp(node.text) ?? this.fail(node, `${node.text} is not known`);
  }

  private property(node: ts.PropertyAccessExpression): Value {
    const object = this.evaluate(node.expression);
    const text = node.name.text;
    if (object.t === "object" && object.type === "State") return stateMember(text, this.around);
    if (object.t === "level") {
      if (text === "below") {
        return this.below(object);
      }
      const value = lowerConstant(this.around.levelWords, object, text, this.around.columns);
      if (value) return value;
    }
    return this.fail(node, `there is no ${text}`);
  }

  /** The level of the tables below; a column says which, where the form of the top does not tell by counting. */
  private below({ levels, e }: LevelValue): LevelValue {
    const { forms, columns } = this.around;
    const pairs = levels.flatMap((form) => {
      const below = forms.below(form);
      return below === undefined ? [] : [{ form, below }];
    });
    const own = [...new Set(pairs.map(({ below }) => below))].sort((a, b) => a - b);
    if (pairs.every(({ form, below }) => below === form - 1))
      return { t: "level", levels: own, e: binary("-", e, num(1)) };
    const numbers = pairs.map(({ form, below }) => ({ level: form, value: num(below) }));
    const next = e.k === "num" ? num(own[0]) : unifyExprs(numbers, e, columns, "below");
    return { t: "level", levels: own, e: next };
  }

  /** `s.levels[n]` is a level known only at run time; other arrays hold numbers. */
  private elementAccess(node: ts.ElementAccessExpression): Value {
    const array = this.evaluate(node.expression);
    const index = scalarOf(this.evaluate(node.argumentExpression));
    if (array.t !== "levels") return arrayElement(array, index);
    if (index.k === "num") return { t: "level", levels: [index.value], e: index };
    const { tops } = this.around.forms;
    const levels = index.k === "binary" ? tops.slice(1) : tops;
    return { t: "level", levels, e: levels.length === 1 ? num(levels[0]) : index };
  }

  private callExpression(node: ts.CallExpression): Value {
    const { expression: callee } = node;
    if (isPropertyAccessExpression(callee)) return this.method(node, callee);
    if (!isIdentifier(callee)) this.fail(node, "only named functions are called");
    const args = node.arguments.map((arg) => this.evaluate(arg));
    const { runtimeNames, operations, functions } = this.around.algorithms;
    if (operations.has(callee.text)) {
      const unchanged = unchangedBy(callee.text, args);
      if (unchanged) return unchanged;
      const value = lowerOperation(
        callee.text,
        args.map((arg, at) => this.block.short(arg, hintOf(arg, node.arguments[at]))),
        this.around.shape,
      );
      if (!value) this.fail(node, `${callee.text} is not lowered`);
      return value;
    }
    if (runtimeNames.has(callee.text)) return int(call(callee.text, methodArguments(args)));
    const target = functions.get(callee.text);
    if (!target) this.fail(node, `${callee.text} is not an algorithm`);
    return this.callAlgorithm(target, args);
  }

  private callAlgorithm(target: AlgorithmFunction, args: readonly Value[]): Value {
    const level = args.find((arg): arg is LevelValue => arg.t === "level");
    const only = this.around.passesLevels ? undefined : onlyExpression(target);
    if (only && (!level || level.levels.length === 1)) return this.inPlaceOfCall(target, only, args);
    const text = this.around.requestFunction(target, level);
    const passed = args.flatMap((arg, at): readonly Expr[] => {
      if (arg.t === "level") return this.around.passesLevels || arg.e.k !== "num" ? [arg.e] : [];
      if (arg.t === "object") return [arg.e];
      if (arg.t === "words") {
        const count = wordCount(this.around.shape, wordsKindOf(target.parameters[at].type));
        return count === 2 ? [arg.w.hi, arg.w.lo] : [arg.w.lo];
      }
      return [scalarOf(arg)];
    });
    const result = call(text, passed);
    return target.returns === "boolean" ? truth(result) : int(result);
  }

  /** What a function says that consists of one expression. */
  private inPlaceOfCall(target: AlgorithmFunction, only: ts.Expression, args: readonly Value[]): Value {
    const own = new Expressions(this.around, target, this.block);
    const values = target.parameters.map(
      ({ name: text }, at) => [text, this.block.short(args[at], text)] as const,
    );
    return this.block.inScope(() => own.evaluate(only), new Map(values));
  }

  private method(node: ts.CallExpression, callee: ts.PropertyAccessExpression): Value {
    const object = this.evaluate(callee.expression);
    const text = callee.name.text;
    const args = node.arguments.map((arg) => this.evaluate(arg));
    if (object.t !== "level") return int(call(methodOf(object, text), methodArguments(args)));
    let short = args.map((arg, at) => this.block.short(arg, hintOf(arg, node.arguments[at])));
    if (text === "load") short = this.atPosition(object, short);
    const lowered = lowerMember(this.around.levelWords, object, text, short, this.around.columns);
    if (!lowered)
      this.fail(node, `${text} has no meaning at level ${object.levels.join()} of ${this.target.name}`);
    this.block.push(...lowered.statements);
    if (object.levels.length === 1) {
      const note = this.around.levelWords[object.levels[0]].noteOf(text);
      if (note) this.notes.push(note);
    }
    return lowered.value;
  }

  /** An item is read word by word: where its slot is gets a name, as a table of which the item is the first. */
  private atPosition(level: LevelValue, args: readonly Value[]): Value[] {
    const at = lowerMember(this.around.levelWords, level, "slotAt", args.slice(1), this.around.columns);
    if (at?.value.t !== "int" || !this.block.mayHoist) return [...args];
    return [args[0], int(this.block.hoist(at.value.e, "at")), int(num(0))];
  }

  /** Calls a function of the algorithms. */
  call(target: AlgorithmFunction, args: readonly Value[]): Value {
    return this.callAlgorithm(target, args);
  }

  private prefix(node: ts.PrefixUnaryExpression): Value {
    const operand = scalarOf(this.evaluate(node.operand));
    if (node.operator === SyntaxKind.ExclamationToken) return truth(not(operand));
    if (node.operator === SyntaxKind.MinusToken)
      return int(operand.k === "num" ? num(-operand.value) : { k: "unary", op: "-", operand });
    return this.fail(node, "this operator is not part of the algorithms' language");
  }

  private conditional(node: ts.ConditionalExpression): Value {
    const test = scalarOf(this.evaluate(node.condition));
    if (test.k === "bool") return this.evaluate(test.value ? node.whenTrue : node.whenFalse);
    const [yes, no] = [this.evaluate(node.whenTrue), this.evaluate(node.whenFalse)];
    if (yes.t === "words" && no.t === "words") return { ...yes, w: chooseWords(test, yes.w, no.w) };
    const chosen = choose(test, scalarOf(yes), scalarOf(no));
    return yes.t === "bool" ? truth(chosen) : int(chosen);
  }

  private binaryExpression(node: ts.BinaryExpression): Value {
    const op = node.operatorToken.getText(this.target.source);
    const left = scalarOf(this.evaluate(node.left));
    if ((op === "&&" || op === "||") && left.k === "bool" && left.value === (op === "||")) return truth(left);
    const right = scalarOf(this.evaluate(node.right));
    if (!isOperator(op)) this.fail(node, `${op} is not part of the algorithms' language`);
    const result = binary(op, left, right);
    return truthOperators.has(op) ? truth(result) : int(result);
  }
}

const operators = [
  "+",
  "-",
  "*",
  "%",
  "/",
  "&",
  "|",
  "^",
  "<<",
  ">>",
  ">>>",
  "===",
  "!==",
  "<",
  "<=",
  ">",
  ">=",
  "&&",
  "||",
] as const;
const truthOperators: ReadonlySet<string> = new Set(["===", "!==", "<", "<=", ">", ">=", "&&", "||"]);

function isOperator(text: string): text is (typeof operators)[number] {
  return operators.some((op) => op === text);
}

function onlyExpression({ node }: AlgorithmFunction): ts.Expression | undefined {
  const [statement, ...more] = node.body?.statements ?? [];
  return statement && more.length === 0 && isReturnStatement(statement) ? statement.expression : undefined;
}

function wordsKindOf(type: string): WordsKind {
  if (type === "Va" || type === "Oa" || type === "Entry" || type === "Length") return type;
  throw new Error(`${type} takes no words`);
}

/** A name for what an argument stands for: the member that computed it, or the kind of value. */
function hintOf(value: Value, node: ts.Expression): string {
  if (isCallExpression(node) && isPropertyAccessExpression(node.expression)) return node.expression.name.text;
  return value.t === "words" ? value.kind.toLowerCase() : "value";
}
