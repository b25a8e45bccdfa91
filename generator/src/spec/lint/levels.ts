import { allLevels } from "../match.js";
import type { Path } from "../positions.js";
import {
  contains,
  exactLg2,
  formatSize,
  parseBits,
  parseLevels,
  parseSize,
  type Range,
  slotBytesLg2,
  valuesOf,
} from "../ranges.js";
import type { LintContext, LintRule } from "./rule.js";

const levelGap: LintRule = {
  id: "level-gap",
  severity: "error",
  needs: ["levels"],
  after: ["range-reversed"],
  meaning: "The levels do not run from 0 up without a gap, or a level is described twice.",
  check({ spec, report }) {
    const seen = new Set<number>();
    for (const [index, { levels }] of spec.levels.entries()) {
      for (const level of valuesOf(parseLevels(levels))) {
        if (seen.has(level)) {
          report(
            ["levels", index, "levels"],
            `level ${level} is described twice`,
            "describe each level once",
          );
        }
        seen.add(level);
      }
    }
    const highest = Math.max(...seen);
    const missing = valuesOf({ low: 0, high: highest }).filter((level) => !seen.has(level));
    if (missing.length > 0) {
      report(
        ["levels"],
        `level ${missing.join(", ")} is missing below level ${highest}`,
        "describe every level",
        "key",
      );
    }
  },
};

/** VA bits that levels 0 to `top` translate, or undefined while the levels are unsound. */
function coverage(
  { spec }: LintContext,
  top: number,
): { readonly bits: number; readonly below: number } | undefined {
  const granule = exactLg2(parseSize(spec.granule));
  if (granule === undefined) return undefined;
  let below = granule;
  let bits = granule;
  for (let level = 0; level <= top; level++) {
    const described = spec.levels.find(({ levels }) => contains(parseLevels(levels), level));
    if (described === undefined) return undefined;
    below = bits;
    bits += described["index-bits"];
  }
  return { bits, below };
}

const vaUncovered: LintRule = {
  id: "va-uncovered",
  severity: "error",
  needs: ["granule", "levels", "top", "va"],
  after: ["range-reversed", "level-gap", "size-not-power-of-two"],
  meaning: "The granule and the levels up to the highest top translate fewer bits than va.max.",
  check(context) {
    const top = parseLevels(context.spec.top.levels).high;
    const covered = coverage(context, top);
    const { max } = context.spec.va;
    const more = exactLg2(BigInt(context.spec.top.concatenated ?? 1)) ?? 0;
    if (covered === undefined || covered.bits + more >= max) return;
    context.report(
      ["va", "max"],
      `levels 0 to ${top} translate ${covered.bits} bits of VA, ${max - covered.bits} fewer than va.max`,
      `write ${covered.bits}, or give the levels more index bits`,
    );
  },
};

const vaExceeded: LintRule = {
  id: "va-exceeded",
  severity: "error",
  needs: ["granule", "levels", "top", "va"],
  after: ["range-reversed", "level-gap", "size-not-power-of-two"],
  meaning: "The highest top level lies above va.max altogether, or the levels translate more than 64 bits.",
  check(context) {
    const top = parseLevels(context.spec.top.levels).high;
    const covered = coverage(context, top);
    const { max } = context.spec.va;
    if (covered === undefined || (covered.below < max && covered.bits <= 64)) return;
    context.report(
      ["va", "max"],
      `levels 0 to ${top} translate ${covered.bits} bits of VA, but va.max is ${max}`,
      covered.bits > 64
        ? "give the top level fewer index bits"
        : "correct va.max, or lower the highest top level",
    );
  },
};

const vaWidthImpossible: LintRule = {
  id: "va-width-impossible",
  severity: "error",
  needs: ["granule", "levels", "top", "va"],
  after: ["range-reversed", "level-gap", "size-not-power-of-two", "top-outside-levels", "va-uncovered"],
  meaning: "No table can have one of the VA widths, a width is listed twice, or va.max is none of them.",
  check(context) {
    const { va, top } = context.spec;
    const { low, high } = parseLevels(top.levels);
    const [lowest, highest] = [coverage(context, low), coverage(context, high)];
    if (va.widths === undefined || lowest === undefined || highest === undefined) return;
    const most = Math.min(va.max, highest.bits);
    for (const [index, width] of va.widths.entries()) {
      const why =
        width > most
          ? `${width} bits are more than the ${most} that tables translate`
          : width < lowest.below
            ? `${width} bits do not fill one item of a top at level ${low}, which takes ${lowest.below}`
            : va.widths.indexOf(width) < index
              ? `${width} is listed twice`
              : undefined;
      if (why !== undefined)
        context.report(
          ["va", "widths", index],
          why,
          `write a width from ${lowest.below} to ${most}, or take it out`,
        );
    }
    if (va.widths.includes(va.max)) return;
    const widest = Math.max(...va.widths);
    context.report(
      ["va", "max"],
      `va.max is ${va.max}, but VAs may only be ${va.widths.join(", ")} bits wide`,
      widest < va.max ? `write ${widest}` : `add ${va.max} to the widths`,
    );
  },
};

