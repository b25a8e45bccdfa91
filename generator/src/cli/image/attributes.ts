import { isAtLevel, Protection, type TableTraits } from "@generic-pt/core";
import { rangeMask } from "../../spec/match.js";
import type { AnyView } from "./image-packages.js";

/** A field of an item that says something beside address, size and rights. */
export interface Attribute {
  readonly name: string;
  readonly value: bigint;
  /** Bits that the field is wide. */
  readonly width: number;
}

const rights = Protection.READ | Protection.WRITE | Protection.NOEXEC | Protection.PRIV;

/** Tells the attributes of leaves, and remembers them: runs have few different ones. */
export class Attributes {
  private readonly view: AnyView;
  private readonly traits: TableTraits;
  private readonly known = new Map<string, readonly Attribute[]>();

  constructor(view: AnyView, traits: TableTraits) {
    this.view = view;
    this.traits = traits;
  }

  /** Bits that the rights of an encoding are read from. */
  private rightsMask(encoding: string): bigint {
    return this.traits.reads
      .filter(({ protection, on }) => (protection & rights) !== 0 && (on?.includes(encoding) ?? true))
      .flatMap(({ tests }) => tests)
      .reduce((all, { mask }) => all | mask, 0n);
  }

  /**
   * The fields of a leaf that are no part of what it says otherwise. `raw` is an item, its address may be cleared.
   * A field belongs to address, size or kind if these change when it is cleared.
   */
  of(level: number, raw: bigint): readonly Attribute[] {
    const key = `${level} ${raw}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const found = this.find(level, raw);
    // A hostile table may have a new one in every item.
    if (this.known.size > 10_000) this.known.clear();
    this.known.set(key, found);
    return found;
  }

  private find(level: number, raw: bigint): readonly Attribute[] {
    const readFrom = this.rightsMask(this.view.decode(level, raw).encoding);
    return this.set(level, raw).filter(({ name }) => {
      const { high, low } = this.place(name, level);
      const mask = rangeMask({ high, low });
      return (mask & ~readFrom) !== 0n && !isStructural(this.view, level, raw, mask);
    });
  }

  /** Every field of the item that is not 0, except those that hold its address. */
  set(level: number, raw: bigint): readonly Attribute[] {
    const { fields } = this.view.decode(level, raw);
    return Object.entries(fields).flatMap(([name, value]) => {
      const { high, low } = this.place(name, level);
      const width = high - low + 1;
      return value === 0n || isAddress(this.view, level, raw, high) ? [] : [{ name, value, width }];
    });
  }

  private place(name: string, level: number): { readonly high: number; readonly low: number } {
    const found = this.traits.fields.find((field) => field.name === name && isAtLevel(field, level));
    return found ?? { high: 0, low: 0 };
  }
}

/** `accessed dirty key=5` */
export function attributesText(attributes: readonly Attribute[]): string {
  return attributes.map(attributeText).join(" ");
}

function attributeText({ name, value, width }: Attribute): string {
  if (width === 1) return name;
  return `${name}=${value < 10n ? value : `0x${value.toString(16)}`}`;
}

function isStructural(view: AnyView, level: number, raw: bigint, mask: bigint): boolean {
  const [whole, without] = [view.decode(level, raw), view.decode(level, raw & ~mask)];
  return (
    whole.encoding !== without.encoding || whole.size !== without.size || whole.address !== without.address
  );
}

/** Whether the highest bit of the field is one of the item's address, here and now. */
function isAddress(view: AnyView, level: number, raw: bigint, high: number): boolean {
  const [whole, other] = [view.decode(level, raw), view.decode(level, raw ^ (1n << BigInt(high)))];
  return whole.address !== undefined && whole.kind === other.kind && whole.address !== other.address;
}
