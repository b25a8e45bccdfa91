import type { RegisterFieldModel, RegisterModel, RootFieldModel, VariantModel } from "../model/model.js";

type Held = Pick<RootFieldModel, "holds" | "shift" | "plus" | "from">;

/** What the README says of reading tables in images: calls that open one, and a row per root field and register. */
export interface ReadingText {
  /** Arguments of `TableView.openRegisters`; empty if the variant has no registers. */
  readonly registerCall: string;
  /** Arguments of `TableView.open`; empty if it has no root fields. */
  readonly rootCall: string;
  readonly rootRows: readonly { readonly name: string; readonly holds: string }[];
  readonly registerRows: readonly {
    readonly name: string;
    readonly bits: string;
    readonly holds: string;
  }[];
}

const exampleAddress = 0x8188_0000n;

/** Of one variant, with an example table whose top is as high as it can be. */
export function readingText(variant: VariantModel): ReadingText {
  const { root, registers } = variant;
  return {
    registerCall: registerCall(variant),
    rootCall:
      root.length === 0
        ? ""
        : callText(
            root.map((field): [string, bigint] => [field.name, heldValue(variant, field)]),
            root,
            variant,
            // Registers bring their features with them, root fields do not.
            addressRegister(variant)?.features ?? [],
          ),
    rootRows: root.map((field) => ({ name: field.name, holds: holdsText(field) })),
    registerRows: registers.flatMap(({ name, fields }) =>
      fields.map((field) => ({
        name,
        bits: field.high === field.low ? `${field.low}` : `${field.high}..${field.low}`,
        holds: holdsText(field),
      })),
    ),
  };
}

/** The first register that holds the address, and those that hold the level and the width where that does not. */
function registerCall(variant: VariantModel): string {
  const address = addressRegister(variant);
  if (address === undefined) return "";
  const chosen = [address];
  const read = ({ fields }: RegisterModel): readonly RegisterFieldModel[] =>
    fields.filter(
      ({ features = [], withoutFeatures = [] }) =>
        features.every((name) => address.features.includes(name)) &&
        !withoutFeatures.some((name) => address.features.includes(name)),
    );
  for (const what of ["top-level", "va-bits"] as const) {
    const having = (register: RegisterModel) => read(register).some(({ holds }) => holds === what);
    // Another register that holds an address would be a second one.
    const found = variant.registers.find((register) => having(register) && !holdsAddress(register));
    if (found !== undefined && !chosen.some(having)) chosen.push(found);
  }
  return callText(
    chosen.map((register): [string, bigint] => [
      register.name,
      read(register).reduce((value, field) => value | fieldBits(variant, field), 0n),
    ]),
    chosen.flatMap(read),
    variant,
    [],
  );
}

/** What a field of a register holds, in its place. */
function fieldBits(variant: VariantModel, field: RegisterFieldModel): bigint {
  const mask = (2n << BigInt(field.high - field.low)) - 1n;
  return (heldValue(variant, field) & mask) << BigInt(field.low);
}

function holdsAddress({ fields }: RegisterModel): boolean {
  return fields.some(({ holds }) => holds === "top-address");
}

function addressRegister(variant: VariantModel): RegisterModel | undefined {
  return variant.registers.find(holdsAddress);
}

function heldValue({ top, va }: VariantModel, { holds, shift, plus, from }: Held): bigint {
  if (holds === "top-address") return exampleAddress >> BigInt(shift);
  if (holds === "top-level") return BigInt(top.highest + plus);
  return BigInt(from === undefined ? va.maxLg2 + plus : from - va.maxLg2);
}

/** `{ name: 0x81882000n }, { topLevel: 3 }`: values, and what they do not say. */
function callText(
  values: readonly (readonly [name: string, value: bigint])[],
  fields: readonly Held[],
  { top, features }: VariantModel,
  implied: readonly string[],
): string {
  const always = features.filter((feature) => feature.always).map(({ name }) => name);
  const needed = [...new Set([...always, ...implied])].map((name) => JSON.stringify(name));
  const saysLevel = top.lowest === top.highest || fields.some(({ holds }) => holds !== "top-address");
  const config = [
    ...(saysLevel ? [] : [`topLevel: ${top.highest}`]),
    ...(needed.length === 0 ? [] : [`features: [${needed.join(", ")}]`]),
  ];
  const members = values.map(([name, value]) => `${keyText(name)}: ${valueText(value)}`);
  return `{ ${members.join(", ")} }${config.length === 0 ? "" : `, { ${config.join(", ")} }`}`;
}

function keyText(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name);
}

function valueText(value: bigint): string {
  return value < 100n ? `${value}n` : `0x${value.toString(16)}n`;
}

/** `level of the top table plus 1`. */
export function holdsText({ holds, shift, plus, from }: Held): string {
  if (holds === "top-address")
    return `physical address of the top table${shift === 0 ? "" : `, shifted right by ${shift}`}`;
  if (holds === "va-bits" && from !== undefined) return `${from} minus the bits of VA`;
  const what = holds === "va-bits" ? "bits of VA" : "level of the top table";
  return plus === 0 ? what : `${what} ${plus > 0 ? `plus ${plus}` : `minus ${-plus}`}`;
}
