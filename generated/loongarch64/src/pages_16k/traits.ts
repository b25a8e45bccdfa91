// Made by generic-pt from loongarch64.yaml: LoongArch page table for 64-bit address spaces.
// Do not edit: change the spec, then run "generic-pt generate loongarch64".
// Citations in brackets are of: LoongArch Reference Manual, volume 1.

import type { TableTraits } from "@generic-pt/core";

/** What the runtime knows of the variant. */
export const traits: TableTraits = {
  contract: 1,
  format: "loongarch64",
  variant: "pages_16k",
  granuleLg2: 14,
  itemBits: 64,
  endian: "little",
  vaMaxLg2: 47,
  vaMinLg2: 14,
  vaOtherwise: -22,
  vaWithinOa: false,
  vaWidths: [36, 47],
  oaMaxLg2: 48,
  topNarrowsVa: false,
  top: { lowest: 1, highest: 2, otherwise: -95 },
  levels: [
    {
      label: "PT",
      itemLg2: 14,
      indexBits: 11,
      tableBytes: 16384,
      sizesLg2: [14],
      encodings: [{ name: "empty", kind: "empty" }, { name: "page", kind: "leaf" }],
    },
    {
      label: "Dir1",
      itemLg2: 25,
      indexBits: 11,
      tableBytes: 16384,
      sizesLg2: [25],
      encodings: [
        { name: "no-table", kind: "empty" },
        { name: "no-page", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "page-1", kind: "leaf" },
      ],
    },
    {
      label: "Dir2",
      itemLg2: 36,
      indexBits: 11,
      tableBytes: 16384,
      sizesLg2: [36],
      encodings: [
        { name: "no-table", kind: "empty" },
        { name: "no-page", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "page-2", kind: "leaf" },
      ],
    },
  ],
  features: [
    { name: "pgdh", effect: "upper-half", always: false, supported: true, pointerBits: 0x0n },
    {
      name: "flush_range",
      effect: "flush-whole-range",
      always: false,
      supported: true,
      pointerBits: 0x0n,
    },
  ],
  parameters: [],
  leafRules: [
    [
      { ifAll: 2, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x102n, value: 0x102n },
      { ifAll: 0, unlessAny: 32, features: [], withoutFeatures: [], mask: 0xcn, value: 0xcn },
      {
        ifAll: 8,
        unlessAny: 0,
        features: [],
        withoutFeatures: [],
        mask: 0x4000000000000000n,
        value: 0x4000000000000000n,
      },
      { ifAll: 0, unlessAny: 16, features: [], withoutFeatures: [], mask: 0x30n, value: 0x10n },
    ],
  ],
  tableRules: [[]],
  requiredProtection: 3,
  refusals: [],
  reads: [
    { protection: 1, tests: [{ mask: 0x2000000000000000n, value: 0x0n, negated: false }] },
    { protection: 2, tests: [{ mask: 0x100n, value: 0x100n, negated: false }] },
    { protection: 4, tests: [{ mask: 0x30n, value: 0x10n, negated: false }] },
    {
      protection: 8,
      tests: [{ mask: 0x4000000000000000n, value: 0x4000000000000000n, negated: false }],
    },
    { protection: 16, tests: [{ mask: 0x30n, value: 0x0n, negated: false }] },
    { protection: 32, tests: [{ mask: 0xcn, value: 0xcn, negated: true }] },
  ],
  restrictions: [],
  fields: [
    { name: "everything", high: 63, low: 0, levels: { low: 1, high: 3 } },
    { name: "valid", high: 0, low: 0, on: ["leaf", "empty", "no-page"] },
    { name: "dirty", high: 1, low: 1, on: ["leaf"] },
    { name: "privilege-level", high: 3, low: 2, on: ["leaf"] },
    { name: "memory-type", high: 5, low: 4, on: ["leaf"] },
    { name: "global", high: 6, low: 6, levels: { low: 0, high: 0 }, on: ["leaf"] },
    { name: "huge", high: 6, low: 6, levels: { low: 1, high: 3 } },
    { name: "present", high: 7, low: 7, on: ["leaf", "empty", "no-page"] },
    { name: "write", high: 8, low: 8, on: ["leaf"] },
    { name: "huge-global", high: 12, low: 12, levels: { low: 1, high: 2 }, on: ["leaf"] },
    { name: "address", high: 47, low: 12 },
    { name: "window", high: 63, low: 60, levels: { low: 1, high: 3 }, on: ["table"] },
    { name: "no-read", high: 61, low: 61, on: ["leaf"] },
    { name: "no-execute", high: 62, low: 62, on: ["leaf"] },
    { name: "restricted", high: 63, low: 63, on: ["leaf"] },
  ],
  root: [
    { name: "pgd", holds: "top-address", shift: 0, plus: 0 },
    { name: "levels", holds: "top-level", shift: 0, plus: 1 },
  ],
  registers: [
    {
      name: "pgdl",
      features: [],
      fields: [{ name: "base", holds: "top-address", shift: 12, plus: 0, low: 12, high: 47 }],
    },
    {
      name: "pgdh",
      features: ["pgdh"],
      fields: [{ name: "base", holds: "top-address", shift: 12, plus: 0, low: 12, high: 47 }],
    },
  ],
  tableAddressLg2: 48,
};
