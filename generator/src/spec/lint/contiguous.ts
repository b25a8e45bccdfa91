import type { EntrySpec, VariantSpec } from "../language.js";
import { entryLevels, layoutMask } from "../match.js";
import type { Path } from "../positions.js";
import { contains, countsAt, exactLg2, formatSize, parseLevels, parseSize, valuesOf } from "../ranges.js";
import type { LintContext, LintRule } from "./rule.js";

interface Contiguous {
  readonly name: string;
  readonly entry: EntrySpec;
  readonly contiguous: NonNullable<EntrySpec["contiguous"]>;
  readonly path: Path;
}

function contiguousEntries({ spec }: LintContext): readonly Contiguous[] {
  return Object.entries(spec.entries).flatMap(([name, entry]) =>
    entry.contiguous === undefined
      ? []
      : [{ name, entry, contiguous: entry.contiguous, path: ["entries", name, "contiguous"] }],
  );
}

const contiguousNotLeaf: LintRule = {
  id: "contiguous-not-leaf",
  severity: "error",
  needs: ["entries"],
  meaning: "An entry that is no leaf is said to fuse items.",
  check(context) {
    for (const { name, entry, path } of contiguousEntries(context)) {
      if (entry.kind === "leaf") continue;
      context.report(
        path,
        `"${name}" is no leaf, so its items cannot be fused`,
        'remove "contiguous"',
        "key",
      );
    }
  },
};

const contiguousNotPowerOfTwo: LintRule = {
  id: "contiguous-not-power-of-two",
  severity: "error",
  needs: ["levels", "entries"],
  meaning: "An item count is not a power of two from 2 up.",
  check(context) {
    for (const { entry, contiguous, path } of contiguousEntries(context)) {
      const counts = entryLevels(context.spec, entry).flatMap((level) => countsAt(contiguous.counts, level));
      const bad = counts.find((count) => count < 2 || exactLg2(BigInt(count)) === undefined);
      if (bad === undefined) continue;
      context.report([...path, "counts"], `${bad} items cannot be fused`, "use powers of two from 2 up");
    }
  },
};

const contiguousBeyondTable: LintRule = {
  id: "contiguous-beyond-table",
  severity: "error",
  needs: ["levels", "entries"],
  after: ["range-reversed", "level-gap"],
  meaning: "A contiguous entry has more items than a table of its level.",
  check(context) {
    for (const { entry, contiguous, path } of contiguousEntries(context)) {
      for (const level of entryLevels(context.spec, entry)) {
        const bits =
          context.spec.levels.find(({ levels }) => contains(parseLevels(levels), level))?.["index-bits"] ?? 0;
        const largest = Math.max(0, ...countsAt(contiguous.counts, level));
        if (largest <= 2 ** bits) continue;
        context.report(
          [...path, "counts"],
          `${largest} items do not fit in a table of level ${level}, which has ${2 ** bits}`,
          `use counts up to ${2 ** bits}`,
        );
      }
    }
  },
};

const contiguousLevels: LintRule = {
  id: "contiguous-levels",
  severity: "error",
  needs: ["levels", "entries"],
  after: ["range-reversed", "level-gap"],
  meaning:
    "A contiguous entry has no item count at one of its levels, or one for a level that is not its own.",
  check(context) {
    for (const { name, entry, contiguous, path } of contiguousEntries(context)) {
      const own = entryLevels(context.spec, entry);
      const without = own.filter((level) => countsAt(contiguous.counts, level).length === 0);
      if (without.length > 0) {
        context.report(
          [...path, "counts"],
          `"${name}" stands at level ${without.join(", ")}, but has no count there`,
          "add a count, or restrict the entry's levels",
        );
      }
      if (typeof contiguous.counts !== "object" || Array.isArray(contiguous.counts)) continue;
      for (const key of Object.keys(contiguous.counts)) {
        if (own.includes(Number(key.slice("level ".length)))) continue;
        context.report([...path, "counts", key], `"${name}" does not stand at ${key}`, "remove it", "key");
      }
    }
  },
};

const contiguousWithoutCode: LintRule = {
  id: "contiguous-without-code",
  severity: "error",
  needs: ["levels", "entries"],
  meaning: "An entry has several item counts at one level, but nothing in the item tells which.",
  check(context) {
    for (const { entry, contiguous, path } of contiguousEntries(context)) {
      if (contiguous["size-code"] !== undefined) continue;
      const level = entryLevels(context.spec, entry).find(
        (each) => countsAt(contiguous.counts, each).length > 1,
      );
      if (level === undefined) continue;
      context.report(
        [...path, "counts"],
        `several counts at level ${level}, but no size code tells them apart`,
        "add a size-code, or one entry per count with a match of its own",
      );
    }
  },
};

