import type { Expr } from "../lower/ir.js";
import type { LevelWords, Lowered } from "../lower/level-words.js";
import { scalarOf, wordsOf } from "../lower/operations.js";
import { int, truth, type Value, wide } from "../lower/value.js";
import { type Columns, unifyExprs, unifyLowered } from "./unify-levels.js";

const pure = (value: Value): Lowered => ({ statements: [], value });

/** A member of `Level` that takes no argument, for the levels that the code at hand serves. */
export function lowerConstant(
  words: readonly LevelWords[],
  level: { readonly levels: readonly number[]; readonly e: Expr },
  member: string,
  columns: Columns,
): Value | undefined {
  const perLevel = level.levels.flatMap((number) => {
    const value = words[number].constant(member);
    return value ? [{ level: number, value }] : [];
  });
  if (perLevel.length === 0) return undefined;
  const unified = unifyExprs(perLevel, level.e, columns, member);
  return perLevel[0].value.k === "bool" ? truth(unified) : int(unified);
}

/** A member that takes arguments. Arguments are short expressions: they may be written several times. */
export function lowerMember(
  words: readonly LevelWords[],
  level: { readonly levels: readonly number[]; readonly e: Expr },
  member: string,
  args: readonly Value[],
  columns: Columns,
): Lowered | undefined {
  const perLevel = level.levels.flatMap((number) => {
    const value = forLevel(words[number], member, args);
    return value ? [{ level: number, value }] : [];
  });
  return perLevel.length === 0 ? undefined : unifyLowered(perLevel, level.e, columns, member);
}

function forLevel(level: LevelWords, member: string, args: readonly Value[]): Lowered | undefined {
  const w = (index: number) => wordsOf(args[index]);
  const e = (index: number) => scalarOf(args[index]);
  const leaves = isTrue(level.constant("hasLeaves"));
  const tables = isTrue(level.constant("hasTables"));
  const bulk = isTrue(level.constant("bulk"));
  const onLeaves = (lower: () => Value): Lowered | undefined => (leaves ? pure(lower()) : undefined);
  switch (member) {
    case "index":
      return pure(int(level.positions.index(w(0))));
    case "slotAt":
      return pure(int(level.slotAt(e(0), e(1))));
    case "itemAt":
      return pure(int(level.itemAt(e(0), e(1))));
    case "load":
      return pure(wide("Entry", level.load(e(1), e(2))));
    case "store":
      return { statements: level.store(e(1), e(2), w(3)), value: { t: "none" } };
    case "clear":
      return { statements: level.clear(e(1), e(2)), value: { t: "none" } };
    case "install":
      return tables ? level.install(e(1), e(2), w(3), e(4)) : undefined;
    case "findUsed":
      return bulk ? pure(int(level.findUsed(e(1), e(2), e(3)))) : undefined;
    case "countSingles":
      return isTrue(level.constant("countsSingles"))
        ? pure(int(level.countSingles(e(1), e(2), e(3))))
        : undefined;
    case "clearAll":
      return isTrue(level.constant("countsSingles"))
        ? pure(int(level.clearAll(e(1), e(2), e(3))))
        : undefined;
    case "fillRising":
      return bulk && leaves ? pure(int(level.fillRising(e(1), e(2), e(3), w(4)))) : undefined;
    case "fillEqual":
      return bulk && leaves ? pure(int(level.fillEqual(e(1), e(2), e(3), w(4)))) : undefined;
    case "isEmpty":
      return pure(truth(level.isKind(w(0), "empty")));
    case "isTable":
      return pure(truth(level.isKind(w(0), "table")));
    case "isLeaf":
      return pure(truth(level.isKind(w(0), "leaf")));
    case "isSingle":
      return pure(truth(level.isSingle(w(0))));
    case "encodingOf":
      return pure(int(level.encodingOf(w(0))));
    case "identity":
      return pure(int(level.identity(e(1))));
    case "tableAddress":
      return tables ? pure(wide("Oa", level.tableAddress(w(1)))) : undefined;
    case "nextTable": {
      const next = level.nextTable(w(1));
      return next && pure(int(next));
    }
    case "leadsOutside":
      return tables ? pure(truth(level.leadsOutside(w(1), e(2)))) : undefined;
    case "itemsLg2":
      return onLeaves(() => int(level.itemsLg2(w(0))));
    case "outputAddress":
      return onLeaves(() => wide("Oa", level.outputAddress(w(1), w(2), e(3))));
    case "attributes":
      return onLeaves(() => wide("Entry", level.attributes(w(1))));
    case "leaf":
      return onLeaves(() => wide("Entry", level.made.leaf(w(1), e(2), e(3))));
    case "repeats":
      return onLeaves(() => truth(level.repeats(e(0))));
    case "risenByItem":
      return onLeaves(() => wide("Entry", level.risenByItem(w(0))));
    case "pointer":
      return tables ? pure(wide("Entry", level.made.pointer(e(1)))) : undefined;
    case "isTracked":
      return pure(truth(level.isTracked(w(0))));
    case "isDirty":
      return pure(truth(level.isDirty(w(0))));
    case "withDirty":
      return pure(wide("Entry", level.withDirty(w(0))));
    case "withoutDirty":
      return pure(wide("Entry", level.withoutDirty(w(0))));
    case "sizes":
      return pure(int(level.positions.sizes()));
    case "sizesHolding":
      return pure(int(level.limits.sizesHolding(w(0))));
    case "itemsHeldAlike":
      return pure(int(level.limits.itemsHeldAlike(w(0), e(1))));
    case "isHeldBelow":
      return pure(truth(level.limits.isHeldBelow(w(0))));
    case "startsItem":
      return pure(truth(level.positions.startsItem(w(0))));
    case "endsItem":
      return pure(truth(level.positions.endsItem(w(0))));
    case "startsLeaf":
      return pure(truth(level.positions.startsLeaf(w(0), e(1))));
    case "oaStartsItem":
      return pure(truth(level.positions.startsItem(w(0))));
    case "oaIndex":
      return pure(int(level.positions.oaIndex(w(0))));
    case "sharesTable":
      return pure(truth(level.positions.sharesTable(w(0), w(1))));
    case "itemLast":
      return pure(wide("Va", level.positions.itemLast(w(0))));
    case "leafLast":
      return pure(wide("Va", level.positions.leafLast(w(0), e(1))));
    case "advance":
      return pure(wide("Va", level.positions.advance(w(0), e(1))));
    case "nextItem":
      return pure(wide("Va", level.positions.nextItem(w(0), e(1))));
    case "advanceOa":
      return pure(wide("Oa", level.positions.advanceOa(w(0), e(1))));
    case "bytesOf":
      return pure(level.positions.bytesOf(e(0)));
    case "reaches":
      return pure(truth(level.positions.reaches(w(0))));
    case "lastVa":
      return pure(wide("Va", level.positions.lastVa()));
    default:
      throw new Error(`the lowering has no member ${member}`);
  }
}

const isTrue = (e: Expr | undefined): boolean => e !== undefined && e.k === "bool" && e.value;
