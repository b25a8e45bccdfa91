// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".
// Citations in brackets are of: AMD I/O Virtualization Technology (IOMMU) Specification, 48882.

import type { TableTraits } from "@generic-pt/core";

/** What the runtime knows of the variant. */
export const traits: TableTraits = {
  contract: 1,
  format: "amdv1",
  variant: "selftest",
  granuleLg2: 11,
  itemBits: 64,
  endian: "little",
  vaMaxLg2: 56,
  vaMinLg2: 11,
  vaOtherwise: -22,
  vaWithinOa: false,
  oaMaxLg2: 51,
  topNarrowsVa: true,
  top: { lowest: 1, highest: 4, otherwise: -22 },
  levels: [
    {
      itemLg2: 11,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [11, 12, 13, 14, 15, 16, 17, 18, 19],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "page", kind: "leaf" },
        { name: "run", kind: "leaf" },
      ],
    },
    {
      itemLg2: 20,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [20, 21, 22, 23, 24, 25, 26, 27, 28],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "page", kind: "leaf" },
        { name: "run", kind: "leaf" },
      ],
    },
    {
      itemLg2: 29,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [29, 30, 31, 32, 33, 34, 35, 36, 37],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "page", kind: "leaf" },
        { name: "run", kind: "leaf" },
      ],
    },
    {
      itemLg2: 38,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [38, 40, 41, 42, 43, 44, 45, 46],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "page", kind: "leaf" },
        { name: "run", kind: "leaf" },
      ],
    },
    {
      itemLg2: 47,
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
  ],
  parameters: [],
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
    ],
  ],
  tableRules: [[]],
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
  root: [],
  registers: [],
  tableAddressLg2: 52,
};
