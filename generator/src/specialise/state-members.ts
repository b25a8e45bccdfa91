import { bool, call, type Expr, element, member, num, zero } from "../lower/ir.js";
import { type Binding, field } from "../lower/memory.js";
import { int, type Shape, truth, type Value, type WordsKind, wide, wordCount } from "../lower/value.js";

/** Kinds of the members of algorithms/state.ts, as the state object holds them. */
const wordMembers: Readonly<Record<string, WordsKind>> = {
  last: "Va",
  unit: "Va",
  reach: "Va",
  origin: "Va",
  lastOa: "Oa",
  oa: "Oa",
  done: "Length",
  entry: "Entry",
  flushFirst: "Va",
  flushLast: "Va",
  runFirst: "Va",
  runLast: "Va",
  runOa: "Oa",
  runAttributes: "Entry",
};
const truthMembers: ReadonlySet<string> = new Set(["clears", "flushes", "reports"]);
const objectMembers: Readonly<Record<string, "Arena" | "Gather" | "Sink" | "Array">> = {
  arena: "Arena",
  gather: "Gather",
  sink: "Sink",
  links: "Array",
  path: "Array",
  passed: "Array",
  barren: "Array",
  refusals: "Array",
};

export interface StateShape {
  readonly shape: Shape;
  readonly canGrow: boolean;
  readonly extendsSigns: boolean;
  readonly hasOrigin: boolean;
  readonly hasWideTops: boolean;
  readonly mayCutTables: boolean;
  readonly binding: Binding;
}

export function stateMember(
  name: string,
  { shape, canGrow, extendsSigns, hasOrigin, hasWideTops, mayCutTables, binding }: StateShape,
): Value {
  if (name === "levels") return { t: "levels" };
  if (name === "canGrow") return truth(bool(canGrow));
  if (name === "hasOrigin") return truth(bool(hasOrigin));
  if (name === "mayCutTables") return truth(bool(mayCutTables));
  if (name === "origin" && !hasOrigin) return wide("Va", { hi: zero, lo: zero });
  if (name === "topForm" && !hasWideTops) return int(field("topLevel"));
  if (name === "sign" && !extendsSigns) return int(zero);
  if (name === "highestVa") return wide("Va", { hi: shape.va === 2 ? num(-1) : zero, lo: num(-1) });
  // Frames of an image move.
  if (name === "top" && binding === "image") return int(call(field("openTop"), []));
  const object = objectMembers[name];
  if (object) return { t: "object", e: field(name), type: object };
  if (truthMembers.has(name)) return truth(field(name));
  const kind = wordMembers[name];
  if (!kind) return int(field(name));
  if (kind === "Length" && shape.va === 1) return { t: "bytes", e: field(`${name}Bytes`) };
  const hi = wordCount(shape, kind) === 2 ? field(`${name}Hi`) : zero;
  return wide(kind, { hi, lo: field(`${name}Lo`) });
}

/** An element of an array, and a call of one of its objects' methods. */
export function arrayElement(array: Value, index: Expr): Value {
  if (array.t !== "object") throw new Error("only arrays have elements");
  return int(element(array.e, index));
}

/** Words of every argument in order: methods of the runtime take 64-bit values as two words, always. */
export function methodArguments(args: readonly Value[]): readonly Expr[] {
  return args.flatMap((arg): readonly Expr[] => {
    if (arg.t === "words") return [arg.w.hi, arg.w.lo];
    if (arg.t === "bytes") {
      return [
        {
          k: "binary",
          op: "|",
          left: { k: "binary", op: "/", left: arg.e, right: { k: "num", value: 2 ** 32 } },
          right: zero,
        },
        { k: "binary", op: "|", left: arg.e, right: zero },
      ];
    }
    if (arg.t === "int" || arg.t === "bool") return [arg.e];
    throw new Error(`${arg.t} cannot be passed to the runtime`);
  });
}

export const methodOf = (object: Value, name: string): Expr => {
  if (object.t !== "object") throw new Error("only objects of the state have methods");
  return member(object.e, name);
};
