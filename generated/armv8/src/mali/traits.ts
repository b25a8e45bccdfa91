// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import type { TableTraits } from "@generic-pt/core";

/** What the runtime knows of the variant. */
export const traits: TableTraits = {
  contract: 1,
  format: "armv8",
  variant: "mali",
  granuleLg2: 12,
  itemBits: 64,
  endian: "little",
  vaMaxLg2: 48,
  vaMinLg2: 12,
  vaOtherwise: -22,
  vaWithinOa: false,
  oaMaxLg2: 40,
  topNarrowsVa: false,
  top: { lowest: 3, highest: 3, otherwise: -22 },
  levels: [
    {
      label: "lookup level 3",
      itemLg2: 12,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [12],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "no-page", kind: "reserved" },
        { name: "page", kind: "leaf" },
      ],
    },
    {
      label: "lookup level 2",
      itemLg2: 21,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [21],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "block", kind: "leaf" },
      ],
    },
    {
      label: "lookup level 1",
      itemLg2: 30,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [30],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "block", kind: "leaf" },
      ],
    },
    {
      label: "lookup level 0",
      itemLg2: 39,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "no-block", kind: "reserved" },
      ],
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
      pointerBits: 0x80000000000000n,
    },
  ],
  parameters: [],
  leafRules: [
    [
      { ifAll: 1, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x40n, value: 0x40n },
      { ifAll: 2, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x80n, value: 0x80n },
      {
        ifAll: 8,
        unlessAny: 0,
        features: [],
        withoutFeatures: [],
        mask: 0x60000000000000n,
        value: 0x60000000000000n,
      },
      { ifAll: 16, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x1cn, value: 0x8n },
      { ifAll: 4, unlessAny: 16, features: [], withoutFeatures: [], mask: 0x1cn, value: 0x4n },
    ],
  ],
  tableRules: [[]],
  requiredProtection: 3,
  refusals: [],
  reads: [
    { protection: 1, tests: [{ mask: 0x40n, value: 0x40n, negated: false }] },
    { protection: 2, tests: [{ mask: 0x80n, value: 0x80n, negated: false }] },
    {
      protection: 8,
      tests: [{ mask: 0x40000000000000n, value: 0x40000000000000n, negated: false }],
    },
    { protection: 4, tests: [{ mask: 0x1cn, value: 0x4n, negated: false }] },
    { protection: 16, tests: [{ mask: 0x1cn, value: 0x8n, negated: false }] },
  ],
  restrictions: [],
  fields: [
    { name: "type", high: 1, low: 0 },
    { name: "flushed", high: 55, low: 55, on: ["table"] },
    { name: "memory-type", high: 4, low: 2, on: ["leaf"] },
    { name: "read", high: 6, low: 6, on: ["leaf"] },
    { name: "write", high: 7, low: 7, on: ["leaf"] },
    { name: "shareability", high: 9, low: 8, on: ["leaf"] },
    { name: "execute-never", high: 54, low: 53, on: ["leaf"] },
  ],
  root: [{ name: "transtab", holds: "top-address", shift: 0, plus: 0 }],
  registers: [
    {
      name: "transtab",
      features: [],
      fields: [{ name: "address", holds: "top-address", shift: 12, plus: 0, low: 12, high: 47 }],
    },
  ],
  tableAddressLg2: 40,
};
