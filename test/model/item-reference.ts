import { protectionNames, protectionOf } from "@generic-pt/core";
import type {
  AddressPiece,
  BitTest,
  ConditionsModel,
  EntryModel,
  VariantModel,
} from "../../generator/src/model/model.js";
import type { Settings } from "./settings.js";

const ones = (count: number): bigint => (1n << BigInt(Math.max(0, count))) - 1n;

/** What an item is. */
export interface ReferenceItem {
  readonly kind: EntryModel["kind"];
  readonly encoding: string;
  /** Leaf: OA of its first byte (of the item's own, if items advance). Table: physical address. */
  readonly address: bigint;
  /** Leaf: lg2 of the bytes it spans. */
  readonly sizeLg2: number;
  readonly dirty: boolean;
  readonly protection: number;
}

/** Items taken apart and put together one bit at a time, straight from the model: the reference for every other way. */
export class ItemReference {
  private readonly variant: VariantModel;
  private readonly settings: Settings;
  private readonly parameters: Readonly<Record<string, bigint>>;
  /** By level: walks meet the same items again and again. */
  private readonly decoded: readonly Map<bigint, ReferenceItem>[];

  constructor(
    variant: VariantModel,
    settings: Settings,
    parameters: Readonly<Record<string, bigint>> | undefined,
  ) {
    this.variant = variant;
    this.decoded = variant.levels.map(() => new Map());
    this.settings = settings;
    this.parameters = parameters ?? {};
  }

  decode(level: number, raw: bigint): ReferenceItem {
    const known = this.decoded[level].get(raw);
    if (known) return known;
    const item = this.takeApart(level, raw);
    this.decoded[level].set(raw, item);
    return item;
  }

  /** The same, and nothing is remembered of it. */
  takeApart(level: number, raw: bigint): ReferenceItem {
    const { itemLg2, kinds } = this.variant.levels[level];
    const unmarked = raw & ~this.settings.mark;
    for (const kind of kinds) {
      if (!kind.tests.every((test) => holds(test, raw))) continue;
      const itemsLg2 = this.itemsLg2(level, kind, raw);
      if (itemsLg2 === undefined) continue;
      const item = { kind: kind.kind, encoding: kind.name, sizeLg2: itemLg2 + itemsLg2 };
      const { dirty } = this.variant;
      const isDirty = dirty !== undefined && (raw & dirty.mask) === dirty.value;
      const state = { dirty: isDirty, protection: this.readBack(kind, raw) };
      const address = gather(unmarked, kind.address);
      if (kind.kind !== "leaf") return { ...item, ...state, address };
      const own = kind.contiguous?.items === "same" ? itemLg2 + itemsLg2 : itemLg2;
      return { ...item, ...state, address: address & ones(this.variant.oa.maxLg2) & ~ones(own) };
    }
    return {
      kind: "reserved",
      encoding: "reserved",
      address: 0n,
      sizeLg2: itemLg2,
      dirty: false,
      protection: 0,
    };
  }

  /** The items of a leaf, in order. Undefined if the level has none of that size. */
  leaf(level: number, oa: bigint, sizeLg2: number, protection: number): readonly bigint[] | undefined {
    return this.leafItems(
      level,
      oa,
      sizeLg2,
      protection,
      2 ** (sizeLg2 - this.variant.levels[level].itemLg2),
    );
  }

  /** Hardware marks writes through leaves that may be read and written. */
  get tracksWrites(): boolean {
    const { dirty, levels } = this.variant;
    const [smallest] = levels[0]?.sizesLg2 ?? [];
    const all = protectionOf(["read", "write"]);
    const raw = smallest === undefined ? undefined : this.firstItem(0, 0n, smallest, all);
    return dirty !== undefined && raw !== undefined && (raw & dirty.tracked.mask) === dirty.tracked.value;
  }

  /** The first of them. */
  firstItem(level: number, oa: bigint, sizeLg2: number, protection: number): bigint | undefined {
    return this.leafItems(level, oa, sizeLg2, protection, 1)?.[0];
  }

  private leafItems(
    level: number,
    oa: bigint,
    sizeLg2: number,
    protection: number,
    length: number,
  ): readonly bigint[] | undefined {
    const { itemLg2, kinds } = this.variant.levels[level];
    const countLg2 = sizeLg2 - itemLg2;
    const kind = kinds.find(
      ({ kind, contiguous }) => kind === "leaf" && (contiguous?.countsLg2 ?? [0]).includes(countLg2),
    );
    if (!kind) return undefined;
    const base = this.attributes(kind, protection) | this.sizeBits(kind, sizeLg2);
    const advances = kind.contiguous?.items === "advance";
    return Array.from({ length }, (_, item) => {
      const own = advances ? oa + (BigInt(item) << BigInt(itemLg2)) : oa;
      return base | scatter(own, kind.address);
    });
  }

