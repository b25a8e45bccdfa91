import {
  type DecodedEntry,
  EINVAL,
  type ImageSource,
  type Mapping,
  Protection,
  PtError,
  type RootFields,
  type TableConfig,
  type TableFault,
} from "@generic-pt/core";
import type { VariantModel } from "../generator/src/model/model.js";
import type { TableFactory, TableView } from "../generator/src/verify/table-factory.js";
import { naiveModel } from "./naive-model.js";

/** What one item says. */
type Item =
  | { readonly kind: "empty" }
  | { readonly kind: "table"; readonly address: bigint }
  | { readonly kind: "leaf"; readonly oa: bigint; readonly size: bigint; readonly oaBits: bigint };

/** As much of a format as reading its tables takes: every one has 64-bit items and 512 of them to a table. */
interface NaiveFormat {
  item(raw: bigint, level: number): Item;
  /** Fields of one bit. */
  readonly fields: Readonly<Record<string, number>>;
  protection(bit: (name: string) => boolean): number;
  /** Items that point to tables have rights too, and leave no more than these to what lies below them. */
  readonly tablesRestrict: boolean;
}

const bits = (high: number, low: number): bigint => (1n << BigInt(high + 1)) - (1n << BigInt(low));
const spanOf = (level: number): bigint => 1n << BigInt(12 + 9 * level);

const x86: NaiveFormat = {
  item(raw, level) {
    if ((raw & 1n) === 0n) return { kind: "empty" };
    if (level > 0 && (raw & 0x80n) === 0n) return { kind: "table", address: raw & bits(51, 12) };
    // Bit 12 of a large leaf is a memory type.
    return leaf(raw & bits(51, 12 + 9 * level), spanOf(level), bits(51, 12 + 9 * level));
  },
  fields: {
    present: 0,
    write: 1,
    user: 2,
    "write-through": 3,
    "cache-disable": 4,
    accessed: 5,
    dirty: 6,
    "page-size": 7,
    global: 8,
    "no-execute": 63,
  },
  protection: (bit) =>
    Protection.READ | (bit("write") ? Protection.WRITE : 0) | (bit("no-execute") ? Protection.NOEXEC : 0),
  tablesRestrict: true,
};

const riscv: NaiveFormat = {
  item(raw, level) {
    if ((raw & 1n) === 0n) return { kind: "empty" };
    const address = (raw & bits(53, 10)) << 2n;
    if ((raw & 0b1110n) === 0n) return { kind: "table", address };
    return leaf(address, spanOf(level), bits(53, 10));
  },
  fields: { valid: 0, read: 1, write: 2, execute: 3, user: 4, global: 5, accessed: 6, dirty: 7 },
  protection: (bit) =>
    (bit("read") ? Protection.READ : 0) |
    (bit("write") ? Protection.WRITE : 0) |
    (bit("execute") ? 0 : Protection.NOEXEC),
  tablesRestrict: false,
};

const amd: NaiveFormat = {
  item(raw, level) {
    if ((raw & 1n) === 0n) return { kind: "empty" };
    const next = Number((raw >> 9n) & 7n);
    const address = raw & bits(51, 12);
    if (next !== 0 && next !== 7) return { kind: "table", address };
    if (next === 0) return leaf(address, spanOf(level), bits(51, 12));
    // Ones up to the first zero, which says half the size.
    let size = 0x2000n;
    while ((address & (size >> 1n)) !== 0n) size <<= 1n;
    return leaf(address & ~(size - 1n), size, bits(51, 12));
  },
  fields: { present: 0, read: 61, write: 62 },
  protection: (bit) => (bit("read") ? Protection.READ : 0) | (bit("write") ? Protection.WRITE : 0),
  tablesRestrict: true,
};

const vtd: NaiveFormat = {
  item(raw, level) {
    if ((raw & 3n) === 0n) return { kind: "empty" };
    const address = raw & bits(51, 12);
    if (level > 0 && (raw & 0x80n) === 0n) return { kind: "table", address };
    return leaf(address, spanOf(level), bits(51, 12));
  },
  fields: { read: 0, write: 1 },
  protection: (bit) => (bit("read") ? Protection.READ : 0) | (bit("write") ? Protection.WRITE : 0),
  tablesRestrict: true,
};

/** The protections that are rights; the others are restrictions. */
const granting = Protection.READ | Protection.WRITE;

const formats: Readonly<Record<string, NaiveFormat>> = {
  x86_64: x86,
  riscv64: riscv,
  amdv1: amd,
  vtdss: vtd,
};

