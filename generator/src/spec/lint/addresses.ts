import type { VariantSpec } from "../language.js";
import { entryLevels, rangeMask } from "../match.js";
import { parseBits, type Range } from "../ranges.js";
import { alignmentLg2 } from "./alignment.js";
import type { LintRule } from "./rule.js";

type Piece = VariantSpec["addresses"][string][number];

/** The address bits of a piece. */
function addressRange({ bits, from }: Piece): Range {
  const { low, high } = parseBits(bits);
  return { low: from, high: from + high - low };
}

const addressOverlap: LintRule = {
  id: "address-overlap",
  severity: "error",
  needs: ["addresses"],
  after: ["range-reversed"],
  meaning: "Two pieces of an address use the same bit of the item, or hold the same bit of the address.",
  check({ spec, report }) {
    for (const [name, pieces] of Object.entries(spec.addresses)) {
      let [entryBits, addressBits] = [0n, 0n];
      for (const [index, piece] of pieces.entries()) {
        const own = rangeMask(parseBits(piece.bits));
        const held = rangeMask(addressRange(piece));
        if ((entryBits & own) !== 0n) {
          report(
            ["addresses", name, index, "bits"],
            "an earlier piece uses some of these bits",
            "use each bit once",
          );
        } else if ((addressBits & held) !== 0n) {
          const { low, high } = addressRange(piece);
          report(
            ["addresses", name, index, "from"],
            `this piece holds address bits ${high}..${low}, and an earlier one holds some of them`,
            "hold each address bit once",
          );
        }
        entryBits |= own;
        addressBits |= held;
      }
    }
  },
};

const addressGap: LintRule = {
  id: "address-gap",
  severity: "error",
  needs: ["item", "granule", "levels", "addresses", "entries"],
  after: ["range-reversed", "level-gap", "size-not-power-of-two", "table-size-mismatch", "address-overlap"],
  meaning:
    "A layout misses address bits: between its pieces, or below them down to the alignment of what it points to.",
  check({ spec, report }) {
    for (const [name, pieces] of Object.entries(spec.addresses)) {
      const ranges = pieces.map(addressRange).filter(({ low, high }) => low <= high);
      const [first, ...rest] = ranges.sort((a, b) => a.low - b.low);
      if (first === undefined) continue;
      let next = first.high + 1;
      for (const { low, high } of rest) {
        if (low > next) {
          report(
            ["addresses", name],
            `no piece of "${name}" holds address ${formatBits(low - 1, next)}`,
            "add a piece for them",
            "key",
          );
        }
        next = Math.max(next, high + 1);
      }
      const alignment = leastAlignment(spec, name);
      if (alignment !== undefined && first.low > alignment) {
        report(
          ["addresses", name],
          `"${name}" holds address bits from ${first.low} up, but is used for addresses aligned to ${2 ** alignment} bytes`,
          `add a piece for ${formatBits(first.low - 1, alignment)}`,
          "key",
        );
      }
    }
  },
};

function formatBits(high: number, low: number): string {
  return high === low ? `bit ${low}` : `bits ${high}..${low}`;
}

/** lg2 of the smallest alignment of an address that this layout has to hold. */
function leastAlignment(spec: VariantSpec, layout: string): number | undefined {
  const alignments: number[] = [];
  for (const entry of Object.values(spec.entries)) {
    if (entry.address !== layout) continue;
    for (const level of entryLevels(spec, entry)) {
      const aligned = alignmentLg2(spec, entry, level);
      if (aligned !== undefined) alignments.push(aligned);
    }
  }
  return alignments.length === 0 ? undefined : Math.min(...alignments);
}

