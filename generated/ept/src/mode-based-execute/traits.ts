// Made by generic-pt from ept.yaml: Intel extended page table (EPT).
// Do not edit: change the spec, then run "generic-pt generate ept".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3C.

import type { TableTraits } from "@generic-pt/core";

/** What the runtime knows of the variant. */
export const traits: TableTraits = {
  contract: 1,
  format: "ept",
  variant: "mode-based-execute",
  granuleLg2: 12,
  itemBits: 64,
  endian: "little",
  vaMaxLg2: 57,
  vaMinLg2: 12,
  vaOtherwise: -22,
  vaWithinOa: false,
  vaWidths: [48, 57],
  oaMaxLg2: 52,
  topNarrowsVa: false,
  top: { lowest: 3, highest: 4, otherwise: -95 },
  levels: [
    {
      label: "PT",
      itemLg2: 12,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [12],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "write-only", kind: "reserved" },
        { name: "page", kind: "leaf" },
      ],
    },
    {
      label: "PD",
      itemLg2: 21,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [21],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "write-only", kind: "reserved" },
        { name: "table", kind: "table" },
        { name: "page-2m", kind: "leaf" },
      ],
    },
    {
      label: "PDPT",
      itemLg2: 30,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [30],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "write-only", kind: "reserved" },
        { name: "table", kind: "table" },
        { name: "page-1g", kind: "leaf" },
      ],
    },
    {
      label: "PML4",
      itemLg2: 39,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "write-only", kind: "reserved" },
        { name: "upper-table", kind: "table" },
      ],
    },
    {
      label: "PML5",
      itemLg2: 48,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "write-only", kind: "reserved" },
        { name: "upper-table", kind: "table" },
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
    {
      name: "ept_accessed_dirty",
      effect: "none",
      always: false,
      supported: true,
      pointerBits: 0x0n,
    },
  ],
  parameters: [],
  leafRules: [
    [
      { ifAll: 1, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x1n, value: 0x1n },
      { ifAll: 2, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x3n, value: 0x3n },
      { ifAll: 0, unlessAny: 8, features: [], withoutFeatures: [], mask: 0x404n, value: 0x404n },
      { ifAll: 4, unlessAny: 16, features: [], withoutFeatures: [], mask: 0x38n, value: 0x30n },
      {
        ifAll: 0,
        unlessAny: 0,
        features: ["ept_accessed_dirty"],
        withoutFeatures: [],
        mask: 0x100n,
        value: 0x100n,
      },
    ],
  ],
  tableRules: [
    [
      {
        ifAll: 0,
        unlessAny: 0,
        features: ["ept_accessed_dirty"],
        withoutFeatures: [],
        mask: 0x100n,
        value: 0x100n,
      },
    ],
  ],
  requiredProtection: 3,
  refusals: [],
  reads: [
    { protection: 1, tests: [{ mask: 0x1n, value: 0x1n, negated: false }] },
    { protection: 2, tests: [{ mask: 0x2n, value: 0x2n, negated: false }] },
    { protection: 4, tests: [{ mask: 0x38n, value: 0x30n, negated: false }] },
    { protection: 8, tests: [{ mask: 0x404n, value: 0x0n, negated: false }] },
    { protection: 16, tests: [{ mask: 0x38n, value: 0x0n, negated: false }] },
  ],
  restrictions: [
    { tests: [{ mask: 0x1n, value: 0x0n, negated: false }], takes: 1, imposes: 0 },
    { tests: [{ mask: 0x2n, value: 0x0n, negated: false }], takes: 2, imposes: 0 },
    { tests: [{ mask: 0x404n, value: 0x0n, negated: false }], takes: 0, imposes: 8 },
  ],
  dirty: { mask: 0x200n, value: 0x200n, negated: false },
  fields: [
    { name: "rights", high: 2, low: 0 },
    { name: "read", high: 0, low: 0 },
    { name: "write", high: 1, low: 1 },
    { name: "execute", high: 2, low: 2 },
    { name: "memory-type", high: 5, low: 3, on: ["leaf"] },
    { name: "ignore-pat", high: 6, low: 6, on: ["leaf"] },
    { name: "table-reserved", high: 6, low: 3, levels: { low: 1, high: 2 }, on: ["table"] },
    { name: "upper-reserved", high: 7, low: 3, levels: { low: 3, high: 4 } },
    { name: "page-size", high: 7, low: 7, levels: { low: 1, high: 2 } },
    { name: "accessed", high: 8, low: 8 },
    { name: "dirty", high: 9, low: 9, on: ["leaf"] },
    { name: "low-of-2m", high: 20, low: 12, levels: { low: 1, high: 1 }, on: ["leaf"] },
    { name: "low-of-1g", high: 29, low: 12, levels: { low: 2, high: 2 }, on: ["leaf"] },
    { name: "address", high: 51, low: 12 },
    { name: "verify-paging", high: 57, low: 57, on: ["leaf"] },
    { name: "paging-write", high: 58, low: 58, on: ["leaf"] },
    { name: "supervisor-shadow-stack", high: 60, low: 60, on: ["leaf"] },
    { name: "sub-page-write", high: 61, low: 61, levels: { low: 0, high: 0 }, on: ["leaf"] },
    { name: "suppress-ve", high: 63, low: 63, on: ["empty", "leaf"] },
    { name: "user-execute", high: 10, low: 10 },
  ],
  root: [
    { name: "eptp", holds: "top-address", shift: 0, plus: 0 },
    { name: "walk_length", holds: "top-level", shift: 0, plus: 0 },
  ],
  registers: [
    {
      name: "eptp",
      features: [],
      fields: [
        { name: "walk-length", holds: "top-level", shift: 0, plus: 0, low: 3, high: 5 },
        { name: "base", holds: "top-address", shift: 12, plus: 0, low: 12, high: 51 },
      ],
    },
  ],
  tableAddressLg2: 52,
};