const topOutsideLevels: LintRule = {
  id: "top-outside-levels",
  severity: "error",
  needs: ["levels", "top"],
  after: ["range-reversed", "level-gap", "size-not-power-of-two"],
  meaning: "A top level is allowed that the format does not describe.",
  check({ spec, report }) {
    const known = allLevels(spec);
    const unknown = valuesOf(parseLevels(spec.top.levels)).filter((level) => !known.includes(level));
    if (unknown.length === 0) return;
    report(
      ["top", "levels"],
      `a top at level ${unknown.join(", ")} is allowed, but there is no such level`,
      `write levels from 0 to ${Math.max(...known)}, or describe level ${unknown.join(", ")} under "levels"`,
    );
  },
};

const tableSizeMismatch: LintRule = {
  id: "table-size-mismatch",
  severity: "error",
  needs: ["item", "levels"],
  after: ["range-reversed", "level-gap", "size-not-power-of-two", "item-outside-slot"],
  meaning: "A table is allocated with fewer bytes than its items take.",
  check({ spec, report }) {
    for (const [index, level] of spec.levels.entries()) {
      const own = level["table-size"];
      const size = own ?? spec["table-size"];
      const items = 1n << BigInt(level["index-bits"] + slotBytesLg2(spec.item));
      if (size === undefined || parseSize(size) >= items) continue;
      report(
        own === undefined ? ["table-size"] : ["levels", index, "table-size"],
        `${1n << BigInt(level["index-bits"])} items of ${spec.item.bits} bits${spec.item.slot === undefined ? "" : ` in slots of ${spec.item.slot}`} take ${items} bytes`,
        `write ${formatSize(exactLg2(items) ?? 0)}, or give the level fewer index bits`,
      );
    }
  },
};

const sizeNotPowerOfTwo: LintRule = {
  id: "size-not-power-of-two",
  severity: "error",
  needs: ["granule", "item", "levels", "sizes"],
  meaning:
    "A granule, slot, table or leaf size, or the number of concatenated tables, is not a power of two.",
  check({ spec, report }) {
    const sizes: [Path, number | string | undefined][] = [
      [["granule"], spec.granule],
      [["item", "slot"], spec.item.slot],
      [["table-size"], spec["table-size"]],
      ...spec.levels.map((level, index): [Path, number | string | undefined] => [
        ["levels", index, "table-size"],
        level["table-size"],
      ]),
      [["top", "concatenated"], spec.top.concatenated],
      ...(spec.sizes?.except ?? []).map(({ size }, index): [Path, number | string] => [
        ["sizes", "except", index, "size"],
        size,
      ]),
    ];
    for (const [path, size] of sizes) {
      if (size === undefined || exactLg2(parseSize(size)) !== undefined) continue;
      report(path, `${size} is not a power of two`, "write a power of two, e.g. 4KiB");
    }
  },
};

const rangeReversed: LintRule = {
  id: "range-reversed",
  severity: "error",
  needs: [],
  meaning: "A range of levels or counts starts above its end, or a range of bits starts below it.",
  check({ spec, report }) {
    for (const { path, text, range, isBits } of ranges(spec)) {
      if (range.low <= range.high) continue;
      report(
        path,
        `"${text}" is the wrong way round`,
        isBits
          ? `bits are written high..low: ${range.low}..${range.high}`
          : `write low..high: ${range.high}..${range.low}`,
      );
    }
  },
};

interface WrittenRange {
  readonly path: Path;
  readonly text: number | string;
  readonly range: Range;
  readonly isBits: boolean;
}

function* ranges(spec: LintContext["spec"]): Generator<WrittenRange> {
  const levels = (path: Path, text: number | string): WrittenRange => ({
    path,
    text,
    range: parseLevels(text),
    isBits: false,
  });
  const bits = (path: Path, text: number | string): WrittenRange => ({
    path,
    text,
    range: parseBits(text),
    isBits: true,
  });
  yield levels(["top", "levels"], spec.top.levels);
  for (const [index, level] of spec.levels.entries()) yield levels(["levels", index, "levels"], level.levels);
  for (const [name, field] of Object.entries(spec.fields)) {
    yield typeof field === "object"
      ? bits(["fields", name, "bits"], field.bits)
      : bits(["fields", name], field);
    if (typeof field === "object" && field.levels !== undefined)
      yield levels(["fields", name, "levels"], field.levels);
  }
  for (const [name, { fields }] of Object.entries(spec.registers ?? {})) {
    for (const [field, described] of Object.entries(fields))
      yield bits(["registers", name, "fields", field, "bits"], described.bits);
  }
  for (const [name, pieces] of Object.entries(spec.addresses)) {
    for (const [index, piece] of pieces.entries()) yield bits(["addresses", name, index, "bits"], piece.bits);
  }
  for (const [name, entry] of Object.entries(spec.entries)) {
    if (entry.levels !== undefined) yield levels(["entries", name, "levels"], entry.levels);
    const counts = entry.contiguous?.counts;
    if (typeof counts === "string") yield levels(["entries", name, "contiguous", "counts"], counts);
  }
  for (const [index, rule] of spec.protections.rules.entries()) {
    if (rule.levels !== undefined) yield levels(["protections", "rules", index, "levels"], rule.levels);
  }
}

/** Levels, ranges and sizes. */
export const levelRules: readonly LintRule[] = [
  rangeReversed,
  sizeNotPowerOfTwo,
  levelGap,
  vaUncovered,
  vaExceeded,
  topOutsideLevels,
  vaWidthImpossible,
  tableSizeMismatch,
];