const oaTooWide: LintRule = {
  id: "oa-too-wide",
  severity: "error",
  needs: ["item", "granule", "levels", "oa", "addresses", "entries"],
  after: ["range-reversed"],
  meaning: "A leaf cannot hold an output address of oa.max bits, and nothing says what becomes of the rest.",
  check({ spec, report }) {
    const isHeld = Object.values(spec.entries).some(({ kind, address }) => {
      return kind === "leaf" && (heldBits(spec, address) ?? 0) >= spec.oa.max;
    });
    // Where other leaves hold them all, this one may be meant.
    const refusal = isHeld ? ", or add `high-oa: refuse` to the leaf" : "";
    for (const [name, { kind, address, "high-oa": beyond }] of Object.entries(spec.entries)) {
      if (kind !== "leaf" || address === undefined || beyond !== undefined) continue;
      const pieces = spec.addresses[address];
      const width = heldBits(spec, address);
      if (pieces === undefined || width === undefined) continue;
      if (width >= spec.oa.max) continue;
      report(
        ["oa", "max"],
        `the leaf "${name}" holds OAs of ${width} bits, but oa.max is ${spec.oa.max}`,
        `write ${width}, or ${higherBits(spec, address, pieces)}${refusal}`,
      );
    }
  },
};

const oaUncheckedWidth: LintRule = {
  id: "oa-unchecked-width",
  severity: "error",
  needs: ["oa"],
  meaning: "oa.unchecked lists a width that no table has, or lists one twice.",
  check({ spec: { oa }, report }) {
    for (const [index, width] of (oa.unchecked ?? []).entries()) {
      const isListed = oa.widths?.includes(width) ?? true;
      const why =
        width > oa.max
          ? `OAs have ${oa.max} bits at most, not ${width}`
          : !isListed
            ? `${width} is not one of oa.widths`
            : oa.unchecked?.indexOf(width) !== index
              ? `${width} is listed twice`
              : undefined;
      if (why !== undefined)
        report(
          ["oa", "unchecked", index],
          why,
          isListed
            ? `write a width up to ${oa.max}, or take it out; in a variant, \`unchecked: null\` takes all out`
            : `write one of ${oa.widths?.join(", ")}`,
        );
    }
  },
};

/** Bits of the addresses that a layout holds. */
function heldBits(spec: VariantSpec, layout: string | undefined): number | undefined {
  const pieces = layout === undefined ? undefined : spec.addresses[layout];
  return pieces && Math.max(...pieces.map((piece) => addressRange(piece).high + 1));
}

/** How a layout gets more bits. A piece that starts below the smallest leaf most likely holds a page number. */
function higherBits(spec: VariantSpec, layout: string, pieces: readonly Piece[]): string {
  const aligned = leastAlignment(spec, layout);
  const lowest = pieces.find(({ from }) => aligned !== undefined && from < aligned);
  return lowest === undefined
    ? `add a piece to the layout "${layout}"`
    : `let bits ${lowest.bits} of the layout "${layout}" hold address bits from ${aligned} up`;
}

const highOaUnused: LintRule = {
  id: "high-oa-unused",
  severity: "warning",
  needs: ["oa", "addresses", "entries"],
  after: ["range-reversed"],
  meaning: "`high-oa` stands in an entry that is no leaf, or in a leaf that holds all bits of an OA.",
  check({ spec, report }) {
    for (const [name, { kind, address, "high-oa": beyond }] of Object.entries(spec.entries)) {
      if (beyond === undefined) continue;
      const width = heldBits(spec, address);
      if (kind === "leaf" && (width === undefined || width < spec.oa.max)) continue;
      const why = kind === "leaf" ? `holds all ${spec.oa.max} bits of an OA` : "is no leaf";
      report(
        ["entries", name, "high-oa"],
        `"${name}" ${why}`,
        "remove it, or write `null` in a variant",
        "key",
      );
    }
  },
};

const addressUnused: LintRule = {
  id: "address-unused",
  severity: "warning",
  needs: ["addresses", "entries"],
  meaning: "No entry uses an address layout.",
  check({ spec, report }) {
    const used = new Set(Object.values(spec.entries).map(({ address }) => address));
    for (const name of Object.keys(spec.addresses)) {
      if (!used.has(name))
        report(["addresses", name], `no entry uses the layout "${name}"`, "remove it", "key");
    }
  },
};

/** Where addresses stand in an item. */
export const addressRules: readonly LintRule[] = [
  addressOverlap,
  addressGap,
  oaTooWide,
  oaUncheckedWidth,
  highOaUnused,
  addressUnused,
];
