import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Change } from "../../generator/src/diff/change.js";
import { diffFormats, wholeFormat } from "../../generator/src/diff/diff-formats.js";
import { isCompared, membersOf } from "../../generator/src/diff/drafts-unknown.js";
import { type RuleId, rules } from "../../generator/src/diff/rules.js";
import { baseText, type Edits, edited, goodModel } from "./changed-spec.js";

const base = goodModel(baseText);

/** Verdicts: programs, the new package on old tables, the old package on new tables. */
const [fine, broken] = ["compatible", "breaking"] as const;
type Expected = readonly [
  RuleId,
  text: string,
  consumers: Change["consumers"]["effect"],
  newReadsOld: boolean,
  oldReadsNew: boolean,
];

interface Case {
  /** The change, and the same one taken back. */
  readonly there: readonly Expected[];
  readonly back: readonly Expected[];
  readonly edits: Edits;
  /** What both have beside it. */
  readonly given?: Edits;
}

const levels = [
  { levels: 0, "index-bits": 9, label: "last" },
  { levels: "1..2", "index-bits": 9 },
];

const cases: readonly Case[] = [
  {
    edits: { format: "other64" },
    there: [["format-renamed", "format base64 → other64", broken, true, true]],
    back: [["format-renamed", "format other64 → base64", broken, true, true]],
  },
  {
    edits: { "variants.third": { title: "Another" } },
    there: [["variant-added", "variant third added", fine, true, true]],
    back: [["variant-removed", "variant third removed", broken, false, true]],
  },
  {
    edits: {
      variants: { narrow: { title: "40 bits of OA", oa: { max: 40 } }, wide: { title: "44 bits of OA" } },
    },
    there: [["default-variant", "default variant wide → narrow", broken, true, true]],
    back: [["default-variant", "default variant narrow → wide", broken, true, true]],
  },
  {
    edits: { item: { bits: 64, endian: "big" } },
    there: [["item-layout", "items little-endian → big-endian", broken, false, false]],
    back: [["item-layout", "items big-endian → little-endian", broken, false, false]],
  },
  {
    edits: { item: { bits: 64, slot: "16B" } },
    there: [
      ["item-slots", "items side by side → at byte 0 of slots of 16 bytes", broken, false, false],
      ["table-size", "levels 0..2: tables of 4 KiB → 8 KiB", broken, false, false],
    ],
    back: [
      ["item-slots", "items at byte 0 of slots of 16 bytes → side by side", broken, false, false],
      ["table-size", "levels 0..2: tables of 8 KiB → 4 KiB", broken, false, false],
    ],
  },
  {
    edits: { item: { bits: 64, slot: "32B", at: 24 }, "table-size": "16KiB" },
    there: [
      ["item-slots", "items side by side → at byte 24 of slots of 32 bytes", broken, false, false],
      ["table-size", "levels 0..2: tables of 4 KiB → 16 KiB", broken, false, false],
    ],
    back: [
      ["item-slots", "items at byte 24 of slots of 32 bytes → side by side", broken, false, false],
      ["table-size", "levels 0..2: tables of 16 KiB → 4 KiB", broken, false, false],
    ],
  },
  {
    edits: { granule: "16KiB" },
    there: [["granule", "granule 4 KiB → 16 KiB", broken, false, false]],
    back: [["granule", "granule 16 KiB → 4 KiB", broken, false, false]],
  },
  {
    edits: { va: { max: 38, "beyond-top": "narrow" } },
    there: [["va-narrowed", "VA 39 → 38 bits", broken, false, true]],
    back: [["va-widened", "VA 38 → 39 bits", fine, true, true]],
  },
  {
    edits: { va: { max: 39, widths: [30, 39], "beyond-top": "narrow" } },
    there: [["va-narrowed", "VA widths any → 30, 39", broken, false, true]],
    back: [["va-widened", "VA widths 30, 39 → any", fine, true, true]],
  },
  {
    edits: { va: { max: 39, "beyond-top": "refuse" } },
    there: [
      [
        "va-narrowed",
        "a top that reaches fewer VAs than asked for is refused, and narrowed them",
        broken,
        false,
        true,
      ],
    ],
    back: [
      [
        "va-widened",
        "a top that reaches fewer VAs than asked for narrows them, and was refused",
        fine,
        true,
        true,
      ],
    ],
  },
  {
    edits: { oa: { max: 48 } },
    there: [["oa-widened", "OA 44 → 48 bits [wide]", fine, true, true]],
    back: [["oa-narrowed", "OA 48 → 44 bits [wide]", broken, false, true]],
  },
  {
    edits: { "top.levels": 2 },
    there: [["top-narrowed", "top levels 1..2 → 2", broken, false, true]],
    back: [["top-widened", "top levels 2 → 1..2", fine, true, true]],
  },
  {
    edits: { "top.otherwise": "EINVAL" },
    there: [
      [
        "top-error",
        "a top at another level fails with EINVAL, and failed with EOPNOTSUPP",
        broken,
        true,
        true,
      ],
    ],
    back: [
      [
        "top-error",
        "a top at another level fails with EOPNOTSUPP, and failed with EINVAL",
        broken,
        true,
        true,
      ],
    ],
  },
  {
    edits: {
      levels: [...levels, { levels: 3, "index-bits": 9 }],
      "entries.table.levels": "1..3",
      va: { max: 48, "beyond-top": "narrow" },
      "top.levels": "1..3",
    },
    there: [
      ["level-added", "level 3: added", fine, true, true],
      ["top-default", "top level where none is asked for 2 → 3", broken, true, false],
    ],
    back: [["level-removed", "level 3: removed", broken, false, true]],
  },
  {
    edits: { levels: [levels[0], { levels: 1, "index-bits": 9 }, { levels: 2, "index-bits": 10 }] },
    there: [["index-bits", "level 2: index 9 → 10 bits", broken, false, false]],
    back: [["index-bits", "level 2: index 10 → 9 bits", broken, false, false]],
  },
  {
    edits: { levels: [{ ...levels[0], "table-size": "8KiB" }, levels[1]] },
    there: [["table-size", "level 0: tables of 4 KiB → 8 KiB", broken, false, false]],
    back: [["table-size", "level 0: tables of 8 KiB → 4 KiB", broken, false, false]],
  },
  {
    edits: { "entries.large.levels": "1..2" },
    there: [
      ["leaf-size-added", "level 2: 1 GiB leaf added", fine, true, false],
      ["entry-added", "entry large (level 2): leaf added, matches present=1 huge=1", fine, true, false],
    ],
    back: [
      ["leaf-size-removed", "level 2: 1 GiB leaf removed", broken, false, true],
      ["entry-removed", "entry large (level 2): leaf removed", broken, false, true],
    ],
  },
  {
    // The size is only not used: who reads it still knows it.
    edits: { sizes: { except: [{ size: "2MiB", why: "It is wrong.", cite: "erratum" }] } },
    there: [["leaf-size-removed", "level 1: 2 MiB leaf removed", broken, true, true]],
    back: [["leaf-size-added", "level 1: 2 MiB leaf added", fine, true, true]],
  },
  {
    edits: {
      "entries.run": undefined,
      "features.runs": undefined,
      "entries.page.match": { present: 1, hint: 0 },
    },
    there: [["leaf-size-removed", "level 0: 64 KiB leaf removed", broken, false, true]],
    back: [
      ["leaf-size-added-on-request", "level 0: 64 KiB leaf added, with feature runs", fine, true, true],
      ["feature-added", "feature runs: added", fine, true, true],
    ],
  },
  {
    edits: {
      "entries.run.contiguous": { counts: 16, items: "advance" },
      "protections.rules": [
        { if: "write", set: { write: 1 } },
        { if: "noexec", set: { "no-execute": 1 } },
        { feature: "coherent", set: { snoop: 1 } },
        { feature: "encrypted", mark: "encryption" },
      ],
    },
    there: [["leaf-size-freed", "level 0: 64 KiB leaf now without a feature", fine, true, true]],
    back: [
      ["leaf-size-needs-feature", "level 0: 64 KiB leaf now only with feature runs", broken, true, true],
    ],
  },
  {
    edits: {
      "entries.page": undefined,
      "entries.small": {
        kind: "leaf",
        levels: 0,
        match: { present: 1, hint: 0 },
        address: "frame",
        set: { user: 1 },
      },
    },
    there: [["entry-renamed", "entry page (level 0): renamed to small", broken, true, true]],
    back: [["entry-renamed", "entry small (level 0): renamed to page", broken, true, true]],
  },
  {
    edits: {
      "entries.run": { kind: "reserved", levels: 0, match: { present: 1, hint: 1 } },
      "features.runs": undefined,
    },
    there: [["entry-kind", "entry run (level 0): was leaf, now reserved", broken, false, true]],
    back: [["entry-kind", "entry run (level 0): was reserved, now leaf", broken, true, true]],
  },
  {
    edits: { "entries.table.match": { present: 1, huge: 0, snoop: 0 } },
    there: [
      [
        "entry-match",
        "entry table (levels 1..2): matches present=1 huge=0 → present=1 huge=0 snoop=0",
        broken,
        false,
        true,
      ],
    ],
    back: [
      [
        "entry-match",
        "entry table (levels 1..2): matches present=1 huge=0 snoop=0 → present=1 huge=0",
        fine,
        true,
        false,
      ],
    ],
  },
  {
    edits: {
      entries: {
        empty: { kind: "empty", match: { present: 0 } },
        large: {
          kind: "leaf",
          levels: 1,
          match: { present: 1, huge: 1 },
          address: "frame",
          set: { user: 1 },
        },
        table: {
          kind: "table",
          levels: "1..2",
          match: { present: 1, huge: 0 },
          address: "frame",
          set: { write: 1, user: 1 },
        },
        page: { kind: "leaf", levels: 0, match: { present: 1, hint: 0 }, address: "frame", set: { user: 1 } },
        run: {
          kind: "leaf",
          levels: 0,
          match: { present: 1, hint: 1 },
          address: "frame",
          set: { user: 1 },
          contiguous: { counts: 16, items: "advance", feature: "runs" },
        },
      },
    },
    there: [
      [
        "entry-order",
        "level 0: entries are tried in the order empty, page, run, was empty, run, page",
        fine,
        true,
        true,
      ],
    ],
    back: [
      [
        "entry-order",
        "level 0: entries are tried in the order empty, run, page, was empty, page, run",
        fine,
        true,
        true,
      ],
    ],
  },
  {
    edits: { "entries.page.set": { user: 1, accessed: 1 } },
    there: [
      [
        "entry-bits",
        "entry page (level 0): writes present=1 user=1 → present=1 user=1 accessed=1",
        broken,
        true,
        true,
      ],
    ],
    back: [
      [
        "entry-bits",
        "entry page (level 0): writes present=1 user=1 accessed=1 → present=1 user=1",
        broken,
        true,
        true,
      ],
    ],
  },
  {
    edits: { "entries.large.high-oa": "refuse" },
    given: {
      "addresses.short": [{ bits: "38..12", from: 12 }],
      "entries.large.address": "short",
      "entries.large.high-oa": "drop",
      "variants.narrow": undefined,
    },
    there: [["entry-oa-narrowed", "entry large (level 1): for OAs of 44 → 39 bits", broken, true, true]],
    back: [["entry-oa-widened", "entry large (level 1): for OAs of 39 → 44 bits", fine, true, true]],
  },
  {
    // Bits below a leaf's size hold no address in either.
    edits: { "addresses.big": [{ bits: "47..21", from: 21 }], "entries.large.address": "big" },
    there: [
      [
        "entry-address",
        "entry large (level 1): address bits 47..12 from 12 → bits 47..21 from 21",
        fine,
        true,
        true,
      ],
    ],
    back: [
      [
        "entry-address",
        "entry large (level 1): address bits 47..21 from 21 → bits 47..12 from 12",
        fine,
        true,
        true,
      ],
    ],
  },
  {
    edits: { "entries.run.contiguous": { counts: 8, items: "advance", feature: "runs" } },
    there: [
      [
        "entry-contiguous",
        "entry run (level 0): 16 items with an address each, with feature runs → 8 items with an address each, with feature runs",
        broken,
        false,
        false,
      ],
    ],
    back: [
      [
        "entry-contiguous",
        "entry run (level 0): 8 items with an address each, with feature runs → 16 items with an address each, with feature runs",
        broken,
        false,
        false,
      ],
    ],
  },
  {
    edits: { "protections.rules.0.set": { write: 1, dirty: 1 } },
    there: [
      [
        "protection-bits",
        "entries run, page, large (levels 0..1): write sets write=1 → sets write=1 dirty=1",
        broken,
        true,
        true,
      ],
    ],
    back: [
      [
        "protection-bits",
        "entries run, page, large (levels 0..1): write sets write=1 dirty=1 → sets write=1",
        broken,
        true,
        true,
      ],
    ],
  },
  {
    edits: { "protections.reads.read": { present: 1, user: 1 } },
    there: [
      ["protection-read", "protection read: read from present=1 → present=1 user=1", broken, false, false],
    ],
    back: [
      ["protection-read", "protection read: read from present=1 user=1 → present=1", broken, false, false],
    ],
  },
  {
    edits: { "protections.restricts": undefined },
    there: [["restriction", "tables: no longer: write=0 takes write", broken, false, false]],
    back: [["restriction", "tables: now: write=0 takes write", broken, false, false]],
  },
  {
    edits: { "protections.require-any": ["read"] },
    there: [
      [
        "protection-required",
        "map: protections of which one is required read or write → read",
        broken,
        true,
        true,
      ],
    ],
    back: [
      [
        "protection-not-required",
        "map: protections of which one is required read → read or write",
        fine,
        true,
        true,
      ],
    ],
  },
  {
    edits: { "protections.refuse": undefined },
    there: [
      [
        "refusal-removed",
        "map: no longer refuses write and not read, with feature coherent",
        fine,
        true,
        true,
      ],
    ],
    back: [
      [
        "refusal-added",
        "map: refuses write and not read, with feature coherent with EINVAL",
        broken,
        true,
        true,
      ],
    ],
  },
  {
    edits: { "protections.refuse.0.error": "EOPNOTSUPP" },
    there: [
      [
        "refusal-error",
        "map: refuses write and not read, with feature coherent with EOPNOTSUPP, was EINVAL",
        broken,
        true,
        true,
      ],
    ],
    back: [],
  },
  {
    edits: { "fields.software": 52 },
    there: [["field-added", "field software: added, bit 52", fine, true, true]],
    back: [["field-removed", "field software: removed, was bit 52", broken, true, true]],
  },
  {
    edits: { "fields.accessed": undefined, "fields.used": { bits: 5, levels: "0..1" } },
    there: [["field-renamed", "field accessed: renamed to used", broken, true, true]],
    back: [["field-renamed", "field used: renamed to accessed", broken, true, true]],
  },
  {
    // Everything that follows from it is said by it: the dirty state, here.
    edits: { "fields.dirty": 8 },
    there: [["field-moved", "field dirty: bit 6 → 8", broken, false, false]],
    back: [["field-moved", "field dirty: bit 8 → 6", broken, false, false]],
  },
  {
    edits: { "fields.accessed": 5 },
    there: [["field-widened", "field accessed: in items of levels 1..0 → all levels", fine, true, true]],
    back: [["field-narrowed", "field accessed: in items of all levels → levels 1..0", broken, true, true]],
  },
  {
    edits: { dirty: undefined },
    there: [["dirty-removed", "dirty: removed, was dirty=1", broken, false, false]],
    back: [["dirty-added", "dirty: added, dirty=1", fine, false, false]],
  },
  {
    edits: { dirty: { match: { accessed: 1 } } },
    there: [["dirty-moved", "dirty: read from dirty=1 → accessed=1", broken, false, false]],
    back: [["dirty-moved", "dirty: read from accessed=1 → dirty=1", broken, false, false]],
  },
  {
    edits: { va: { max: 39, min: 20, "beyond-top": "narrow" } },
    there: [["va-narrowed", "narrowest VA 12 → 20 bits", broken, false, true]],
    back: [["va-widened", "narrowest VA 20 → 12 bits", fine, true, true]],
  },
  {
    edits: { va: { max: 39, "within-oa": true, "beyond-top": "narrow" } },
    there: [["va-narrowed", "VAs may no longer be wider than OAs", broken, false, true]],
    back: [["va-widened", "VAs may be wider than OAs", fine, true, true]],
  },
  {
    edits: { va: { max: 39, otherwise: "ERANGE", "beyond-top": "narrow" } },
    there: [
      ["va-error", "VAs that are too wide fail with ERANGE, and failed with EINVAL", broken, true, true],
    ],
    back: [
      ["va-error", "VAs that are too wide fail with EINVAL, and failed with ERANGE", broken, true, true],
    ],
  },
  {
    edits: { oa: { max: 44, widths: [36, 40, 44] } },
    there: [["oa-narrowed", "OA widths any → 36, 40, 44", broken, false, true]],
    back: [["oa-widened", "OA widths 36, 40, 44 → any", fine, true, true]],
  },
  {
    edits: { oa: { max: 44, unchecked: [32, 40] } },
    there: [["oa-widened", "OAs are no longer compared with a width of 32, 40 bits", fine, true, true]],
    back: [["oa-narrowed", "OAs are compared with a width of 32, 40 bits", broken, false, true]],
  },
  {
    // Four tables in a row reach what needed one level more.
    edits: { "top.concatenated": 4 },
    there: [
      ["top-widened", "level 1: tables in a row as the top 1 → 4", fine, true, true],
      [
        "top-default",
        "top level where none is asked for changed for VAs of 31..32 bits",
        broken,
        true,
        false,
      ],
    ],
    back: [["top-narrowed", "level 1: tables in a row as the top 4 → 1", broken, false, true]],
  },
  {
    // Hardware that takes the write permission away where it marks: the same items, read the other way round.
    edits: { dirty: { if: { hint: 0 }, match: { dirty: 1 } } },
    there: [
      ["dirty-moved", "dirty: read from dirty=1 → dirty=1 hint=0", broken, false, false],
      ["dirty-tracked", "dirty: can be marked: every leaf → hint=0", broken, true, true],
    ],
    back: [
      ["dirty-moved", "dirty: read from dirty=1 hint=0 → dirty=1", broken, false, false],
      ["dirty-tracked", "dirty: can be marked: hint=0 → every leaf", broken, true, true],
    ],
  },
  {
    edits: { dirty: { match: { dirty: 0 }, clear: { dirty: 1 } } },
    there: [
      ["dirty-moved", "dirty: read from dirty=1 → dirty=0", broken, false, false],
      ["dirty-bits", "dirty: marking writes dirty=1 → dirty=0", broken, true, true],
      ["dirty-bits", "dirty: cleaning writes dirty=0 → dirty=1", broken, true, true],
    ],
    back: [["dirty-moved", "dirty: read from dirty=0 → dirty=1", broken, false, false]],
  },
  {
    edits: { dirty: { match: { dirty: 1 }, set: { dirty: 1, accessed: 1 } } },
    there: [["dirty-bits", "dirty: marking writes dirty=1 → accessed=1 dirty=1", broken, true, true]],
    back: [["dirty-bits", "dirty: marking writes accessed=1 dirty=1 → dirty=1", broken, true, true]],
  },
  {
    edits: {
      "protections.reads.write": [{ match: { write: 1 } }, { match: { dirty: 1 }, feature: "coherent" }],
    },
    there: [
      [
        "protection-read",
        "protection write: read from write=1 → write=1 or dirty=1 with feature coherent",
        broken,
        false,
        false,
      ],
    ],
    back: [
      [
        "protection-read",
        "protection write: read from write=1 or dirty=1 with feature coherent → write=1",
        broken,
        false,
        false,
      ],
    ],
  },
  {
    // Said of both sorts of tables, it is said of all.
    edits: {
      "protections.reads.read": [
        { match: { present: 1 }, feature: "coherent" },
        { match: { present: 1 }, "without-feature": "coherent" },
      ],
    },
    there: [
      [
        "protection-read",
        "protection read: read from present=1 → present=1 with feature coherent or present=1 without feature coherent",
        fine,
        true,
        true,
      ],
    ],
    back: [],
  },
  {
    edits: { "protections.restricts": [{ match: { write: 0 }, levels: 1, takes: "write" }] },
    there: [
      ["restriction", "tables: no longer: write=0 takes write", broken, false, false],
      ["restriction", "tables: now: write=0 at level 1 takes write", broken, false, false],
    ],
    back: [],
  },
  {
    // No table item stands at another level.
    edits: { "protections.restricts": [{ match: { write: 0 }, levels: "1..2", takes: "write" }] },
    there: [["restriction", "tables: now: write=0 at level 1..2 takes write", fine, true, true]],
    back: [],
  },
  {
    edits: { "features.extended": undefined },
    there: [["feature-removed", "feature extended: removed", broken, false, true]],
    back: [["feature-added", "feature extended: added", fine, true, true]],
  },
  {
    edits: { "features.hasty": undefined },
    there: [["feature-removed-policy", "feature hasty: removed", broken, true, true]],
    back: [["feature-added", "feature hasty: added", fine, true, true]],
  },
  {
    edits: { "features.hasty.effect": "flush-without-gaps" },
    there: [
      [
        "feature-effect",
        "feature hasty: effect flush-whole-range → flush-without-gaps",
        broken,
        false,
        false,
      ],
    ],
    back: [],
  },
  {
    edits: { "features.coherent.always": true },
    there: [["feature-required", "feature coherent: must be asked for", broken, false, true]],
    back: [["feature-optional", "feature coherent: no longer needs to be asked for", fine, true, true]],
  },
  {
    given: { "features.extended": undefined },
    edits: { "features.future.supported": true },
    there: [["feature-supported", "feature future: supported", fine, true, true]],
    back: [["feature-unsupported", "feature future: no longer supported", broken, false, true]],
  },
  {
    edits: { "fields.other": 52, "features.incoherent.set": { other: 1 } },
    there: [["feature-bits", "feature incoherent: marks 0x400 → 0x10000000000000", broken, true, true]],
    back: [["feature-bits", "feature incoherent: marks 0x10000000000000 → 0x400", broken, true, true]],
  },
  {
    edits: {
      "parameters.second": { feature: "encrypted", within: "address" },
      "protections.rules.3": { feature: "encrypted", mark: "second" },
      "parameters.encryption": undefined,
    },
    there: [
      ["parameter-removed", "parameter encryption: removed", broken, false, true],
      ["parameter-added", "parameter second: added, of feature encrypted", fine, true, true],
    ],
    back: [],
  },
  {
    edits: { "fields.top-address": "47..40", "parameters.encryption.within": "top-address" },
    there: [
      [
        "parameter-narrowed",
        "parameter encryption: within 0xfffffffff000 → 0xff0000000000",
        broken,
        false,
        true,
      ],
    ],
    back: [
      ["parameter-widened", "parameter encryption: within 0xff0000000000 → 0xfffffffff000", fine, true, true],
    ],
  },
  {
    edits: { "parameters.encryption.feature": "coherent" },
    there: [
      ["parameter-feature", "parameter encryption: of feature encrypted → coherent", broken, false, false],
    ],
    back: [
      ["parameter-feature", "parameter encryption: of feature coherent → encrypted", broken, false, false],
    ],
  },
  {
    edits: { "root.mode": undefined },
    there: [["root-removed", "root mode: removed", broken, true, false]],
    back: [["root-added", "root mode: added", fine, false, true]],
  },
  {
    edits: { "root.mode.plus": 1 },
    there: [["root-changed", "root mode: the top's level → the top's level + 1", broken, false, false]],
    back: [["root-changed", "root mode: the top's level + 1 → the top's level", broken, false, false]],
  },
  {
    edits: { registers: undefined },
    there: [["register-removed", "register base: removed", broken, false, true]],
    back: [["register-added", "register base: added", fine, true, true]],
  },
  {
    edits: { "registers.base.fields.pointer.bits": "47..12" },
    there: [
      [
        "register-changed",
        "register base.pointer: bits 51..12, the top's address >> 12 → bits 47..12, the top's address >> 12",
        broken,
        false,
        false,
      ],
    ],
    back: [],
  },
  {
    edits: { "fields.present.doc": "Valid.", description: "Another." },
    there: [
      ["documentation", "fields present: doc changed", fine, true, true],
      ["documentation", "description changed", fine, true, true],
    ],
    back: [],
  },
];

