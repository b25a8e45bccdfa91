// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".
// Citations in brackets are of: AMD I/O Virtualization Technology (IOMMU) Specification, 48882.

import type { TableTraits } from "@generic-pt/core";

/** What the runtime knows of the variant. */
export const traits: TableTraits = {
  contract: 1,
  format: "amdv1",
  variant: "native",
  granuleLg2: 12,
  itemBits: 64,
  endian: "little",
  vaMaxLg2: 64,
  vaMinLg2: 12,
  vaOtherwise: -22,
  vaWithinOa: false,
  oaMaxLg2: 52,
  topNarrowsVa: true,
  top: { lowest: 1, highest: 5, otherwise: -22 },
  levels: [
    {
      label: "level 1",
      itemLg2: 12,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [12, 13, 14, 15, 16, 17, 18, 19, 20],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "page", kind: "leaf" },
        { name: "run", kind: "leaf" },
      ],
    },
    {
      label: "level 2",
      itemLg2: 21,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [21, 22, 23, 24, 25, 26, 27, 28, 29],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "page", kind: "leaf" },
        { name: "run", kind: "leaf" },
      ],
    },
    {
      label: "level 3",
      itemLg2: 30,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [30, 31, 32, 33, 34, 35, 36, 37, 38],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "page", kind: "leaf" },
        { name: "run", kind: "leaf" },
      ],
    },
    {
      label: "level 4",
      itemLg2: 39,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [40, 41, 42, 43, 44, 45, 46, 47],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "page", kind: "leaf" },
        { name: "run", kind: "leaf" },
      ],
    },
    {
      label: "level 5",
      itemLg2: 48,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [48, 49, 50, 51],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "page", kind: "leaf" },
        { name: "run", kind: "leaf" },
      ],
    },
    {
      label: "level 6",
      itemLg2: 57,
      indexBits: 7,
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
      supported: true,
      pointerBits: 0x0n,
    },
    { name: "full_va", effect: "whole-va", always: false, supported: true, pointerBits: 0x0n },
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
      name: "amdv1_force_coherence",
      effect: "none",
      always: false,
      supported: true,
      pointerBits: 0x0n,
    },
    {
      name: "amdv1_encrypt_tables",
      effect: "none",
      always: false,
      supported: true,
      pointerBits: 0x0n,
    },
  ],
  parameters: [{ name: "encryption", feature: "amdv1_encrypt_tables", within: 0xffffffffff000n }],
  leafRules: [
    [
      {
        ifAll: 1,
        unlessAny: 0,
        features: [],
        withoutFeatures: [],
        mask: 0x2000000000000000n,
        value: 0x2000000000000000n,
      },
      {
        ifAll: 2,
        unlessAny: 0,
        features: [],
        withoutFeatures: [],
        mask: 0x4000000000000000n,
        value: 0x4000000000000000n,
      },
      {
        ifAll: 0,
        unlessAny: 0,
        features: ["amdv1_force_coherence"],
        withoutFeatures: [],
        mask: 0x1000000000000000n,
        value: 0x1000000000000000n,
      },
      {
        ifAll: 0,
        unlessAny: 16,
        features: ["amdv1_encrypt_tables"],
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
        features: ["amdv1_encrypt_tables"],
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
    {
      protection: 1,
      tests: [{ mask: 0x2000000000000000n, value: 0x2000000000000000n, negated: false }],
    },
    {
      protection: 2,
      tests: [{ mask: 0x4000000000000000n, value: 0x4000000000000000n, negated: false }],
    },
  ],
  restrictions: [
    {
      tests: [{ mask: 0x2000000000000000n, value: 0x0n, negated: false }],
      takes: 1,
      imposes: 0,
    },
    {
      tests: [{ mask: 0x4000000000000000n, value: 0x0n, negated: false }],
      takes: 2,
      imposes: 0,
    },
  ],
  dirty: { mask: 0x40n, value: 0x40n, negated: false },
  fields: [
    { name: "present", high: 0, low: 0 },
    { name: "accessed", high: 5, low: 5 },
    { name: "dirty", high: 6, low: 6 },
    { name: "next-level", high: 11, low: 9 },
    { name: "address", high: 51, low: 12 },
    { name: "user", high: 59, low: 59 },
    { name: "coherent", high: 60, low: 60 },
    { name: "read", high: 61, low: 61 },
    { name: "write", high: 62, low: 62 },
  ],
  root: [
    { name: "host_pt_root", holds: "top-address", shift: 0, plus: 0 },
    { name: "mode", holds: "top-level", shift: 0, plus: 1 },
  ],
  registers: [
    {
      name: "dte",
      features: [],
      fields: [
        { name: "mode", holds: "top-level", shift: 0, plus: 1, low: 9, high: 11 },
        { name: "host-pt-root", holds: "top-address", shift: 12, plus: 0, low: 12, high: 51 },
      ],
    },
  ],
  tableAddressLg2: 52,
};
