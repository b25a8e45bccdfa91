import { call, type Expr, equal, isAtom, name, num, type Stmt } from "../lower/ir.js";
import type { Value } from "../lower/value.js";
import type { AlgorithmFunction } from "./algorithms.js";
import type { Block } from "./block.js";
import { Descent } from "./descent.js";
import { docComment, levelDoc } from "./doc-comment.js";
import type { LevelValue, Surroundings } from "./expressions.js";
import type { FunctionBody } from "./function-body.js";
import type { LevelForms } from "./level-forms.js";

/** What descents ask of the modules that they become part of. */
export interface DescentModules {
  readonly forms: LevelForms;
  surroundings(target: AlgorithmFunction): Surroundings;
  requestFunction(target: AlgorithmFunction, level: LevelValue | undefined): string;
  /** Runs `emit` when what asks for the function is done, unless it has been asked for before; its name again. */
  emitLater(text: string, target: AlgorithmFunction, emit: () => void): string;
  /** A jump to the function of a level that is known only at run time; its name. */
  emitDispatch(target: AlgorithmFunction, levels: readonly number[]): string;
  emitBody(
    text: string,
    target: AlgorithmFunction,
    parameters: ReturnType<FunctionBody["parameters"]>,
    doc: string,
    body: readonly Stmt[],
  ): void;
}

/** Decides which functions a descent is cut into, and has them emitted. */
export class Descents {
  private readonly module: DescentModules;
  private readonly light = new Map<AlgorithmFunction, boolean>();

  constructor(module: DescentModules) {
    this.module = module;
  }

  /** One straight function through all levels, or where they are small one per top. */
  request(target: AlgorithmFunction, level: LevelValue): string {
    if (level.e.k !== "num" && this.isByTop(target)) return this.module.emitDispatch(target, level.levels);
    return this.emit(target, level);
  }

  private emit(target: AlgorithmFunction, level: LevelValue): string {
    const known = level.e.k === "num" ? this.module.forms.suffix(level.e.value) : "";
    const text = `${target.name}${known}`;
    return this.module.emitLater(text, target, () => {
      const start: LevelValue = known === "" ? { ...level, e: name("level") } : level;
      const body = new Descent(this.module.surroundings(target), target, start);
      const parameters = body.parameters();
      const statements = this.descend(body, level);
      this.module.emitBody(
        text,
        target,
        parameters,
        docComment(target.doc === "" ? [] : [target.doc]),
        statements,
      );
    });
  }

  /** Every top has a function of its own: where they are small, and where tops differ from what is below others. */
  private isByTop(target: AlgorithmFunction): boolean {
    if (this.module.forms.hasWideTops) return true;
    const light = this.light.get(target) ?? this.isLight(target);
    this.light.set(target, light);
    return light;
  }

  private isLight(target: AlgorithmFunction): boolean {
    const highest = Math.max(...this.module.forms.tops);
    // A trial: what it asks for is not emitted.
    const around = {
      ...this.module.surroundings(target),
      requestFunction: (other: AlgorithmFunction) => other.name,
    };
    const level: LevelValue = { t: "level", levels: [highest], e: num(highest) };
    return new Descent(around, target, level).isLight(highest);
  }

  private descend(body: Descent, { levels, e }: LevelValue): readonly Stmt[] {
    const { forms } = this.module;
    const [highest, lowestTop] = [Math.max(...levels), Math.min(...levels)];
    const joins = e.k === "num" && highest > Math.min(...forms.tops.map((top) => forms.model(top).level));
    const range = { path: forms.downFrom(highest), lowestTop, joins };
    return body.through(range, (level) => levelDoc(forms.model(level)));
  }

  /** A descent as a part of another function. */
  inline(target: AlgorithmFunction, block: Block, args: readonly Value[]): readonly Stmt[] | undefined {
    const level = args.find((arg): arg is LevelValue => arg.t === "level");
    if (!level) throw new Error(`${target.name} runs at a level`);
    if (level.e.k !== "num" && this.isByTop(target)) return this.startByTop(target, level, args, block);
    const body = new Descent(this.module.surroundings(target), target, level, block);
    body.startWith(args);
    return this.descend(body, level);
  }

  /** One test per top, then the descent that starts there. What several tests would read anew is read before them. */
  private startByTop(
    target: AlgorithmFunction,
    { levels, e }: LevelValue,
    args: readonly Value[],
    block: Block,
  ): readonly Stmt[] {
    const isMany = levels.length > 2;
    const local = (value: Expr, at: number): Expr =>
      isMany && !isAtom(value) ? block.hoist(value, target.parameters[at].name) : value;
    const words = args.flatMap((arg, at): readonly Expr[] => {
      if (arg.t === "words") return arg.w.hi.k === "num" ? [arg.w.lo] : [arg.w.hi, arg.w.lo];
      return arg.t === "int" || arg.t === "object" ? [local(arg.e, at)] : [];
    });
    const { hasWideTops } = this.module.forms;
    const top = isMany && !isAtom(e) ? block.hoist(e, hasWideTops ? "form" : "level") : e;
    const [lowest] = levels;
    return [...levels].reverse().map((level): Stmt => {
      const known: LevelValue = { t: "level", levels: [level], e: num(level) };
      const start: Stmt = { k: "return", value: call(this.module.requestFunction(target, known), words) };
      return level === lowest ? start : { k: "if", test: equal(top, num(level)), yes: [start], no: [] };
    });
  }
}
