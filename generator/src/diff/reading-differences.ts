import { byteSize } from "../model/byte-size.js";
import type { LevelModel, VariantModel } from "../model/model.js";
import { type Cube, TooManyCubes } from "../spec/bit-sets.js";
import { type Aspect, aspects, type Considered, type Put } from "./aspects.js";
import { addressSources, classify, type ItemReading, itemReadings, piecesMask } from "./item-readings.js";
import { allItems, type ItemSet } from "./item-sets.js";
import { compareDirty, compareProtections, compareRestrictions } from "./rights-differences.js";

export interface ReadingDifference {
  readonly level: number;
  readonly aspect: Aspect;
  /** One item that shows it; absent where the items are too many to be compared. */
  readonly item?: bigint;
  readonly writer: string;
  readonly reader: string;
}

/**
 * How one model reads what another put into tables, item by item: the first difference in each respect, at each level
 * that both have at the same place. Decided for all items at once, not by samples.
 */
export function readingDifferences(
  writer: VariantModel,
  reader: VariantModel,
  considered: Considered,
): readonly ReadingDifference[] {
  return writer.levels.flatMap((level) => {
    const other = reader.levels.find((each) => each.level === level.level);
    if (other === undefined || other.itemLg2 !== level.itemLg2) return [];
    try {
      return levelDifferences({ variant: writer, level }, { variant: reader, level: other }, considered);
    } catch (error) {
      if (!(error instanceof TooManyCubes)) throw error;
      const undecided = { level: level.level, writer: "too many patterns to compare", reader: "undecided" };
      return aspects.map((aspect) => ({ ...undecided, aspect }));
    }
  });
}

interface Side {
  readonly variant: VariantModel;
  readonly level: LevelModel;
}

function levelDifferences(writer: Side, reader: Side, considered: Considered): readonly ReadingDifference[] {
  const found = new Map<Aspect, ReadingDifference>();
  const put = (aspect: Aspect, item: bigint, mine: string, others: string): void => {
    if (found.has(aspect)) return;
    found.set(aspect, { level: writer.level.level, aspect, item, writer: mine, reader: others });
  };
  const readings = itemReadings(reader.variant, reader.level);
  for (const { reading, items } of classify(allItems, itemReadings(writer.variant, writer.level))) {
    if (reading === undefined || reading.entry.kind === "reserved") continue;
    if (considered === "written" && !writes(writer, reading, reader.variant)) continue;
    const there = items.flatMap((cube) => possible(cube, reading, writer, reader, considered) ?? []);
    for (const { reading: other, items: both } of classify(there, readings)) {
      const item = both[0]?.value ?? 0n;
      const [mine, others] = [meaning(reading), meaning(other)];
      if (other === undefined || mine !== others) put("meaning", item, mine, others);
      else compareParts(reading, other, both, writer, reader, considered, put);
    }
  }
  return [...found.values()];
}

function compareParts(
  mine: ItemReading,
  other: ItemReading,
  items: ItemSet,
  writer: Side,
  reader: Side,
  considered: Considered,
  put: Put,
): void {
  const { kind } = mine.entry;
  if (kind === "empty") return;
  const isLeaf = kind === "leaf";
  const end = isLeaf ? oaLimit(writer, reader, considered) : 64;
  const readEnd = isLeaf ? Math.min(end, reader.variant.oa.maxLg2) : 64;
  for (const cube of items) {
    const own = addressSources(mine.entry.address, cube, isLeaf ? mine.offsetLg2 : 0, end);
    const seen = addressSources(other.entry.address, cube, isLeaf ? other.offsetLg2 : 0, readEnd);
    if (own !== seen) put("address", cube.value, "one address", "another address");
  }
  if (isLeaf) {
    compareProtections(items, writer.variant, reader.variant, considered, put);
    compareDirty(items, writer.variant, reader.variant, put);
  } else compareRestrictions(items, writer.variant, reader.variant, writer.level.level, put);
}

/** What an item is, but for the values in it. */
function meaning(reading: ItemReading | undefined): string {
  if (reading === undefined) return "rejected";
  const { entry, itemsLg2, sizeLg2 } = reading;
  if (entry.kind === "reserved") return "rejected";
  if (entry.kind !== "leaf") return entry.kind;
  const size = sizeLg2 < 0 ? "" : ` of ${byteSize(1n << BigInt(sizeLg2))}`;
  if (itemsLg2 === 0) return `leaf${size}`;
  const how = entry.contiguous?.items === "same" ? "equal items" : "items with an address each";
  return `leaf${size} in ${2 ** itemsLg2} ${how}`;
}

/** Whether a table's own package uses the encoding when nobody asks for a feature that the reader lacks. */
function writes({ level }: Side, { entry, itemsLg2, sizeLg2 }: ItemReading, reader: VariantModel): boolean {
  if (entry.kind === "empty") return true;
  if (entry.kind === "table") return level.kinds.find(({ kind }) => kind === "table") === entry;
  const needed = level.optionalSizes.filter(({ lg2 }) => lg2 === sizeLg2).map(({ feature }) => feature);
  const isAsked =
    needed.length > 0 && needed.every((name) => !reader.features.some((other) => other.name === name));
  const first = level.kinds.find(
    ({ kind, contiguous }) =>
      kind === "leaf" &&
      (contiguous === undefined ? itemsLg2 === 0 : contiguous.countsLg2.includes(itemsLg2)),
  );
  return first === entry && level.sizesLg2.includes(sizeLg2) && !isAsked;
}

/** OAs that a leaf can hold: map refuses those beyond the writer's OA space, and nobody asks the new one for more. */
function oaLimit(writer: Side, reader: Side, considered: Considered): number {
  const own = writer.variant.oa.maxLg2;
  return considered === "written" ? Math.min(own, reader.variant.oa.maxLg2) : own;
}

/** The items of a cube whose address can be in a table of the writer; undefined: none. */
function possible(
  cube: Cube,
  { entry, offsetLg2, sizeMask }: ItemReading,
  writer: Side,
  reader: Side,
  considered: Considered,
): Cube | undefined {
  if (entry.kind !== "leaf") return cube;
  // A parameter marks addresses, in bits that are no address then.
  const marks = writer.variant.parameters.reduce((bits, { within }) => bits | within, 0n);
  const beyond = piecesMask(entry.address, oaLimit(writer, reader, considered), Number.POSITIVE_INFINITY);
  const below = considered === "written" ? piecesMask(entry.address, 0, offsetLg2) & ~sizeMask : 0n;
  const zero = (beyond | below) & ~marks;
  if ((cube.mask & cube.value & zero) !== 0n) return undefined;
  return { mask: cube.mask | zero, value: cube.value };
}
