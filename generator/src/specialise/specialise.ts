import { name, num, type Stmt, visitExpr } from "../lower/ir.js";
import { LevelWords } from "../lower/level-words.js";
import { type Binding, ItemMemory } from "../lower/memory.js";
import { eachExpr } from "../lower/statements.js";
import type { Shape, Value } from "../lower/value.js";
import { mayCutTables } from "../model/cut-tables.js";
import type { VariantModel } from "../model/model.js";
import { ruleClasses } from "../model/rule-classes.js";
import { type AlgorithmFunction, algorithms } from "./algorithms.js";
import type { Block } from "./block.js";
import { docComment, levelDoc } from "./doc-comment.js";
import { Descents } from "./emit-descents.js";
import type { LevelValue, Surroundings } from "./expressions.js";
import { FunctionBody } from "./function-body.js";
import { withoutKnownTests } from "./known-tests.js";
import { LevelForms } from "./level-forms.js";
import { printStatements } from "./print.js";
import { tidy } from "./tidy.js";
import { Columns } from "./unify-levels.js";

/** One function per level, or one for all levels. */
export type Style = "unrolled" | "recursive";

export interface SpecialisedModule {
  /** File name without ending. */
  readonly file: string;
  readonly text: string;
  /** The operations that it holds, and what their functions are called: one that takes a level may be a jump. */
  readonly operations: readonly { readonly operation: string; readonly name: string }[];
}

const readingOperations = ["translate", "findRun", "decodeEntry"];
/** Only where nobody else changes the memory, and tables stay where they are. */
const laneOperations = ["translateAll"];
const changingOperations = ["map", "unmap", "readDirty", "setDirty", "destroy", "encodeLeaf", "encodeTable"];

/** The operations that each binding offers, by the names of their algorithms. */
const operations: Readonly<Record<Binding, readonly string[]>> = {
  arena: [...readingOperations, ...changingOperations, ...laneOperations],
  shared: [...readingOperations, ...changingOperations],
  image: readingOperations,
};

/** What the lowering calls beside what the algorithms name. */
const loweringCalls = [
  "missesUpperHalf",
  "leavesUpperHalf",
  "swapBytes",
  "loadPair",
  "storePair",
  "installWord",
  "installPair",
];

export function shapeOf(variant: VariantModel): Shape {
  return {
    va: variant.va.wordBits === 64 ? 2 : 1,
    oa: variant.oa.maxLg2 > 32 ? 2 : 1,
    item: variant.item.bits === 64 ? 2 : 1,
  };
}

/** The tops of the variant can grow at run time. */
function canGrow(variant: VariantModel): boolean {
  return variant.features.some(({ effect, supported }) => effect === "top-grows" && supported);
}

/** The operations that a variant has under a binding. */
function operationsOf(variant: VariantModel, binding: Binding): readonly string[] {
  const needsDirty = ["readDirty", "setDirty"];
  return operations[binding].filter((text) => variant.dirty !== undefined || !needsDirty.includes(text));
}

/** All operations of one variant for one binding, as source text of modules. */
export function specialise(
  variant: VariantModel,
  binding: Binding,
  style: Style,
): readonly SpecialisedModule[] {
  return new Specialiser(variant, binding, style).modules();
}

interface EmittedFunction {
  readonly name: string;
  readonly file: string;
  readonly doc: string;
  readonly code: string;
  /** Names that the code uses from elsewhere. */
  readonly calls: ReadonlySet<string>;
}

class Specialiser {
  private readonly variant: VariantModel;
  private readonly binding: Binding;
  private readonly style: Style;
  private readonly known = algorithms();
  private readonly emitted = new Map<string, EmittedFunction>();
  /** Operations by the names of their functions. */
  private readonly operations = new Map<string, string>();
  private readonly queue: (() => void)[] = [];
  private readonly columnsOf = new Map<string, Columns>();
  private readonly forms: LevelForms;
  private readonly levelWords: readonly LevelWords[];
  private readonly shape: Shape;
  private readonly descents: Descents;

  constructor(variant: VariantModel, binding: Binding, style: Style) {
    this.variant = variant;
    this.binding = binding;
    this.style = style;
    this.shape = shapeOf(variant);
    const context = {
      variant,
      memory: new ItemMemory(variant, binding),
      shape: this.shape,
      classes: ruleClasses(variant),
    };
    this.forms = new LevelForms(variant);
    this.levelWords = this.forms.all.map((form) => {
      const level = this.forms.model(form);
      return new LevelWords(context, level, form !== level.level);
    });
    this.descents = new Descents({
      forms: this.forms,
      surroundings: (target) => this.surroundings(target),
      requestFunction: (target, level) => this.requestFunction(target, level),
      emitLater: (text, target, emit) => this.emitLater(text, target, emit),
      emitDispatch: (target, levels) => this.emitDispatch(target, levels),
      emitBody: (text, target, parameters, doc, body) => this.emitBody(text, target, parameters, doc, body),
    });
  }

