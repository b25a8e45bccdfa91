import { broken, type Case, fine } from "./case.js";

const levels = [
  { levels: 0, "index-bits": 9, label: "last" },
  { levels: "1..2", "index-bits": 9 },
];

/** Changes of what tables can be created, and of how they are found: words, widths, levels, roots, registers. */
export const configurationCases: readonly Case[] = [
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
    there: [
      ["oa-unchecked", "OAs are no longer compared with their width of 32 or 40 bits", fine, true, true],
    ],
    back: [["oa-checked", "OAs are compared with their width of 32 or 40 bits", broken, true, true]],
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
];
