// Made by generic-pt from ppc64_radix.yaml: Power radix tree.
// Do not edit: change the spec, then run "generic-pt generate ppc64_radix".
// Citations in brackets are of: Power ISA, version 3.1, Book III.

import type { TableTraits } from "@generic-pt/core";

/** What the runtime knows of the variant. */
export const traits: TableTraits = {
  contract: 1,
  format: "ppc64_radix",
  variant: "pages_4k",
  granuleLg2: 12,
  itemBits: 64,
  endian: "big",
  vaMaxLg2: 52,
  vaMinLg2: 12,
  vaOtherwise: -22,
  vaWithinOa: false,
  vaWidths: [52],
  oaMaxLg2: 57,
  topNarrowsVa: false,
  top: { lowest: 3, highest: 3, otherwise: -95 },
  levels: [
    {
      itemLg2: 12,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [12],
      encodings: [{ name: "empty", kind: "empty" }, { name: "page", kind: "leaf" }],
    },
    {
      itemLg2: 21,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [21],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "page-2m", kind: "leaf" },
      ],
    },
    {
      itemLg2: 30,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [30],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "page-1g", kind: "leaf" },
      ],
    },
    {
      label: "root",
      itemLg2: 39,
      indexBits: 13,
      tableBytes: 65536,
      sizesLg2: [],
      encodings: [{ name: "empty", kind: "empty" }, { name: "table", kind: "table" }],
    },
  ],
  features: [
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
      { ifAll: 1, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x4n, value: 0x4n },
      { ifAll: 2, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x6n, value: 0x6n },
      { ifAll: 0, unlessAny: 8, features: [], withoutFeatures: [], mask: 0x1n, value: 0x1n },
      { ifAll: 32, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x8n, value: 0x8n },
      { ifAll: 16, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x30n, value: 0x20n },
    ],
  ],
  tableRules: [[]],
  requiredProtection: 3,
  refusals: [],
  reads: [
    { protection: 1, tests: [{ mask: 0x6n, value: 0x0n, negated: true }] },
    { protection: 2, tests: [{ mask: 0x2n, value: 0x2n, negated: false }] },
    { protection: 8, tests: [{ mask: 0x1n, value: 0x0n, negated: false }] },
    { protection: 32, tests: [{ mask: 0x8n, value: 0x8n, negated: false }] },
    { protection: 16, tests: [{ mask: 0x30n, value: 0x20n, negated: false }] },
  ],
  restrictions: [],
  dirty: { mask: 0x80n, value: 0x80n, negated: false },
  fields: [
    { name: "valid", high: 63, low: 63 },
    { name: "leaf", high: 62, low: 62 },
    { name: "software-high", high: 61, low: 61, on: ["leaf"] },
    { name: "software-low", high: 11, low: 9, on: ["leaf"] },
    { name: "reference", high: 8, low: 8, on: ["leaf"] },
    { name: "change", high: 7, low: 7, on: ["leaf"] },
    { name: "attributes", high: 5, low: 4, on: ["leaf"] },
    { name: "privileged", high: 3, low: 3, on: ["leaf"] },
    { name: "access", high: 2, low: 1, on: ["leaf"] },
    { name: "read", high: 2, low: 2, on: ["leaf"] },
    { name: "write", high: 1, low: 1, on: ["leaf"] },
    { name: "execute", high: 0, low: 0, on: ["leaf"] },
    { name: "real-page", high: 56, low: 12, on: ["leaf"] },
    { name: "next-base", high: 59, low: 8, on: ["table"] },
    { name: "next-size", high: 4, low: 0, levels: { low: 1, high: 3 }, on: ["table"] },
  ],
  root: [{ name: "rpdb", holds: "top-address", shift: 8, plus: 0 }],
  registers: [
    {
      name: "process-table-entry",
      features: [],
      fields: [{ name: "rpdb", holds: "top-address", shift: 8, plus: 0, low: 8, high: 59 }],
    },
  ],
  tableAddressLg2: 60,
};
