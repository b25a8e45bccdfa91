import type { Cube } from "../bit-sets.js";
import type { VariantSpec } from "../language.js";
import { layoutMask, placedValues, rangeMask, singleValues } from "../match.js";
import { protectionNames } from "../protection-names.js";
import { asList, parseBits } from "../ranges.js";
import { alignmentLg2 } from "./alignment.js";
import { type Encoding, rulesFor } from "./encodings.js";

type Conditions = Pick<
  VariantSpec["protections"]["rules"][number],
  "if" | "unless" | "feature" | "without-feature"
>;

/** What is written for one request, at every address. */
export interface CertainItems {
  readonly items: Cube;
  readonly protections: readonly string[];
}

/**
 * The items that an encoder surely produces with no optional feature on: fewer than `writtenItems`, for each request
 * that is not refused. None for a leaf with a size code, whose address bits are not free.
 */
export function* certainItems(spec: VariantSpec, encoding: Encoding, level: number): Generator<CertainItems> {
  const { entry } = encoding;
  const address = addressBits(spec, encoding, level);
  if (address === undefined || entry.contiguous?.["size-code"] !== undefined) return;
  const fixed = placedValues(spec.fields, { ...singleValues(entry.match ?? {}), ...entry.set }, level);
  const rules = rulesFor(spec, encoding, level);
  const requests = entry.kind === "leaf" ? askable(spec) : [[]];
  for (const protections of requests) {
    const added = rules.filter((rule) => applies(rule, protections));
    // Rules that contradict what the entry fixes are rule-against-fixed's.
    const value = added.reduce(
      (bits, { set }) => bits | (placedValues(spec.fields, set ?? {}, level).value & ~fixed.mask),
      fixed.value,
    );
    const all = rangeMask({ high: spec.item.bits - 1, low: 0 });
    yield { items: { mask: all & ~address, value: value & ~address }, protections };
  }
}

/** The requests that map does not refuse, shortest first. */
function askable({ protections }: VariantSpec): readonly (readonly string[])[] {
  const { "require-any": required, refuse = [] } = protections;
  return [...Array(2 ** protectionNames.length).keys()]
    .map((chosen) => protectionNames.filter((_, bit) => ((chosen >> bit) & 1) === 1))
    .filter((names) => required === undefined || names.some((name) => required.includes(name)))
    .filter((names) => !refuse.some((refusal) => applies(refusal, names)))
    .sort((a, b) => a.length - b.length);
}

function applies(conditions: Conditions, protections: readonly string[]): boolean {
  return (
    asList(conditions.feature).length === 0 &&
    asList(conditions.if).every((name) => protections.includes(name)) &&
    !asList(conditions.unless).some((name) => protections.includes(name))
  );
}

/** The item's bits that hold any value the address can have, or undefined while its size is unsound. */
function addressBits(spec: VariantSpec, { entry }: Encoding, level: number): bigint | undefined {
  const lowest = alignmentLg2(spec, entry, level);
  if (lowest === undefined) return undefined;
  const beyond = entry.kind === "leaf" ? spec.oa.max : 64;
  let free = layoutMask(spec, entry.address);
  for (const { bits, from } of spec.addresses[entry.address ?? ""] ?? []) {
    const { high, low } = parseBits(bits);
    for (let bit = low; bit <= high; bit++) {
      const holds = from + bit - low;
      if (holds < lowest || holds >= beyond) free &= ~(1n << BigInt(bit));
    }
  }
  return free;
}
