import type { RegisterModel, RootFieldModel, VariantModel } from "../model/model.js";

type Held = Pick<RootFieldModel, "holds" | "shift" | "plus">;

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

const exampleAddress = 0x8188_2000n;

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

/** The first register that holds the address, and one that holds the level where that does not. */
function registerCall(variant: VariantModel): string {
  const address = addressRegister(variant);
  if (address === undefined) return "";
  const isEnough = address.fields.some(({ holds }) => holds === "top-level");
  const level = isEnough ? undefined : firstHolding(variant, "top-level");
  const chosen = level === undefined ? [address] : [address, level];
  return callText(
    chosen.map(({ name, fields }): [string, bigint] => [
      name,
      fields.reduce((value, field) => value | (heldValue(variant, field) << BigInt(field.low)), 0n),
    ]),
    chosen.flatMap(({ fields }) => fields),
    variant,
    [],
  );
}

function addressRegister(variant: VariantModel): RegisterModel | undefined {
  return firstHolding(variant, "top-address");
}

function firstHolding({ registers }: VariantModel, holds: Held["holds"]): RegisterModel | undefined {
  return registers.find(({ fields }) => fields.some((field) => field.holds === holds));
}

function heldValue({ top }: VariantModel, { holds, shift, plus }: Held): bigint {
  return holds === "top-address" ? exampleAddress >> BigInt(shift) : BigInt(top.highest + plus);
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
  const saysLevel = top.lowest === top.highest || fields.some(({ holds }) => holds === "top-level");
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
export function holdsText({ holds, shift, plus }: Held): string {
  if (holds === "top-address")
    return `physical address of the top table${shift === 0 ? "" : `, shifted right by ${shift}`}`;
  if (plus === 0) return "level of the top table";
  return `level of the top table ${plus > 0 ? `plus ${plus}` : `minus ${-plus}`}`;
}
