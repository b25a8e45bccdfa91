// Made by generic-pt from x86_64.yaml: x86-64 long-mode page table.
// Do not edit: change the spec, then run "generic-pt generate x86_64".
// Citations in brackets are of: AMD64 Architecture Programmer's Manual, volume 2, 24593.

import type { TableTraits } from "@generic-pt/core";

/** What the runtime knows of the variant. */
export const traits: TableTraits = {
  contract: 1,
  format: "x86_64",
  variant: "x86_64",
  granuleLg2: 12,
  itemBits: 64,
  endian: "little",
  vaMaxLg2: 57,
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
      encodings: [{ name: "empty", kind: "empty" }, { name: "page", kind: "leaf" }],
    },
    {
      label: "PD",
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
      label: "PDPT",
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
      label: "PML4",
      itemLg2: 39,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [],
      encodings: [{ name: "empty", kind: "empty" }, { name: "table", kind: "table" }],
    },
    {
      label: "PML5",
      itemLg2: 48,
      indexBits: 9,
      tableBytes: 4096,
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
    {
      name: "dma_incoherent",
      effect: "mark-flushed",
      always: false,
      supported: true,
      pointerBits: 0x200n,
    },
    {
      name: "sign_extend",
      effect: "sign-extended",
      always: false,
      supported: true,
      pointerBits: 0x0n,
    },
    {
      name: "flush_range",
      effect: "flush-whole-range",
      always: false,
      supported: true,
      pointerBits: 0x0n,
    },
    {
      name: "flush_range_no_gaps",
      effect: "flush-without-gaps",
      always: false,
      supported: true,
      pointerBits: 0x0n,
    },
    {
      name: "x86_64_amd_encrypt_tables",
      effect: "none",
      always: false,
      supported: true,
      pointerBits: 0x0n,
    },
  ],
  parameters: [{ name: "encryption", feature: "x86_64_amd_encrypt_tables", within: 0xffffffffff000n }],
  leafRules: [
    [
      { ifAll: 2, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x42n, value: 0x42n },
      {
        ifAll: 0,
        unlessAny: 16,
        features: ["x86_64_amd_encrypt_tables"],
        withoutFeatures: [],
        mask: 0x0n,
        value: 0x0n,
        parameter: "encryption",
      },
    ],
  ],
  tableRules: [
    [
      {
        ifAll: 0,
        unlessAny: 0,
        features: ["x86_64_amd_encrypt_tables"],
        withoutFeatures: [],
        mask: 0x0n,
        value: 0x0n,
        parameter: "encryption",
      },
    ],
  ],
  requiredProtection: 3,
  refusals: [],
  reads: [
    { protection: 2, tests: [{ mask: 0x2n, value: 0x2n, negated: false }] },
    { protection: 1, tests: [{ mask: 0x1n, value: 0x1n, negated: false }] },
    {
      protection: 8,
      tests: [{ mask: 0x8000000000000000n, value: 0x8000000000000000n, negated: false }],
    },
    { protection: 32, tests: [{ mask: 0x4n, value: 0x0n, negated: false }] },
  ],
  restrictions: [
    { tests: [{ mask: 0x2n, value: 0x0n, negated: false }], takes: 2, imposes: 0 },
    { tests: [{ mask: 0x4n, value: 0x0n, negated: false }], takes: 0, imposes: 32 },
    {
      tests: [{ mask: 0x8000000000000000n, value: 0x8000000000000000n, negated: false }],
      takes: 0,
      imposes: 8,
    },
  ],
  dirtyMask: 0x0n,
  fields: [
    { name: "present", high: 0, low: 0 },
    { name: "write", high: 1, low: 1 },
    { name: "user", high: 2, low: 2 },
    { name: "write-through", high: 3, low: 3 },
    { name: "cache-disable", high: 4, low: 4 },
    { name: "accessed", high: 5, low: 5 },
    { name: "dirty", high: 6, low: 6, on: ["leaf"] },
    { name: "pat", high: 7, low: 7, levels: { low: 0, high: 0 }, on: ["leaf"] },
    { name: "page-size", high: 7, low: 7, levels: { low: 1, high: 4 } },
    { name: "global", high: 8, low: 8, on: ["leaf"] },
    { name: "sw-flushed", high: 9, low: 9, on: ["table"] },
    { name: "large-pat", high: 12, low: 12, levels: { low: 1, high: 2 }, on: ["leaf"] },
    { name: "low-of-2m", high: 20, low: 13, levels: { low: 1, high: 1 }, on: ["leaf"] },
    { name: "low-of-1g", high: 29, low: 13, levels: { low: 2, high: 2 }, on: ["leaf"] },
    { name: "address", high: 51, low: 12 },
    { name: "protection-key", high: 62, low: 59, levels: { low: 0, high: 2 }, on: ["leaf"] },
    { name: "no-execute", high: 63, low: 63 },
  ],
  root: [
    { name: "gcr3_pt", holds: "top-address", shift: 0, plus: 0 },
    { name: "levels", holds: "top-level", shift: 0, plus: 1 },
  ],
  registers: [
    {
      name: "cr3",
      features: ["sign_extend"],
      fields: [{ name: "base", holds: "top-address", shift: 12, plus: 0, low: 12, high: 51 }],
    },
    {
      name: "cr4",
      features: [],
      fields: [{ name: "la57", holds: "top-level", shift: 0, plus: -3, low: 12, high: 12 }],
    },
  ],
  tableAddressLg2: 52,
};