  table(level: number, address: bigint): bigint | undefined {
    const kind = this.variant.levels[level].kinds.find(({ kind }) => kind === "table");
    if (!kind) return undefined;
    const flushed = this.variant.features
      .filter(({ name }) => this.settings.features.includes(name))
      .reduce((bits, { mask }) => bits | mask, 0n);
    return this.attributes(kind, 0) | flushed | scatter(address, kind.address);
  }

  /** What is left of protections below a table item of a level. */
  restricted(level: number, protection: number, raw: bigint): number {
    const { restrictions } = this.variant.protections;
    return restrictions
      .filter(({ levels }) => levels === undefined || (levels.low <= level && level <= levels.high))
      .filter(({ tests }) => tests.every((test) => holds(test, raw)))
      .reduce(
        (left, { takes, imposes }) => (left & ~protectionOf(takes)) | protectionOf(imposes),
        protection,
      );
  }

  /** Protections that a leaf of a request reads back as. */
  readable(level: number, sizeLg2: number, protection: number): number {
    const first = this.firstItem(level, 0n, sizeLg2, protection);
    if (first === undefined) throw new Error(`level ${level} has no leaf of 2^${sizeLg2} bytes`);
    return this.decode(level, first).protection;
  }

  private readBack({ name }: EntryModel, raw: bigint): number {
    return protectionOf(
      this.variant.protections.reads
        .filter(
          ({ tests, on = [name], features, withoutFeatures }) =>
            on.includes(name) &&
            tests.every((test) => holds(test, raw)) &&
            features.every((name) => this.settings.features.includes(name)) &&
            !withoutFeatures.some((name) => this.settings.features.includes(name)),
        )
        .map(({ protection }) => protection),
    );
  }

  private attributes({ fixed, rules }: EntryModel, protection: number): bigint {
    let bits = fixed;
    for (const rule of rules) {
      if (!this.applies(rule, protection)) continue;
      if (rule.parameter === undefined) bits = (bits & ~rule.mask) | rule.value;
      else bits |= this.parameters[rule.parameter] ?? 0n;
    }
    return bits;
  }

  applies(conditions: ConditionsModel, protection: number): boolean {
    const asked: readonly string[] = protectionNames(protection);
    const { features } = this.settings;
    return (
      conditions.ifAll.every((name) => asked.includes(name)) &&
      !conditions.unlessAny.some((name) => asked.includes(name)) &&
      conditions.features.every((name) => features.includes(name)) &&
      !conditions.withoutFeatures.some((name) => features.includes(name))
    );
  }

  private itemsLg2(level: number, { contiguous }: EntryModel, raw: bigint): number | undefined {
    if (!contiguous) return 0;
    const { countsLg2, sizeCode } = contiguous;
    if (!sizeCode) return countsLg2[0];
    return countsLg2.find((countLg2) => {
      const { mask, value } = this.code(level, sizeCode, countLg2);
      return (raw & mask) === value;
    });
  }

  private sizeBits({ contiguous }: EntryModel, sizeLg2: number): bigint {
    if (!contiguous?.sizeCode) return 0n;
    const { low, kind } = contiguous.sizeCode;
    const below = sizeLg2 - 1 - this.variant.granuleLg2;
    return (kind === "ones" ? ones(below) : 1n << BigInt(below)) << BigInt(low);
  }

  /** The bits that tell a count from all others, and what they are for it. */
  private code(
    level: number,
    { kind, low }: { readonly kind: "ones" | "napot"; readonly low: number },
    countLg2: number,
  ): { readonly mask: bigint; readonly value: bigint } {
    const bits = this.variant.levels[level].itemLg2 + countLg2 - this.variant.granuleLg2;
    const top = 1n << BigInt(bits - 1);
    return {
      mask: ones(bits) << BigInt(low),
      value: (kind === "ones" ? top - 1n : top) << BigInt(low),
    };
  }
}

function holds({ mask, value, negated }: BitTest, raw: bigint): boolean {
  return ((raw & mask) === value) !== negated;
}

function gather(raw: bigint, pieces: readonly AddressPiece[]): bigint {
  return pieces.reduce(
    (address, { high, low, from }) =>
      address | (((raw >> BigInt(low)) & ones(high - low + 1)) << BigInt(from)),
    0n,
  );
}

function scatter(address: bigint, pieces: readonly AddressPiece[]): bigint {
  return pieces.reduce(
    (raw, { high, low, from }) => raw | (((address >> BigInt(from)) & ones(high - low + 1)) << BigInt(low)),
    0n,
  );
}