  modules(): readonly SpecialisedModule[] {
    for (const operation of operationsOf(this.variant, this.binding)) {
      const target = this.known.functions.get(operation);
      if (!target) throw new Error(`there is no algorithm ${operation}`);
      const all: LevelValue = {
        t: "level",
        levels: this.variant.levels.map(({ level }) => level),
        e: name("level"),
      };
      this.operations.set(this.requestFunction(target, target.hasLevel ? all : undefined), operation);
    }
    while (this.queue.length > 0) this.queue.shift()?.();
    this.dropUncalled();
    const files = [...new Set([...this.emitted.values()].map(({ file }) => file))].sort();
    return files.map((file) => ({ file, text: this.moduleText(file), operations: this.operationsIn(file) }));
  }

  /** What was asked for in a branch that turned out to be dead is not needed. */
  private dropUncalled(): void {
    const called = new Set(this.operations.keys());
    // A set goes on to what is added to it meanwhile.
    for (const text of called) for (const other of this.emitted.get(text)?.calls ?? []) called.add(other);
    for (const text of this.emitted.keys()) if (!called.has(text)) this.emitted.delete(text);
  }

  private requestFunction(target: AlgorithmFunction, level: LevelValue | undefined): string {
    if (!level) return this.emitOnce(target.name, target, undefined);
    if (this.style === "recursive") {
      return this.emitOnce(target.name, target, { t: "level", levels: this.forms.all, e: name("level") });
    }
    if (target.descends) return this.descents.request(target, level);
    if (level.e.k === "num")
      return this.emitOnce(`${target.name}${this.forms.suffix(level.e.value)}`, target, level);
    return this.emitDispatch(target, level.levels);
  }

  private emitOnce(text: string, target: AlgorithmFunction, level: LevelValue | undefined): string {
    return this.emitLater(text, target, () => this.emit(text, target, level));
  }

  private emitLater(text: string, target: AlgorithmFunction, emit: () => void): string {
    if (!this.emitted.has(text)) {
      this.reserve(text, target);
      this.queue.push(emit);
    }
    return text;
  }

  /** Functions come out in the order in which they are asked for: callers before what they call. */
  private reserve(text: string, target: AlgorithmFunction): void {
    this.emitted.set(text, { name: text, file: target.file, doc: "", code: "", calls: new Set() });
  }

  private emit(text: string, target: AlgorithmFunction, level: LevelValue | undefined): void {
    const body = new FunctionBody(this.surroundings(target), target, level);
    this.emitBody(text, target, body.parameters(), this.docOf(target, level), body.statements());
  }

  private emitBody(
    text: string,
    target: AlgorithmFunction,
    typed: ReturnType<FunctionBody["parameters"]>,
    doc: string,
    body: readonly Stmt[],
  ): void {
    const names = typed.map((parameter) => parameter.name);
    const statements = tidy(withoutKnownTests(body, names));
    const parameters = typed.map((parameter) => `${parameter.name}: ${parameter.type}`);
    const head = `function ${text}(${parameters.join(", ")}): ${returnType(target)} {`;
    this.emitted.set(text, {
      name: text,
      file: target.file,
      doc,
      code: `${wrapHead(head, text, parameters, returnType(target))}\n${printStatements(statements, 1)}}\n`,
      calls: calledNames(statements),
    });
  }

  private surroundings(target: AlgorithmFunction): Surroundings {
    return {
      algorithms: this.known,
      levelWords: this.levelWords,
      shape: this.shape,
      canGrow: canGrow(this.variant),
      extendsSigns: this.variant.va.extendsSigns,
      hasOrigin: this.variant.va.hasOrigin,
      hasWideTops: this.forms.hasWideTops,
      mayCutTables: mayCutTables(this.variant),
      binding: this.binding,
      passesLevels: this.style === "recursive",
      forms: this.forms,
      columns: this.columns(target.file),
      ...(this.style === "unrolled" && {
        descent: (other: AlgorithmFunction, block: Block, args: readonly Value[]) =>
          this.descents.inline(other, block, args),
      }),
      requestFunction: (other, level) => this.requestFunction(other, level),
    };
  }

  private columns(file: string): Columns {
    const own = this.columnsOf.get(file) ?? new Columns();
    this.columnsOf.set(file, own);
    return own;
  }

  private docOf(target: AlgorithmFunction, level: LevelValue | undefined): string {
    const own = level?.e.k === "num" ? levelDoc(this.forms.model(level.e.value)) : undefined;
    return docComment([own, target.doc].filter((text): text is string => text !== undefined && text !== ""));
  }

