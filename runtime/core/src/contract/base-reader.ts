import { checkAddress, hex, highestAddress } from "./address-check.js";
import { addressOf, highHalf, lowHalf } from "./address-pair.js";
import { reachLg2 } from "./configuration.js";
import { EINVAL, ENOENT, ERANGE, errnoName } from "./errno.js";
import { PtError } from "./error.js";
import type { DecodedEntry, Mapping, TableFault } from "./page-table.js";
import type { WalkState } from "./table-state.js";
import { hasField, holds, protectionRead, restrictionBy, type TableTraits } from "./traits.js";
import { type Walk, walkTo } from "./walk.js";

/** The operations of one variant on the state object, 64-bit values as int32 halves. */
export interface TableOperations<S extends WalkState> {
  translate(s: S, vaHi: number, vaLo: number): number;
  findRun(s: S, vaHi: number, vaLo: number, lastHi: number, lastLo: number): number;
  decodeEntry(s: S, level: number, hi: number, lo: number, vaHi: number, vaLo: number): number;
}

type Encoding = TableTraits["levels"][number]["encodings"][number];

/** Where a field stands in an item. */
interface FieldPlace {
  readonly name: string;
  readonly low: bigint;
  /** Of its value. */
  readonly mask: bigint;
}

/** The BigInt lane over operations of any variant, for tables that are only read. */
export class BaseReader<S extends WalkState, O extends TableOperations<S>> {
  readonly state: S;
  protected readonly operations: O;
  /** What `fieldsOf` found, by level and encoding: dumps take many items apart. */
  private readonly fieldPlaces = new Map<string, readonly FieldPlace[]>();

  constructor(state: S, operations: O) {
    this.state = state;
    this.operations = operations;
  }

  get format(): string {
    return this.traits.format;
  }

  get variant(): string {
    return this.traits.variant;
  }

  get features(): readonly string[] {
    return this.state.config.features;
  }

  get vaBits(): number {
    return this.state.config.vaBits;
  }

  get oaBits(): number {
    return this.state.config.oaBits;
  }

  get granuleLg2(): number {
    return this.traits.granuleLg2;
  }

  get topLevel(): number {
    return this.state.topLevel;
  }

  get topItems(): number {
    const bits = Math.min(this.vaBits, reachLg2(this.traits, this.topLevel));
    return 2 ** Math.max(0, bits - this.traits.levels[this.topLevel].itemLg2);
  }

  get aperture(): { readonly first: bigint; readonly last: bigint } {
    const { lastHi, lastLo } = this.state;
    return { first: this.origin, last: this.origin + addressOf(lastHi, lastLo) };
  }

  get upperHalf(): { readonly first: bigint; readonly last: bigint } | undefined {
    if (this.state.sign === 0) return undefined;
    return { first: highestAddress - this.aperture.last, last: highestAddress };
  }

  /** The first VA. */
  private get origin(): bigint {
    return addressOf(this.state.originHi, this.state.originLo);
  }

  protected get traits(): TableTraits {
    return this.state.traits;
  }

  /** Throws if the table is gone. */
  protected checkUsable(): void {}

  translate(va: bigint): bigint | undefined {
    checkAddress("VA", va);
    this.checkUsable();
    const { state } = this;
    const status = this.operations.translate(state, highHalf(va), lowHalf(va));
    if (status === 0) return addressOf(state.oaHi, state.oaLo);
    if (status === ENOENT) return undefined;
    throw new PtError(status, `translating VA ${hex(va)}: ${this.explain(status)}`);
  }

  *mappings(
    first = 0n,
    last = highestAddress,
    onFault?: (fault: TableFault) => void,
  ): IterableIterator<Mapping> {
    checkAddress("VA", first);
    checkAddress("VA", last);
    this.checkUsable();
    const { origin } = this;
    const reach = origin + addressOf(this.state.reachHi, this.state.reachLo);
    const beyond = last > reach;
    yield* this.mappingsWithin(first < origin ? origin : first, beyond ? reach : last, onFault);
    if (!beyond || this.state.sign === 0) return;
    const upper = highestAddress - reach;
    const isWithin = first > upper;
    yield* this.mappingsWithin(isWithin ? first : upper, last, onFault);
  }

  private *mappingsWithin(
    first: bigint,
    end: bigint,
    onFault: ((fault: TableFault) => void) | undefined,
  ): IterableIterator<Mapping> {
    let pending: Mapping | undefined;
    let va = first;
    while (va <= end) {
      this.checkUsable();
      const status = this.operations.findRun(
        this.state,
        highHalf(va),
        lowHalf(va),
        highHalf(end),
        lowHalf(end),
      );
      if (status === ENOENT || status === ERANGE) break;
      const runFirst = addressOf(this.state.runFirstHi, this.state.runFirstLo);
      const runLast = addressOf(this.state.runLastHi, this.state.runLastLo);
      if (status !== 0) {
        if (pending) yield pending;
        pending = undefined;
        this.report(
          { va: runFirst, length: runLast - runFirst + 1n, level: this.state.runLevel, errno: status },
          onFault,
        );
      } else {
        const run = this.runMapping(runFirst, runLast);
        const merged: Mapping | undefined = pending && mergeRuns(pending, run);
        if (pending && !merged) yield pending;
        pending = merged ?? run;
      }
      va = runLast + 1n;
    }
    if (pending) yield pending;
  }

  private report(fault: Omit<TableFault, "code">, onFault: ((fault: TableFault) => void) | undefined): void {
    if (onFault) onFault({ ...fault, code: errnoName(fault.errno) });
    else
      throw new PtError(
        fault.errno,
        `VA ${hex(fault.va)}, level ${fault.level}: ${this.explain(fault.errno)}`,
      );
  }