const sizeCodeOutsideAddress: LintRule = {
  id: "size-code-outside-address",
  severity: "error",
  needs: ["addresses", "entries"],
  meaning:
    "A size code starts at a bit that holds no address, or its items differ in the very bits that hold it.",
  check(context) {
    for (const { entry, contiguous, path } of contiguousEntries(context)) {
      const code = contiguous["size-code"];
      if (code === undefined || entry.address === undefined) continue;
      const mask = layoutMask(context.spec, entry.address);
      if (mask !== 0n && ((mask >> BigInt(code.low)) & 1n) === 0n) {
        context.report(
          [...path, "size-code", "low"],
          `bit ${code.low} holds no address in the layout "${entry.address}"`,
          "start the code at an address bit",
        );
      }
      if (contiguous.items === "advance") {
        context.report(
          [...path, "items"],
          "items whose addresses advance have no low address bits left for a size code",
          'write "items: same", or remove the size code',
        );
      }
    }
  },
};

const contiguousNotOptional: LintRule = {
  id: "contiguous-not-optional",
  severity: "error",
  needs: ["levels", "entries"],
  after: ["range-reversed", "level-gap"],
  meaning: "A leaf that a feature allows comes before another with as many items, and is written for both.",
  check(context) {
    const leaves = Object.entries(context.spec.entries).filter(([, { kind }]) => kind === "leaf");
    for (const [index, [name, entry]] of leaves.entries()) {
      if (entry.contiguous?.feature === undefined) continue;
      const counts = (other: EntrySpec, level: number) =>
        entryLevels(context.spec, other).includes(level)
          ? other.contiguous === undefined
            ? [1]
            : countsAt(other.contiguous.counts, level)
          : [];
      const later = leaves.slice(index + 1).find(([, other]) =>
        entryLevels(context.spec, entry).some((level) => {
          const own = counts(entry, level);
          return counts(other, level).some((count) => own.includes(count));
        }),
      );
      if (later === undefined) continue;
      context.report(
        ["entries", name, "contiguous", "feature"],
        `"${later[0]}" has a leaf of as many items, which would be written as "${name}" while the feature is off`,
        `move "${name}" behind it, or give them different counts`,
      );
    }
  },
};

const sizeExceptImpossible: LintRule = {
  id: "size-except-impossible",
  severity: "warning",
  needs: ["granule", "levels", "entries", "sizes"],
  after: ["range-reversed", "level-gap"],
  meaning: "A size is excepted that no leaf has anyway.",
  check({ spec, report }) {
    const possible = possibleSizes(spec);
    for (const [index, { size }] of (spec.sizes?.except ?? []).entries()) {
      const lg2 = exactLg2(parseSize(size));
      if (lg2 === undefined || possible.has(lg2)) continue;
      report(
        ["sizes", "except", index, "size"],
        `no leaf spans ${size}`,
        `remove the exception; leaves span ${[...possible].map(formatSize).join(", ")}`,
      );
    }
  },
};

function possibleSizes(spec: VariantSpec): ReadonlySet<number> {
  const sizes = new Set<number>();
  let item = exactLg2(parseSize(spec.granule)) ?? 0;
  for (const { levels, "index-bits": bits } of [...spec.levels].sort(
    (a, b) => lowest(a.levels) - lowest(b.levels),
  )) {
    for (const level of valuesOf(parseLevels(levels))) {
      for (const entry of Object.values(spec.entries)) {
        if (entry.kind !== "leaf" || !entryLevels(spec, entry).includes(level)) continue;
        const counts = entry.contiguous === undefined ? [1] : countsAt(entry.contiguous.counts, level);
        for (const count of counts) sizes.add(item + (exactLg2(BigInt(count)) ?? 0));
      }
      item += bits;
    }
  }
  return sizes;
}

function lowest(levels: number | string): number {
  return parseLevels(levels).low;
}

/** Contiguous entries and leaf sizes. */
export const contiguousRules: readonly LintRule[] = [
  contiguousNotLeaf,
  contiguousNotPowerOfTwo,
  contiguousBeyondTable,
  contiguousLevels,
  contiguousWithoutCode,
  sizeCodeOutsideAddress,
  contiguousNotOptional,
  sizeExceptImpossible,
];