function leaf(oa: bigint, size: bigint, oaBits: bigint): Item {
  return { kind: "leaf", oa, size, oaBits };
}

/** Tables in images, read in the most obvious way: no code is shared with the generator, or with what it makes. */
export const naiveViews: TableFactory = {
  model: (format, variant) => (format in formats ? { ...viewModel, name: variant ?? "only" } : undefined),
  open: () => {
    throw new PtError(EINVAL, "only views are made here");
  },
  view: (format, _variant, image, root, config) => new NaiveView(formatOf(format), image, root, config),
};

const viewModel: VariantModel = {
  ...naiveModel,
  root: [{ name: "root", holds: "top-address", shift: 0, plus: 0 }],
};

function formatOf(name: string): NaiveFormat {
  const format = formats[name];
  if (format === undefined) throw new Error(`there is no ${name}`);
  return format;
}

class NaiveView implements TableView {
  private readonly format: NaiveFormat;
  private readonly image: ImageSource;
  private readonly root: bigint;
  private readonly topLevel: number;
  /** Addresses whose upper bits differ from the highest bit of the VA are not translated. */
  private readonly extended: boolean;

  constructor(format: NaiveFormat, image: ImageSource, root: RootFields, config: TableConfig) {
    this.format = format;
    this.image = image;
    this.root = root.root ?? 0n;
    this.topLevel = config.topLevel ?? 0;
    this.extended = (config.features ?? []).includes("sign_extend");
  }

  translate(va: bigint): bigint | undefined {
    const inside = va & (spanOf(this.topLevel + 1) - 1n);
    if (this.fullVa(inside) !== va) return undefined;
    let address = this.root;
    for (let level = this.topLevel; ; level--) {
      const raw = this.items(address)[Number((inside / spanOf(level)) % 512n)] ?? 0n;
      const item = this.format.item(raw, level);
      if (item.kind === "empty") return undefined;
      if (item.kind === "leaf") return item.oa + (inside % item.size);
      address = item.address;
    }
  }

  *mappings(
    first = 0n,
    last = 2n ** 64n - 1n,
    onFault?: (fault: TableFault) => void,
  ): IterableIterator<Mapping> {
    let end = 0n;
    for (const mapping of this.leavesIn(this.root, this.topLevel, 0n, granting, onFault)) {
      // The items that a contiguous leaf fuses all give it.
      if (mapping.va < end || mapping.va < first || mapping.va > last) continue;
      end = mapping.va + mapping.length;
      yield mapping;
    }
  }

  decode(level: number, raw: bigint): DecodedEntry {
    const item = this.format.item(raw, level);
    const fields = Object.fromEntries(
      Object.entries(this.format.fields).map(([name, bit]) => [name, (raw >> BigInt(bit)) & 1n]),
    );
    const address = item.kind === "table" ? { address: item.address } : {};
    return { level, raw, kind: item.kind, encoding: item.kind, fields, ...address };
  }

  private *leavesIn(
    table: bigint,
    level: number,
    va: bigint,
    above: number,
    onFault: ((fault: TableFault) => void) | undefined,
  ): IterableIterator<Mapping> {
    for (const [index, raw] of this.items(table).entries()) {
      const at = va + BigInt(index) * spanOf(level);
      const item = this.format.item(raw, level);
      const own = this.protectionOf(raw, level);
      const effective = (above & own & granting) | ((above | own) & Protection.NOEXEC);
      if (item.kind === "table") {
        const below = this.format.tablesRestrict ? effective : above;
        yield* this.leavesIn(item.address, level - 1, at, below, onFault);
      }
      if (item.kind === "leaf")
        yield {
          va: this.fullVa(at - (at % item.size)),
          length: item.size,
          oa: item.oa,
          leafSize: item.size,
          level,
          attributes: raw & ~item.oaBits,
          protection: own,
          effective,
        };
    }
  }

  private protectionOf(raw: bigint, level: number): number {
    const { fields } = this.decode(level, raw);
    return this.format.protection((name) => fields[name] === 1n);
  }

  /** The 64-bit address for the bits that the table translates. */
  private fullVa(va: bigint): bigint {
    const reach = spanOf(this.topLevel + 1);
    return this.extended && va >= reach / 2n ? 2n ** 64n - reach + va : va;
  }

  private items(table: bigint): BigUint64Array {
    const bytes = new Uint8Array(4096);
    if (!this.image.read(table, bytes)) throw new Error(`no table at ${table}`);
    return new BigUint64Array(bytes.buffer);
  }
}
