import { broken, type Case, fine } from "./case.js";

/** Changes of what items say: sizes of leaves, entries, fields, dirty state. */
export const entryCases: readonly Case[] = [
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
    edits: { "fields.present.doc": "Valid.", description: "Another." },
    there: [
      ["documentation", "fields present: doc changed", fine, true, true],
      ["documentation", "description changed", fine, true, true],
    ],
    back: [],
  },
];
