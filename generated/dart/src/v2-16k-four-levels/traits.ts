// Made by generic-pt from dart.yaml: Apple DART page table.
// Do not edit: change the spec, then run "generic-pt generate dart".
// Citations in brackets are of: Asahi Linux, m1n1, descriptions of the DART hardware (no public manual).

import type { TableTraits } from "@generic-pt/core";

/** What the runtime knows of the variant. */
export const traits: TableTraits = {
  contract: 1,
  format: "dart",
  variant: "v2-16k-four-levels",
  granuleLg2: 14,
  itemBits: 64,
  endian: "little",
  vaMaxLg2: 42,
  vaMinLg2: 14,
  vaOtherwise: -95,
  vaWithinOa: true,
  oaMaxLg2: 42,
  oaWidths: [36, 42],
  topNarrowsVa: false,
  top: { lowest: 1, highest: 2, otherwise: -22 },
  levels: [
    {
      label: "L2",
      itemLg2: 14,
      indexBits: 11,
      tableBytes: 16384,
      sizesLg2: [14],
      encodings: [{ name: "empty", kind: "empty" }, { name: "page", kind: "leaf" }],
    },
    {
      label: "L1",
      itemLg2: 25,
      indexBits: 11,
      tableBytes: 16384,
      sizesLg2: [],
      encodings: [{ name: "empty", kind: "empty" }, { name: "table", kind: "table" }],
    },
    {
      label: "L0",
      itemLg2: 36,
      indexBits: 11,
      tableBytes: 16384,
      sizesLg2: [],
      encodings: [{ name: "empty", kind: "empty" }, { name: "table", kind: "table" }],
    },
  ],
  features: [
    {
      name: "dynamic_top",
      effect: "top-grows",
      always: false,
      supported: false,
      pointerBits: 0x0n,
    },
  ],
  parameters: [],
  leafRules: [
    [
      { ifAll: 0, unlessAny: 1, features: [], withoutFeatures: [], mask: 0x8n, value: 0x8n },
      { ifAll: 0, unlessAny: 2, features: [], withoutFeatures: [], mask: 0x4n, value: 0x4n },
      { ifAll: 0, unlessAny: 4, features: [], withoutFeatures: [], mask: 0x2n, value: 0x2n },
    ],
  ],
  tableRules: [[]],
  requiredProtection: 3,
  refusals: [],
  reads: [
    { protection: 1, tests: [{ mask: 0x8n, value: 0x0n, negated: false }] },
    { protection: 2, tests: [{ mask: 0x4n, value: 0x0n, negated: false }] },
    { protection: 4, tests: [{ mask: 0x2n, value: 0x0n, negated: false }] },
  ],
  restrictions: [],
  fields: [
    { name: "valid", high: 0, low: 0 },
    { name: "last-part", high: 51, low: 40, on: ["leaf"] },
    { name: "first-part", high: 63, low: 52, on: ["leaf"] },
    { name: "no-cache", high: 1, low: 1, on: ["leaf"] },
    { name: "no-write", high: 2, low: 2, on: ["leaf"] },
    { name: "no-read", high: 3, low: 3, on: ["leaf"] },
  ],
  root: [
    { name: "address", holds: "top-address", shift: 0, plus: 0 },
    { name: "level", holds: "top-level", shift: 0, plus: 0 },
  ],
  registers: [
    {
      name: "ttbr",
      features: [],
      fields: [{ name: "address", holds: "top-address", shift: 14, plus: 0, low: 2, high: 29 }],
    },
    {
      name: "tcr",
      features: [],
      fields: [{ name: "four-levels", holds: "top-level", shift: 0, plus: -1, low: 3, high: 3 }],
    },
  ],
  tableAddressLg2: 42,
};