  /** The level is known only at run time: one jump to the function of that level. */
  private emitDispatch(target: AlgorithmFunction, levels: readonly number[]): string {
    const text = `${target.name}At`;
    if (this.emitted.has(text)) return text;
    this.reserve(text, target);
    const names = levels.map((level) => {
      const value: LevelValue = { t: "level", levels: [level], e: num(level) };
      return this.requestFunction(target, value);
    });
    const body = new FunctionBody(this.surroundings(target), target, {
      t: "level",
      levels,
      e: name("level"),
    });
    const parameters = body.parameters();
    const args = parameters
      .filter((parameter) => parameter.name !== "level")
      .map((parameter) => parameter.name);
    const cases = levels.map((level, at) => {
      const label = at === 0 ? "default" : `case ${level}`;
      const result =
        returnType(target) === "void"
          ? `${names[at]}(${args.join(", ")});\n      return`
          : `return ${names[at]}(${args.join(", ")})`;
      return `    ${label}:\n      ${result};\n`;
    });
    const typed = parameters.map((parameter) => `${parameter.name}: ${parameter.type}`);
    const head = `function ${text}(${typed.join(", ")}): ${returnType(target)} {`;
    const doc = docComment([`\`${target.name}\` at a level that is known at run time.`]);
    this.emitted.set(text, {
      name: text,
      file: target.file,
      doc,
      code: `${wrapHead(head, text, typed, returnType(target))}\n  switch (level) {\n${cases.reverse().join("")}  }\n}\n`,
      calls: new Set(names),
    });
    return text;
  }

  private moduleText(file: string): string {
    const own = inReadingOrder([...this.emitted.values()].filter((emitted) => emitted.file === file));
    const imports = this.importsOf(file, own);
    // A column may have served a local that nothing reads.
    const read = this.columns(file).all.filter(({ name: text }) =>
      own.some(({ code }) => code.includes(`${text}[`)),
    );
    const columns = read.map(
      ({ name: text, values }) =>
        `/** By level. */\nconst ${text}: readonly number[] = [${values.map(columnNumber).join(", ")}];\n`,
    );
    const outside = new Set(
      [...this.emitted.values()]
        .filter((emitted) => emitted.file !== file)
        .flatMap(({ calls }) => [...calls]),
    );
    const functions = own.map(({ name: text, doc, code }) => {
      const isExported = this.operations.has(text) || outside.has(text);
      return `${doc}${isExported ? "export " : ""}${code}`;
    });
    return [imports, ...columns, ...functions].filter((part) => part !== "").join("\n");
  }

  private operationsIn(file: string): SpecialisedModule["operations"] {
    return [...this.operations]
      .filter(([text]) => this.emitted.get(text)?.file === file)
      .map(([text, operation]) => ({ operation, name: text }));
  }

  private importsOf(file: string, own: readonly EmittedFunction[]): string {
    const calls = new Set(own.flatMap((emitted) => [...emitted.calls]));
    const runtime = [...calls].filter(
      (text) => this.known.runtimeNames.has(text) || loweringCalls.includes(text),
    );
    const lines =
      runtime.length > 0 ? [`import { ${runtime.sort().join(", ")} } from "@generic-pt/core";`] : [];
    lines.push(`import type { ${stateClass(this.binding)} as State } from "@generic-pt/core";`);
    const others = new Map<string, string[]>();
    for (const text of calls) {
      const other = this.emitted.get(text);
      if (other && other.file !== file) others.set(other.file, [...(others.get(other.file) ?? []), text]);
    }
    for (const [from, names] of [...others].sort(([a], [b]) => (a < b ? -1 : 1))) {
      lines.push(importLine(names.sort(), `./${from}.js`));
    }
    return `${lines.map((line) => line).join("\n")}\n`;
  }
}

/** Callers before what they call; of one algorithm the jump first, then the levels from the top down. */
function inReadingOrder(functions: readonly EmittedFunction[]): readonly EmittedFunction[] {
  const bases = [...new Set(functions.map(({ name: text }) => baseName(text)))];
  const rank = ({ name: text }: EmittedFunction): number => {
    const [, top = "", level] = /(Top)?(\d+)$/.exec(text) ?? [];
    const place = level === undefined ? 0 : (top === "" ? 75 : 50) - Number(level);
    return 100 * bases.indexOf(baseName(text)) + place;
  };
  return functions
    .map((emitted) => ({ emitted, rank: rank(emitted) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ emitted }) => emitted);
}

const baseName = (text: string): string => text.replace(/(?:At|(?:Top)?\d+)$/, "");

/** The runtime's class for the state of a table under a binding. */
export const stateClass = (binding: Binding): string => (binding === "image" ? "ImageState" : "TableState");

const returnType = (target: AlgorithmFunction): string => {
  if (target.returns === "boolean" || target.returns === "void") return target.returns;
  return "number";
};

function importLine(names: readonly string[], from: string): string {
  const flat = `import { ${names.join(", ")} } from "${from}";`;
  return flat.length <= 110
    ? flat
    : `import {\n${names.map((text) => `  ${text},\n`).join("")}} from "${from}";`;
}

function wrapHead(head: string, text: string, parameters: readonly string[], returns: string): string {
  if (head.length <= 110) return head;
  return `function ${text}(\n${parameters.map((parameter) => `  ${parameter},\n`).join("")}): ${returns} {`;
}

function calledNames(statements: readonly Stmt[]): ReadonlySet<string> {
  const names = new Set<string>();
  eachExpr(statements, (e) => {
    visitExpr(e, (part) => {
      if (part.k === "name") names.add(part.name);
    });
  });
  return names;
}

/** Masks in hexadecimal, small numbers in decimal. */
function columnNumber(value: number): string {
  const size = Math.abs(value);
  const text = size > 255 ? `0x${size.toString(16)}` : `${size}`;
  return value < 0 ? `-${text}` : text;
}
