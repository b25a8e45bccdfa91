import { type Cube, common } from "../bit-sets.js";
import type { EntrySpec, Section, VariantSpec } from "../language.js";
import { allLevels, entryLevels } from "../match.js";
import { contains, parseLevels } from "../ranges.js";
import { certainItems } from "./certain-items.js";
import { type Encoding, encodingsAt, without, writtenItems } from "./encodings.js";
import { matchTooComplex } from "./match-too-complex.js";
import type { LintContext, LintRule } from "./rule.js";

const needs: readonly Section[] = ["item", "levels", "fields", "addresses", "entries"];

const entryUnreachable: LintRule = {
  id: "entry-unreachable",
  severity: "error",
  needs,
  after: ["range-reversed", "level-gap", "unknown-field"],
  meaning:
    "No item can ever be this entry: it stands at no level, or earlier entries take everything it matches. A leaf or table is not reached at one of its levels.",
  check({ spec, report }) {
    const taken = new Map<string, number[]>();
    for (const level of allLevels(spec)) {
      const encodings = encodingsAt(spec, level);
      for (const [index, { name, accepted }] of encodings.entries()) {
        if (without(accepted, encodings.slice(0, index)).length > 0) continue;
        taken.set(name, [...(taken.get(name) ?? []), level]);
      }
    }
    for (const [name, entry] of Object.entries(spec.entries)) {
      const levels = entryLevels(spec, entry);
      const lost = taken.get(name) ?? [];
      if (levels.length === 0)
        report(
          ["entries", name],
          `"${name}" stands at no level of the format`,
          `write levels from 0 to ${Math.max(...allLevels(spec))}`,
          "key",
        );
      else if (lost.length === levels.length)
        report(
          ["entries", name],
          `"${name}" is never reached: the entries before it take every item that it matches`,
          `move "${name}" up, or make its match differ`,
          "key",
        );
      // Nothing is written as an entry without an address, so that it may name more levels than it has.
      else if (lost.length > 0 && hasAddress(entry))
        report(
          ["entries", name],
          `"${name}" is never reached at level ${lost.join(", ")}: the entries before it take every item that it matches there`,
          `take level ${lost.join(", ")} out of the levels of "${name}", or make its match differ`,
          "key",
        );
    }
  },
};

const entryNotEncodable: LintRule = {
  id: "entry-not-encodable",
  severity: "error",
  needs: [...needs, "granule", "oa", "protections", "features"],
  after: ["range-reversed", "level-gap", "unknown-field", "size-not-power-of-two"],
  meaning: "What an encoder writes for a leaf or table is not read back as that entry.",
  check({ spec, report }) {
    const wrong = new Map<string, { readonly misread: Misread; readonly levels: number[] }>();
    for (const level of allLevels(spec)) {
      const encodings = encodingsAt(spec, level);
      for (const [index, encoding] of encodings.entries()) {
        const misread = misreadAt(spec, encodings, index, level);
        if (misread === undefined) continue;
        const { levels } = wrong.get(encoding.name) ?? { levels: [] };
        wrong.set(encoding.name, { misread, levels: [...levels, level] });
      }
    }
    for (const [name, { misread, levels }] of wrong) {
      const where = `"${name}" at level ${levels.join(", ")}`;
      const { reader, cause } = misread;
      if (cause === undefined)
        report(
          ["entries", name],
          `what is written for ${where} does not read back as "${name}"`,
          `add to "set" the fields that its match excludes values of`,
          "key",
        );
      else
        report(
          ["entries", name],
          `what is written for ${where}${cause === "" ? "" : `, ${cause},`} reads back as ${reader === undefined ? "something else" : `"${reader}"`}`,
          reader === undefined
            ? `make the match of "${name}" accept it, or refuse to map it`
            : `make the match of "${reader}" narrower, or let "${name}" write a value that it excludes`,
          "key",
        );
    }
  },
};

interface Misread {
  /** The entry that takes the item, if it is an earlier one. */
  readonly reader?: string;
  /** What is mapped; undefined if nothing at all reads back. */
  readonly cause?: string;
}

/** How an entry of one level is surely not read back, or undefined. */
function misreadAt(
  spec: VariantSpec,
  encodings: readonly Encoding[],
  index: number,
  level: number,
): Misread | undefined {
  const encoding = encodings[index];
  const earlier = encodings.slice(0, index);
  // Entries that nothing reaches are entry-unreachable's.
  if (encoding === undefined || !hasAddress(encoding.entry)) return undefined;
  const reachable = without(encoding.accepted, earlier);
  if (reachable.length === 0) return undefined;
  const written = writtenItems(spec, encoding, level);
  if (common(written, reachable).length === 0) return {};
  if (without(written, [encoding]).length === 0 && takerOf(written, earlier) === undefined) return undefined;
  for (const { items, protections } of certainItems(spec, encoding, level)) {
    const reader = takerOf([items], earlier);
    if (reader === undefined && without([items], [encoding]).length === 0) continue;
    const asked = protections.length === 0 ? "no protection" : protections.join(", ");
    const request = encoding.entry.kind === "table" ? [] : [`with ${asked}`];
    const isAlways =
      reader === undefined
        ? common([items], encoding.accepted).length === 0
        : without([items], [reader]).length === 0;
    const cause = [...request, ...(isAlways ? [] : ["at some addresses"])].join(", ");
    return { cause, ...(reader === undefined ? {} : { reader: reader.name }) };
  }
  return undefined;
}

