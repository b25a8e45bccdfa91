import { hex } from "./address-check.js";
import { addressOf } from "./address-pair.js";
import { EBADMSG, EFAULT, ENOENT, ERANGE, errnoName } from "./errno.js";
import type { DecodedEntry } from "./page-table.js";
import type { WalkState } from "./table-state.js";
import { restrictionBy, type TableTraits } from "./traits.js";

/** One item on the way from the top table to a leaf. */
export interface WalkStep {
  readonly level: number;
  /** What the manual calls the level. */
  readonly label: string | undefined;
  /** Physical address of the table. */
  readonly table: bigint;
  /** Number of the item in the table. */
  readonly index: number;
  /** Physical address of the item. */
  readonly itemAddress: bigint;
  /** The item. A leaf's address is the OA of the VA that was walked to. */
  readonly entry: DecodedEntry;
  /** Table: protection bits that everything below it loses. */
  readonly takes: number;
  /** Table: protection bits that everything below it gets. */
  readonly imposes: number;
}

/** The leaf at which a walk ends. */
export interface WalkLeaf {
  /** OA of the VA. */
  readonly oa: bigint;
  /** Bytes that the leaf spans. */
  readonly size: bigint;
  /** Protection bits of the leaf itself. */
  readonly protection: number;
  /** What remains of them after the tables above. */
  readonly effective: number;
}

/** Why a walk ends before a leaf. */
export interface WalkFault {
  /** ERANGE: no VA of the table. ENOENT: an empty item. EBADMSG: a reserved pattern. EFAULT: a table outside memory. */
  readonly errno: number;
  readonly code: string;
  /** The level of the item at fault; undefined if the VA itself is, or the top table. */
  readonly level: number | undefined;
  readonly message: string;
}

/** What hardware meets on its way to translate a VA: it ends in a leaf or a fault. */
export interface Walk {
  readonly va: bigint;
  /** From the top down; the last one is the leaf or the item at fault. */
  readonly steps: readonly WalkStep[];
  readonly leaf: WalkLeaf | undefined;
  readonly fault: WalkFault | undefined;
}

/** Walks as hardware does, and keeps what it sees. `decode` tells what an item of a level is. */
export function walkTo(
  state: WalkState,
  va: bigint,
  decode: (level: number, raw: bigint) => DecodedEntry,
): Walk {
  const { traits } = state;
  const steps: WalkStep[] = [];
  const fails = (errno: number, level: number | undefined, message: string): Walk => {
    return { va, steps, leaf: undefined, fault: { errno, code: errnoName(errno), level, message } };
  };
  if (isOutside(state, va)) return fails(ERANGE, undefined, `VA ${hex(va)} ${whyOutside(state)}`);
  // Counted from the table's first VA; above the level's own bits only a wide top has any.
  const inner = va ^ addressOf(state.originHi, state.originLo);
  let table = state.topAddress;
  let [takes, imposes] = [0, 0];
  for (let level = state.topLevel; ; level -= 1) {
    const isTop = level === state.topLevel;
    const { label, itemLg2, indexBits, asTop, tableBytes } = traits.levels[level];
    const word = state.openTable(level, table, isTop ? state.topBytes : tableBytes);
    if (word < 0) {
      const above = isTop ? undefined : level + 1;
      return fails(EFAULT, above, `the table of level ${level} at ${hex(table)} lies outside memory`);
    }
    const bits = isTop ? (asTop?.indexBits ?? indexBits) : indexBits;
    const index = Number((inner >> BigInt(itemLg2)) & ((1n << BigInt(bits)) - 1n));
    const entry = decode(level, itemAt(state, word, index));
    const itemAddress = table + BigInt(itemOffset(traits, index));
    const own = entry.kind === "table" ? restrictionBy(traits, level, entry.raw) : { takes: 0, imposes: 0 };
    steps.push({ level, label, table, index, itemAddress, entry, ...own });
    const item = `item ${index} of level ${level} at ${hex(itemAddress)}`;
    if (entry.kind === "empty") return fails(ENOENT, level, `${item} is empty (${hex(entry.raw)})`);
    if (entry.kind === "reserved" || entry.address === undefined)
      return fails(EBADMSG, level, `${item} has a reserved pattern (${hex(entry.raw)})`);
    if (entry.kind === "leaf") {
      const { address: oa, size = 1n << BigInt(itemLg2), protection = 0 } = entry;
      const leaf = { oa, size, protection, effective: (protection & ~takes) | imposes };
      return { va, steps, leaf, fault: undefined };
    }
    takes |= own.takes;
    imposes |= own.imposes;
    table = entry.address;
  }
}

/** With sign extension, VAs whose complement is within reach are the upper half. */
function isOutside({ sign, originHi, originLo, reachHi, reachLo }: WalkState, va: bigint): boolean {
  const isUpper = sign !== 0 && va >> 63n === 1n;
  const inner = va ^ addressOf(originHi, originLo);
  return (isUpper ? BigInt.asUintN(64, ~inner) : inner) > addressOf(reachHi, reachLo);
}

function whyOutside({ sign, originHi, originLo, reachHi, reachLo }: WalkState): string {
  const reach = addressOf(reachHi, reachLo);
  const origin = addressOf(originHi, originLo);
  if (origin !== 0n)
    return `lies before ${hex(origin)} or beyond ${hex(origin + reach)}, the VAs that the table translates`;
  if (sign === 0) return `lies beyond ${hex(reach)}, the last VA that the table translates`;
  const bits = reach.toString(2).length;
  return `is not canonical: bits 63..${bits + 1} must all equal bit ${bits}`;
}

/** Bytes from the start of a table to an item. */
function itemOffset({ itemBits, slot }: TableTraits, index: number): number {
  return slot === undefined ? (index * itemBits) / 8 : index * slot.bytes + slot.itemAt;
}

/** The item at an index of an opened table. */
function itemAt({ words, traits }: WalkState, word: number, index: number): bigint {
  const view = new DataView(words.buffer, words.byteOffset + 4 * word);
  const at = itemOffset(traits, index);
  const isLittle = traits.endian === "little";
  return traits.itemBits === 32 ? BigInt(view.getUint32(at, isLittle)) : view.getBigUint64(at, isLittle);
}
