import { hex } from "./address-check.js";
import { EINVAL } from "./errno.js";
import { PtError } from "./error.js";
import type { RootFields, TableConfig } from "./page-table.js";
import type { RegisterTraits, RootField, TableTraits } from "./traits.js";

/** Root fields that point hardware at a table. */
export function rootOf(traits: TableTraits, topAddress: bigint, topLevel: number): RootFields {
  return Object.fromEntries(
    traits.root.map(({ name, holds, shift, plus }) => [
      name,
      holds === "top-address" ? topAddress >> BigInt(shift) : BigInt(topLevel + plus),
    ]),
  );
}

/** Address and level of the top table from root fields. The level of the configuration serves where no field has it. */
export function topOf(
  traits: TableTraits,
  root: RootFields,
  config: TableConfig,
): { address: bigint; topLevel: number } {
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
  const levelField = given("top-level");
  const topLevel = levelField ? Number(root[levelField.name]) - levelField.plus : config.topLevel;
  if (topLevel !== undefined && config.topLevel !== undefined && config.topLevel !== topLevel)
    throw new PtError(
      EINVAL,
      `the root says that the top is at level ${topLevel}, the configuration ${config.topLevel}`,
    );
  return {
    address: root[addressField.name] << BigInt(addressField.shift),
    topLevel: topLevel ?? onlyTop(traits),
  };
}

/** A top level that nobody named can be no other than the only one there is. */
function onlyTop({ top, format }: TableTraits): number {
  if (top.lowest === top.highest) return top.lowest;
  throw new PtError(
    EINVAL,
    `the top of ${format} may be at level ${top.lowest} to ${top.highest}: say which`,
  );
}

/** What registers say of a table: all that is needed to open it in a memory image. */
export interface RegisterRoot {
  readonly root: RootFields;
  /** Features that every table has to which such a register points. */
  readonly features: readonly string[];
  /** Undefined if no register holds it. */
  readonly topLevel: number | undefined;
}

/**
 * Reads root fields out of register values; names count without regard to case. Throws PtError EINVAL: a register that
 * the format does not have, a value of more than 64 bits, no register that holds the address of the top table, two that
 * hold the same, or a level at which no top table can be.
 */
export function rootOfRegisters(
  traits: TableTraits,
  registers: Readonly<Record<string, bigint>>,
): RegisterRoot {
  const given = Object.entries(registers).map(([name, value]) => ({
    register: findRegister(traits, name),
    value: checkRegister(name, value),
  }));
  checkAlone(given, "top-address", "the address");
  checkAlone(given, "top-level", "the level");
  const fields = given.flatMap(({ register, value }) =>
    register.fields.map((field) => {
      const { holds, high, low, shift } = field;
      const bits = (value >> BigInt(low)) & ((2n << BigInt(high - low)) - 1n);
      return {
        holds,
        value: holds === "top-address" ? bits << BigInt(shift) : levelOf(traits, register, field, bits),
      };
    }),
  );
  const address = fields.find(({ holds }) => holds === "top-address");
  const addressField = traits.root.find(({ holds }) => holds === "top-address");
  if (address === undefined || addressField === undefined)
    throw new PtError(EINVAL, `none of the registers holds the address of the top table: ${known(traits)}`);
  const level = fields.find(({ holds }) => holds === "top-level");
  return {
    root: { [addressField.name]: address.value >> BigInt(addressField.shift) },
    features: [...new Set(given.flatMap(({ register }) => register.features))],
    topLevel: level && Number(level.value),
  };
}

function findRegister(traits: TableTraits, name: string): RegisterTraits {
  const found = traits.registers.find((register) => register.name === name.toLowerCase());
  if (found) return found;
  throw new PtError(EINVAL, `${name} is no register of ${traits.format}; ${known(traits)}`);
}

/** Two registers that say the same thing may differ, and nothing tells which of them hardware used. */
function checkAlone(
  given: readonly { readonly register: RegisterTraits }[],
  holds: RootField["holds"],
  what: string,
): void {
  const holding = given.filter(({ register }) => register.fields.some((field) => field.holds === holds));
  if (holding.length < 2) return;
  const names = holding.map(({ register }) => register.name);
  const [first] = names;
  throw new PtError(
    EINVAL,
    names.every((name) => name === first)
      ? `register ${first} is given ${names.length} times`
      : `registers ${names.join(" and ")} each hold ${what} of the top table: give one of them`,
  );
}

/** The level that a field of a register stands for. */
function levelOf(
  { format, top }: TableTraits,
  register: RegisterTraits,
  { name, high, low, plus }: RegisterTraits["fields"][number],
  bits: bigint,
): bigint {
  const level = bits - BigInt(plus);
  if (level >= BigInt(top.lowest) && level <= BigInt(top.highest)) return level;
  const values: string[] = [];
  for (let one = top.lowest; one <= top.highest; one++)
    if (BigInt(one + plus) >> BigInt(high - low + 1) === 0n) values.push(`${one + plus} (level ${one})`);
  throw new PtError(
    EINVAL,
    `register ${register.name}: ${name} is ${bits}, which stands for no table of ${format}; tables have ${values.join(", ")}`,
  );
}

function checkRegister(name: string, value: bigint): bigint {
  return checkWord(`register ${name}`, value);
}

/** Callers without types may pass anything. */
function checkWord(what: string, value: bigint): bigint {
  if (typeof value !== "bigint") throw new PtError(EINVAL, `${what} must be a bigint, not ${typeof value}`);
  if (value >= 0n && value >> 64n === 0n) return value;
  throw new PtError(EINVAL, `${what}: ${value < 0n ? value : hex(value)} is no 64-bit number`);
}

/** The registers that a table can be opened from, and what they hold. */
function known({ registers }: TableTraits): string {
  if (registers.length === 0) return "its spec names no registers: give a root address";
  const described = registers.map(({ name, fields }) => {
    const isAddress = fields.some(({ holds }) => holds === "top-address");
    const isLevel = fields.some(({ holds }) => holds === "top-level");
    return `${name} (${[isAddress ? "address" : "", isLevel ? "level" : ""].filter((text) => text !== "").join(" and ")})`;
  });
  return `there are ${described.join(", ")}`;
}
