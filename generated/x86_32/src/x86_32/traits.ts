// Made by generic-pt from x86_32.yaml: x86 32-bit page table.
// Do not edit: change the spec, then run "generic-pt generate x86_32".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

import type { TableTraits } from "@generic-pt/core";

/** What the runtime knows of the variant. */
export const traits: TableTraits = {
  contract: 1,
  format: "x86_32",
  variant: "x86_32",
  granuleLg2: 12,
  itemBits: 32,
  endian: "little",
  vaMaxLg2: 32,
  vaMinLg2: 12,
  vaOtherwise: -22,
  vaWithinOa: false,
  vaWidths: [32],
  oaMaxLg2: 40,
  topNarrowsVa: false,
  top: { lowest: 1, highest: 1, otherwise: -95 },
  levels: [
    {
      label: "PT",
      itemLg2: 12,
      indexBits: 10,
      tableBytes: 4096,
      sizesLg2: [12],
      encodings: [{ name: "empty", kind: "empty" }, { name: "page", kind: "leaf" }],
    },
    {
      label: "PD",
      itemLg2: 22,
      indexBits: 10,
      tableBytes: 4096,
      sizesLg2: [22],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "page-4m", kind: "leaf" },
      ],
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
      { ifAll: 2, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x2n, value: 0x2n },
      { ifAll: 0, unlessAny: 32, features: [], withoutFeatures: [], mask: 0x4n, value: 0x4n },
      { ifAll: 16, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x18n, value: 0x18n },
    ],
  ],
  tableRules: [[]],
  requiredProtection: 3,
  refusals: [],
  reads: [
    { protection: 1, tests: [{ mask: 0x1n, value: 0x1n, negated: false }] },
    { protection: 2, tests: [{ mask: 0x2n, value: 0x2n, negated: false }] },
    { protection: 32, tests: [{ mask: 0x4n, value: 0x0n, negated: false }] },
    { protection: 16, tests: [{ mask: 0x18n, value: 0x18n, negated: false }] },
  ],
  restrictions: [
    { tests: [{ mask: 0x2n, value: 0x0n, negated: false }], takes: 2, imposes: 0 },
    { tests: [{ mask: 0x4n, value: 0x0n, negated: false }], takes: 0, imposes: 32 },
  ],
  dirty: { mask: 0x40n, value: 0x40n, negated: false },
  fields: [
    { name: "present", high: 0, low: 0 },
    { name: "write", high: 1, low: 1 },
    { name: "user", high: 2, low: 2 },
    { name: "write-through", high: 3, low: 3 },
    { name: "cache-disable", high: 4, low: 4 },
    { name: "accessed", high: 5, low: 5 },
    { name: "dirty", high: 6, low: 6, on: ["leaf"] },
    { name: "pat", high: 7, low: 7, levels: { low: 0, high: 0 }, on: ["leaf"] },
    { name: "page-size", high: 7, low: 7, levels: { low: 1, high: 1 } },
    { name: "global", high: 8, low: 8, on: ["leaf"] },
    { name: "large-pat", high: 12, low: 12, levels: { low: 1, high: 1 }, on: ["leaf"] },
    { name: "high-address", high: 20, low: 13, levels: { low: 1, high: 1 }, on: ["leaf"] },
    { name: "reserved-of-4m", high: 21, low: 21, levels: { low: 1, high: 1 }, on: ["leaf"] },
    { name: "address", high: 31, low: 12 },
  ],
  root: [{ name: "cr3", holds: "top-address", shift: 0, plus: 0 }],
  registers: [
    {
      name: "cr3",
      features: [],
      fields: [{ name: "base", holds: "top-address", shift: 12, plus: 0, low: 12, high: 31 }],
    },
  ],
  tableAddressLg2: 32,
};
