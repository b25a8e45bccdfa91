import { EINVAL } from "./errno.js";
import { PtError } from "./error.js";
import type { RootFields } from "./page-table.js";
import { checkWord, levelByWidth, widthIn } from "./root.js";
import type { RegisterField, RegisterTraits, RootField, TableTraits } from "./traits.js";

/** What registers say of a table: all that is needed to open it in a memory image. */
export interface RegisterRoot {
  readonly root: RootFields;
  /** Features that every table has to which such a register points. */
  readonly features: readonly string[];
  /** Undefined if no register holds it, and it does not follow from the bits of VA either. */
  readonly topLevel: number | undefined;
  /** Undefined if no register holds it. */
  readonly vaBits: number | undefined;
}

/** A register that was given, with those of its fields that are about the table to which the registers point. */
interface GivenRegister {
  readonly register: RegisterTraits;
  readonly value: bigint;
  readonly fields: readonly RegisterField[];
}

const whats = {
  "top-address": "the address of the top table",
  "top-level": "the level of the top table",
  "va-bits": "the width of VAs",
} as const;

/**
 * Reads root fields out of register values; names count without regard to case. Throws PtError EINVAL: a register that
 * the format does not have, a value of more than 64 bits, no register that holds the address of the top table, two that
 * hold the same, a level at which no top table can be, or a width that no VAs have.
 */
export function rootOfRegisters(
  traits: TableTraits,
  registers: Readonly<Record<string, bigint>>,
): RegisterRoot {
  const given = readRegisters(traits, registers, []);
  for (const holds of ["top-address", "top-level", "va-bits"] as const) checkAlone(given, holds);
  const pieces = fieldsHolding(given, "top-address");
  const addressField = traits.root.find(({ holds }) => holds === "top-address");
  if (pieces.length === 0 || addressField === undefined)
    throw new PtError(EINVAL, `none of the registers holds the address of the top table: ${known(traits)}`);
  const address = pieces.reduce((sum, { field, bits }) => sum | (bits << BigInt(field.shift)), 0n);
  const [level] = fieldsHolding(given, "top-level");
  const vaBits = widthOf(traits, given);
  const topLevel = level && levelOf(traits, level.register, level.field, level.bits);
  return {
    root: { [addressField.name]: address >> BigInt(addressField.shift) },
    features: [...new Set(given.flatMap(({ register }) => register.features))],
    topLevel: topLevel ?? levelByWidth(traits, vaBits),
    vaBits,
  };
}

/**
 * The bits of VA that registers hold, for a table with these features; undefined if they do not say it. Registers that
 * the format does not have are passed over. Throws PtError EINVAL as {@link rootOfRegisters} does.
 */
export function widthOfRegisters(
  traits: TableTraits,
  registers: Readonly<Record<string, bigint>>,
  features: readonly string[],
): number | undefined {
  const those = Object.entries(registers).filter(([name]) => {
    const found = traits.registers.find((register) => register.name === name.toLowerCase());
    return found?.fields.some(({ holds }) => holds === "va-bits");
  });
  // Whatever features they bring, the table has those that it has.
  const given = readRegisters(traits, Object.fromEntries(those), features);
  checkAlone(given, "va-bits");
  return widthOf(traits, given);
}

/** Throws for what is no register, or no value of one. `features` come on top of those that the registers bring. */
function readRegisters(
  traits: TableTraits,
  registers: Readonly<Record<string, bigint>>,
  features: readonly string[],
): readonly GivenRegister[] {
  const given = Object.entries(registers).map(([name, value]) => ({
    register: findRegister(traits, name),
    value: checkWord(`register ${name}`, value),
  }));
  const brought = new Set([...features, ...given.flatMap(({ register }) => register.features)]);
  return given.map(({ register, value }) => ({
    register,
    value,
    fields: register.fields.filter(
      ({ features: needed = [], withoutFeatures = [] }) =>
        needed.every((name) => brought.has(name)) && !withoutFeatures.some((name) => brought.has(name)),
    ),
  }));
}

/** The fields that hold one thing, with their bits. */
function fieldsHolding(given: readonly GivenRegister[], holds: RootField["holds"]) {
  return given.flatMap(({ register, value, fields }) =>
    fields
      .filter((field) => field.holds === holds)
      .map((field) => ({
        register,
        field,
        bits: (value >> BigInt(field.low)) & ((2n << BigInt(field.high - field.low)) - 1n),
      })),
  );
}

function widthOf(traits: TableTraits, given: readonly GivenRegister[]): number | undefined {
  const [width] = fieldsHolding(given, "va-bits");
  return (
    width && widthIn(traits, `register ${width.register.name}: ${width.field.name}`, width.field, width.bits)
  );
}

function findRegister(traits: TableTraits, name: string): RegisterTraits {
  const found = traits.registers.find((register) => register.name === name.toLowerCase());
  if (found) return found;
  throw new PtError(EINVAL, `${name} is no register of ${traits.format}; ${known(traits)}`);
}

/** Two registers that say the same thing may differ, and nothing tells which of them hardware used. */
function checkAlone(given: readonly GivenRegister[], holds: RootField["holds"]): void {
  const holding = given.filter(({ fields }) => fields.some((field) => field.holds === holds));
  if (holding.length < 2) return;
  const names = holding.map(({ register }) => register.name);
  const [first] = names;
  throw new PtError(
    EINVAL,
    names.every((name) => name === first)
      ? `register ${first} is given ${names.length} times`
      : `registers ${names.join(" and ")} each hold ${whats[holds]}: give one of them`,
  );
}

/** The level that a field of a register stands for. */
function levelOf(
  { format, top }: TableTraits,
  register: RegisterTraits,
  { name, high, low, plus }: RegisterField,
  bits: bigint,
): number {
  const level = bits - BigInt(plus);
  if (level >= BigInt(top.lowest) && level <= BigInt(top.highest)) return Number(level);
  const values: string[] = [];
  for (let one = top.lowest; one <= top.highest; one++)
    if (BigInt(one + plus) >> BigInt(high - low + 1) === 0n) values.push(`${one + plus} (level ${one})`);
  throw new PtError(
    EINVAL,
    `register ${register.name}: ${name} is ${bits}, which stands for no table of ${format}; tables have ${values.join(", ")}`,
  );
}

/** The registers that a table can be opened from, and what they hold. */
function known({ registers }: TableTraits): string {
  if (registers.length === 0) return "its spec names no registers: give a root address";
  const short = { "top-address": "address", "top-level": "level", "va-bits": "width of VAs" } as const;
  const described = registers.map(({ name, fields }) => {
    const held = (["top-address", "top-level", "va-bits"] as const).filter((what) =>
      fields.some(({ holds }) => holds === what),
    );
    return `${name} (${held.map((what) => short[what]).join(" and ")})`;
  });
  return `there are ${described.join(", ")}`;
}