  private runMapping(first: bigint, last: bigint): Mapping {
    const { state } = this;
    const lg2 = this.traits.levels[state.runLevel].itemLg2 + state.runItemsLg2;
    const run = {
      va: first,
      length: last - first + 1n,
      oa: addressOf(state.runOaHi, state.runOaLo),
      leafSize: 1n << BigInt(lg2),
      level: state.runLevel,
      attributes: addressOf(state.runAttributesHi, state.runAttributesLo),
    };
    const protection = this.leafProtection(run.level, first);
    return { ...run, protection, effective: this.effectiveBelow(run.level, protection) };
  }

  /** Protections of the leaf that a search ended at. May take it apart, which overwrites what the search found. */
  private leafProtection(level: number, va: bigint): number {
    const { state, traits } = this;
    const { entryHi, entryLo } = state;
    const isByEncoding = traits.reads.some(({ on }) => on !== undefined);
    const number = isByEncoding
      ? this.operations.decodeEntry(state, level, entryHi, entryLo, highHalf(va), lowHalf(va))
      : -1;
    const encoding = traits.levels[level].encodings[number]?.name ?? "";
    return protectionRead(traits, this.features, encoding, addressOf(entryHi, entryLo));
  }

  /** What the table items that the last search went through leave of a leaf's protections. */
  private effectiveBelow(level: number, protection: number): number {
    if (this.traits.restrictions.length === 0) return protection;
    const { passed, topLevel } = this.state;
    let effective = protection;
    for (let above = level + 1; above <= topLevel; above += 1) {
      const raw = addressOf(passed[2 * above + 1], passed[2 * above]);
      const { takes, imposes } = restrictionBy(this.traits, above, raw);
      effective = (effective & ~takes) | imposes;
    }
    return effective;
  }

  walk(va: bigint): Walk {
    checkAddress("VA", va);
    this.checkUsable();
    return walkTo(this.state, va, (level, raw) => this.decodeAt(level, raw, va));
  }

  decode(level: number, raw: bigint): DecodedEntry {
    return this.decodeAt(level, raw, 0n);
  }

  /** A leaf's address is the exact OA of `va`. */
  private decodeAt(level: number, raw: bigint, va: bigint): DecodedEntry {
    const { state, traits } = this;
    this.checkLevel(level);
    if (raw < 0n || raw >> BigInt(traits.itemBits) !== 0n)
      throw new PtError(EINVAL, `${raw} is no item of ${traits.itemBits} bits`);
    const [hi, lo] = [highHalf(raw), lowHalf(raw)];
    const number = this.operations.decodeEntry(state, level, hi, lo, highHalf(va), lowHalf(va));
    const encoding = traits.levels[level].encodings[number] ?? {
      name: "reserved",
      kind: "reserved" as const,
    };
    const fields: Record<string, bigint> = {};
    for (const { name, low, mask } of this.fieldsOf(level, number, encoding))
      fields[name] = (raw >> low) & mask;
    const entry = { level, raw, kind: encoding.kind, encoding: encoding.name, fields };
    const address = addressOf(state.runOaHi, state.runOaLo);
    if (encoding.kind === "table") return { ...entry, address };
    if (encoding.kind !== "leaf") return entry;
    return {
      ...entry,
      address,
      size: 1n << BigInt(traits.levels[level].itemLg2 + state.runItemsLg2),
      protection: protectionRead(traits, this.features, encoding.name, raw),
      ...(traits.dirty === undefined ? {} : { dirty: holds(traits.dirty, raw) }),
    };
  }

  /** The fields that an encoding, by its number at a level, has. */
  private fieldsOf(level: number, number: number, encoding: Encoding): readonly FieldPlace[] {
    const key = `${level} ${number}`;
    let places = this.fieldPlaces.get(key);
    if (places === undefined) {
      places = this.traits.fields
        .filter((field) => hasField(field, level, encoding))
        .map(({ name, high, low }) => ({ name, low: BigInt(low), mask: (2n << BigInt(high - low)) - 1n }));
      this.fieldPlaces.set(key, places);
    }
    return places;
  }

  protected checkLevel(level: number): void {
    if (!(Number.isInteger(level) && level >= 0 && level < this.traits.levels.length))
      throw new PtError(EINVAL, `level ${level}: the format has 0 to ${this.traits.levels.length - 1}`);
  }

  protected explain(errno: number): string {
    return explanations[errnoName(errno)] ?? errnoName(errno);
  }
}

/** What an errno of an operation means, for people. */
const explanations: Readonly<Record<string, string>> = {
  EAGAIN: "hardware does not mark writes through the leaf there",
  EPERM: "the table was destroyed, or was not made by this instance",
  EFAULT: "an item points to a table outside table memory",
  ELOOP: "a table is reached on a second way, or belongs to nobody",
  EBADMSG: "an item has a reserved pattern",
  ENOMEM: "no memory for a table",
  ENXIO: "no leaf size fits the alignment of VA, OA and length",
  ENOENT: "nothing is mapped there",
  EINVAL: "empty range, or protections that the format refuses",
  EOPNOTSUPP: "the format has no such thing: no dirty state, or no way to express the protections",
  ERANGE: "outside the range that the table translates, or OA beyond what hardware can address",
  EOVERFLOW: "the address lies, or the range runs, beyond the last address",
  EADDRINUSE: "something is mapped there already",
};

function mergeRuns(a: Mapping, b: Mapping): Mapping | undefined {
  const follows = a.va + a.length === b.va && a.oa + a.length === b.oa;
  const alike =
    a.attributes === b.attributes &&
    a.effective === b.effective &&
    a.leafSize === b.leafSize &&
    a.level === b.level;
  return follows && alike ? { ...a, length: a.length + b.length } : undefined;
}
