import { common } from "../bit-sets.js";
import type { EntrySpec, Section } from "../language.js";
import { allLevels, entryLevels } from "../match.js";
import { contains, parseLevels } from "../ranges.js";
import { encodingsAt, without, writtenItems } from "./encodings.js";
import { matchTooComplex } from "./match-too-complex.js";
import type { LintContext, LintRule } from "./rule.js";

const needs: readonly Section[] = ["item", "levels", "fields", "addresses", "entries"];

const entryUnreachable: LintRule = {
  id: "entry-unreachable",
  severity: "error",
  needs,
  after: ["range-reversed", "level-gap", "unknown-field"],
  meaning:
    "No item can ever be this entry: it stands at no level, or earlier entries take everything it matches.",
  check({ spec, report }) {
    const reached = new Set<string>();
    for (const level of allLevels(spec)) {
      const encodings = encodingsAt(spec, level);
      for (const [index, { name, accepted }] of encodings.entries()) {
        if (without(accepted, encodings.slice(0, index)).length > 0) reached.add(name);
      }
    }
    for (const [name, entry] of Object.entries(spec.entries)) {
      if (reached.has(name)) continue;
      const hasLevel = entryLevels(spec, entry).length > 0;
      report(
        ["entries", name],
        hasLevel
          ? `"${name}" is never reached: the entries before it take every item that it matches`
          : `"${name}" stands at no level of the format`,
        hasLevel ? `move "${name}" up, or make its match differ` : "correct its levels",
        "key",
      );
    }
  },
};

const entryNotEncodable: LintRule = {
  id: "entry-not-encodable",
  severity: "error",
  needs: [...needs, "protections", "features"],
  after: ["range-reversed", "level-gap", "unknown-field"],
  meaning: "What an encoder writes for a leaf or table is never read back as that entry.",
  check({ spec, report }) {
    for (const level of allLevels(spec)) {
      const encodings = encodingsAt(spec, level);
      for (const [index, encoding] of encodings.entries()) {
        const { name, entry, accepted } = encoding;
        const reachable = without(accepted, encodings.slice(0, index));
        if (!hasAddress(entry) || reachable.length === 0) continue;
        if (common(writtenItems(spec, encoding, level), reachable).length > 0) continue;
        report(
          ["entries", name],
          `what is written for "${name}" at level ${level} does not read back as "${name}"`,
          `add to "set" the fields that its match excludes values of`,
          "key",
        );
      }
    }
  },
};

const entryAmbiguous: LintRule = {
  id: "entry-ambiguous",
  severity: "warning",
  needs: [...needs, "protections", "features"],
  after: ["range-reversed", "level-gap", "unknown-field"],
  meaning: "Some items that an encoder writes for a leaf or table are read back as an earlier entry.",
  check({ spec, report }) {
    for (const level of allLevels(spec)) {
      const encodings = encodingsAt(spec, level);
      for (const [index, encoding] of encodings.entries()) {
        const { name, entry, accepted } = encoding;
        const earlier = encodings.slice(0, index);
        if (!hasAddress(entry)) continue;
        const written = common(writtenItems(spec, encoding, level), accepted);
        // Entries of which nothing reads back are entry-not-encodable's.
        if (without(written, earlier).length === 0) continue;
        const taken = earlier.find((other) => common(written, other.accepted).length > 0);
        if (taken === undefined) continue;
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