function shortForm({ rule, text, variants, consumers, tables }: Change): Expected {
  const whole = variants === undefined ? text : `${text} [${variants.join(", ")}]`;
  return [rule, whole, consumers.effect, tables.newReadsOld, tables.oldReadsNew];
}

describe("a change is named and judged:", () => {
  const named = cases.map((one) => ({ ...one, name: one.there.map(([, text]) => text).join("; ") }));

  it.each(named)("$name", ({ edits, given = {}, there, back }) => {
    const [old, now] = [edited(baseText, given), edited(edited(baseText, given), edits)].map(goodModel);
    const forth = diffFormats(old, now);
    for (const expected of there) expect(forth.map(shortForm)).toContainEqual(expected);
    const returned = diffFormats(now, old).map(shortForm);
    for (const expected of back) expect(returned).toContainEqual(expected);
    for (const { consumers, tables } of forth) {
      expect(tables.effect).toBe(tables.newReadsOld && tables.oldReadsNew ? "compatible" : "breaking");
      expect([consumers.why, tables.why].every((why) => why.endsWith("."))).toBe(true);
    }
  });

  it("a format that comes or goes", () => {
    expect(shortForm(wholeFormat("added"))).toEqual(["format-added", "format added", fine, true, true]);
    expect(shortForm(wholeFormat("removed"))).toEqual([
      "format-removed",
      "format removed",
      broken,
      false,
      true,
    ]);
  });

  it("a member of the model that nothing here knows", () => {
    const grown = (value: number) => ({
      ...base,
      variants: base.variants.map((variant) => ({ ...variant, novel: value })),
    });
    expect(diffFormats(grown(1), grown(2)).map(shortForm)).toEqual([
      ["unknown", "novel changed", broken, false, false],
    ]);
    expect(diffFormats(grown(1), grown(1))).toEqual([]);
  });

  it("with every rule that there is", () => {
    const tested = cases.flatMap(({ there, back }) => [...there, ...back].map(([rule]) => rule));
    const elsewhere: readonly RuleId[] = ["format-added", "format-removed", "unknown", "reading"];
    expect(new Set([...tested, ...elsewhere])).toEqual(new Set(Object.keys(rules)));
  });
});