function takerOf(items: readonly Cube[], earlier: readonly Encoding[]): Encoding | undefined {
  return earlier.find(({ accepted }) => common(items, accepted).length > 0);
}

const entryAmbiguous: LintRule = {
  id: "entry-ambiguous",
  severity: "warning",
  needs: [...needs, "granule", "oa", "protections", "features"],
  after: ["range-reversed", "level-gap", "unknown-field", "size-not-power-of-two"],
  meaning: "Some items that an encoder may write for a leaf or table are read back as an earlier entry.",
  check({ spec, report }) {
    for (const level of allLevels(spec)) {
      const encodings = encodingsAt(spec, level);
      for (const [index, encoding] of encodings.entries()) {
        const { name, entry, accepted } = encoding;
        const earlier = encodings.slice(0, index);
        if (!hasAddress(entry)) continue;
        const written = common(writtenItems(spec, encoding, level), accepted);
        const taken = takerOf(written, earlier);
        // What surely does not read back is entry-not-encodable's.
        if (taken === undefined || without(written, earlier).length === 0) continue;
        if (misreadAt(spec, encodings, index, level) !== undefined) continue;
        report(
          ["entries", name],
          `some items written for "${name}" at level ${level} read back as "${taken.name}"`,
          `make the match of "${taken.name}" narrower, or let "${name}" write a value that it excludes`,
          "key",
        );
      }
    }
  },
};

function hasAddress({ kind }: EntrySpec): boolean {
  return kind === "leaf" || kind === "table";
}

const addressMissing: LintRule = {
  id: "address-missing",
  severity: "error",
  needs: ["entries"],
  meaning: "A leaf or table entry names no address layout, or an entry that holds no address names one.",
  check({ spec, report }) {
    for (const [name, entry] of Object.entries(spec.entries)) {
      if (hasAddress(entry) && entry.address === undefined) {
        report(
          ["entries", name],
          `the ${entry.kind} "${name}" holds no address`,
          'add "address: <layout>"',
          "key",
        );
      }
      if (!hasAddress(entry) && entry.address !== undefined) {
        report(
          ["entries", name, "address"],
          `${entry.kind} items hold no address`,
          'remove "address"',
          "key",
        );
      }
    }
  },
};

const noEmptyEntry: LintRule = {
  id: "no-empty-entry",
  severity: "error",
  needs: ["levels", "entries"],
  after: ["range-reversed", "level-gap", "unknown-field"],
  meaning: "A level has no empty entry, or zero is not empty there: fresh tables are all zeros.",
  check({ spec, report }) {
    for (const level of allLevels(spec)) {
      const zero = encodingsAt(spec, level).find(({ accepted }) =>
        accepted.some(({ value }) => value === 0n),
      );
      if (zero?.entry.kind === "empty") continue;
      report(
        zero === undefined ? ["entries"] : ["entries", zero.name],
        `an item of zero at level ${level} is ${zero === undefined ? "reserved" : `"${zero.name}"`}, not empty`,
        "add an entry of kind empty that zero matches, before the others",
        "key",
      );
      return;
    }
  },
};

const noLeafAtLevel0: LintRule = {
  id: "no-leaf-at-level-0",
  severity: "error",
  needs: ["levels", "entries"],
  after: ["range-reversed", "level-gap", "unknown-field"],
  meaning: "Level 0 has no leaf, so that nothing of the granule's size can be mapped.",
  check({ spec, report }) {
    if (encodingsAt(spec, 0).some(({ entry }) => entry.kind === "leaf" && entry.contiguous === undefined))
      return;
    report(
      ["entries"],
      "no leaf of one item stands at level 0",
      "add a leaf entry whose levels include 0",
      "key",
    );
  },
};

const tableMissing: LintRule = {
  id: "table-missing",
  severity: "error",
  needs: ["levels", "entries", "top"],
  after: ["range-reversed", "level-gap", "unknown-field"],
  meaning:
    "A level above 0 that a top can have, or that lies below one, has no table entry; or level 0 has one.",
  check({ spec, report }: LintContext) {
    const { high } = parseLevels(spec.top.levels);
    const hasTable = (level: number) => encodingsAt(spec, level).some(({ entry }) => entry.kind === "table");
    const missing = allLevels(spec).filter((level) => contains({ low: 1, high }, level) && !hasTable(level));
    if (missing.length > 0) {
      report(
        ["entries"],
        `no table entry stands at level ${missing.join(", ")}`,
        "add a table entry for it",
        "key",
      );
    }
    for (const { name, entry } of encodingsAt(spec, 0)) {
      if (entry.kind !== "table") continue;
      report(
        ["entries", name, entry.levels === undefined ? "kind" : "levels"],
        `the table "${name}" stands at level 0, below which there is nothing`,
        'write "levels: 1..n"',
      );
    }
  },
};

/** How items are told apart. */
export const entryRules: readonly LintRule[] = [
  matchTooComplex,
  entryUnreachable,
  entryNotEncodable,
  entryAmbiguous,
  addressMissing,
  noEmptyEntry,
  noLeafAtLevel0,
  tableMissing,
];
