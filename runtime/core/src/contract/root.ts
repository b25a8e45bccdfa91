import { hex } from "./address-check.js";
import { lowestReaching } from "./configuration.js";
import { EINVAL } from "./errno.js";
import { PtError } from "./error.js";
import type { RootFields, TableConfig } from "./page-table.js";
import type { RootField, TableTraits } from "./traits.js";

/** Root fields that point hardware at a table. */
export function rootOf(
  traits: TableTraits,
  topAddress: bigint,
  topLevel: number,
  vaBits: number,
): RootFields {
  return Object.fromEntries(
    traits.root.map((field) => [field.name, heldBy(field, topAddress, topLevel, vaBits)]),
  );
}

/** What a field holds of a table, before it is cut to its bits. */
function heldBy(
  { holds, shift, plus, from }: RootField,
  topAddress: bigint,
  topLevel: number,
  vaBits: number,
): bigint {
  if (holds === "top-address") return topAddress >> BigInt(shift);
  if (holds === "top-level") return BigInt(topLevel + plus);
  return BigInt(from === undefined ? vaBits + plus : from - vaBits);
}

/** Where the top table is, as far as it is known. */
export interface TopPlace {
  readonly address: bigint;
  readonly topLevel: number;
  /** Undefined if neither the root nor the configuration says it. */
  readonly vaBits: number | undefined;
}

/**
 * The top table from root fields. Level and width of the configuration serve where no field has them. Throws PtError
 * EINVAL: a field that the format does not have, no address, no level, or a configuration that says otherwise.
 */
export function topOf(traits: TableTraits, root: RootFields, config: TableConfig): TopPlace {
  for (const [name, value] of Object.entries(root)) {
    checkWord(`root field ${name}`, value);
    if (!traits.root.some((field) => field.name === name))
      throw new PtError(
        EINVAL,
        `root field ${name} is not one of ${traits.format}: ${traits.root.map((f) => f.name).join(", ")}`,
      );
  }
  const given = (holds: RootField["holds"]) => traits.root.find((f) => f.holds === holds && f.name in root);
  const addressField = given("top-address");
  if (!addressField) throw new PtError(EINVAL, "no root field holds the address of the top table");
  const widthField = given("va-bits");
  const vaBits = agreed(
    widthField && widthIn(traits, `root field ${widthField.name}`, widthField, root[widthField.name]),
    config.vaBits,
    (said, asked) => `the root says that VAs have ${said} bits, the configuration ${asked}`,
  );
  const levelField = given("top-level");
  const topLevel = agreed(
    levelField && Number(root[levelField.name]) - levelField.plus,
    config.topLevel,
    (said, asked) => `the root says that the top is at level ${said}, the configuration ${asked}`,
  );
  return {
    address: root[addressField.name] << BigInt(addressField.shift),
    topLevel: topLevel ?? levelByWidth(traits, vaBits) ?? onlyTop(traits),
    vaBits,
  };
}

/** What one side says, or the other; throws PtError EINVAL if they differ. */
export function agreed(
  said: number | undefined,
  asked: number | undefined,
  message: (said: number, asked: number) => string,
): number | undefined {
  if (said !== undefined && asked !== undefined && said !== asked)
    throw new PtError(EINVAL, message(said, asked));
  return said ?? asked;
}

/**
 * The level at which the top of a table must be whose VAs have so many bits: where hardware has no field for the level,
 * it follows from them. Undefined where it does not follow, or the width is not known.
 */
export function levelByWidth(
  traits: Pick<TableTraits, "root" | "registers" | "levels" | "top">,
  vaBits: number | undefined,
): number | undefined {
  const fields = [...traits.root, ...traits.registers.flatMap((register) => register.fields)];
  if (vaBits === undefined || fields.some(({ holds }) => holds === "top-level")) return undefined;
  return lowestReaching(traits, vaBits);
}

/** A top level that nobody named can be no other than the only one there is. */
function onlyTop({ top, format }: TableTraits): number {
  if (top.lowest === top.highest) return top.lowest;
  throw new PtError(
    EINVAL,
    `the top of ${format} may be at level ${top.lowest} to ${top.highest}: say which`,
  );
}

/** Bits of VA that a field stands for. Throws PtError EINVAL if no table of the format has so many. */
export function widthIn(
  { format, vaMinLg2, vaMaxLg2, vaWidths }: TableTraits,
  what: string,
  { plus, from }: Pick<RootField, "plus" | "from">,
  value: bigint,
): number {
  const bits = from === undefined ? value - BigInt(plus) : BigInt(from) - value;
  const fits = vaWidths
    ? vaWidths.includes(Number(bits))
    : bits >= BigInt(vaMinLg2) && bits <= BigInt(vaMaxLg2);
  if (fits) return Number(bits);
  const valueFor = (width: number) => (from === undefined ? width + plus : from - width);
  const known = vaWidths
    ? vaWidths.map((width) => `${valueFor(width)} (${width} bits)`).join(", ")
    : `${valueFor(vaMinLg2)} (${vaMinLg2} bits) to ${valueFor(vaMaxLg2)} (${vaMaxLg2} bits)`;
  throw new PtError(
    EINVAL,
    `${what} is ${value}, which stands for no width of VAs of ${format}; there are ${known}`,
  );
}

/** Callers without types may pass anything. */
export function checkWord(what: string, value: bigint): bigint {
  if (typeof value !== "bigint") throw new PtError(EINVAL, `${what} must be a bigint, not ${typeof value}`);
  if (value >= 0n && value >> 64n === 0n) return value;
  throw new PtError(EINVAL, `${what}: ${value < 0n ? value : hex(value)} is no 64-bit number`);
}