describe("no change", () => {
  it("is in a spec that says the same in other words", () => {
    const same = edited(baseText, {
      granule: 4096,
      levels: [
        { levels: 0, "index-bits": 9, label: "last" },
        ...[1, 2].map((level) => ({ levels: level, "index-bits": 9 })),
      ],
      "fields.write": { bits: 1 },
      "fields.address": { bits: "47..12" },
    });
    expect(diffFormats(base, goodModel(same))).toEqual([]);
  });

  it("is left out because the comparison does not know a member", () => {
    const folder = new URL("../../specs/", import.meta.url);
    const texts = readdirSync(folder)
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => readFileSync(new URL(name, folder), "utf8"));
    const members = new Set([base, ...texts.map(goodModel)].flatMap((model) => [...membersOf(model)]));
    expect([...members].filter((key) => !isCompared(key))).toEqual([]);
  });
});

it("a change of a part is said once for all variants that use it", () => {
  const text = readFileSync(new URL("../../specs/armv8.yaml", import.meta.url), "utf8");
  const part = "granule-64k:\n    granule: 64KiB\n";
  const now = text.replace(part, `${part}    oa: { max: 47 }\n`);
  const [change, ...more] = diffFormats(goodModel(text), goodModel(now));
  expect(more).toEqual([]);
  expect(change).toMatchObject({
    text: "OA 48 → 47 bits",
    variants: ["s1-64k", "s2-64k"],
    ofVariants: goodModel(text).variants.length,
  });
});

it("a change that one variant has names it", () => {
  const now = goodModel(edited(baseText, { "variants.narrow.oa.max": 42 }));
  expect(diffFormats(base, now).map(shortForm)).toEqual([
    ["oa-widened", "OA 40 → 42 bits [narrow]", fine, true, true],
  ]);
});
