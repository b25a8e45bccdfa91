// Made by generic-pt from vtdss.yaml: Intel VT-d second-stage page table.
// Do not edit: change the spec, then run "generic-pt generate vtdss".
// Citations in brackets are of: Intel Virtualization Technology for Directed I/O, Architecture Specification, D51397.

import type { TableTraits } from "@generic-pt/core";

/** What the runtime knows of the variant. */
export const traits: TableTraits = {
  contract: 1,
  format: "vtdss",
  variant: "vtdss",
  granuleLg2: 12,
  itemBits: 64,
  endian: "little",
  vaMaxLg2: 57,
  vaMinLg2: 12,
  vaOtherwise: -22,
  vaWithinOa: false,
  oaMaxLg2: 52,
  topNarrowsVa: false,
  top: { lowest: 2, highest: 4, otherwise: -95 },
  levels: [
    {
      label: "SS-PT",
      itemLg2: 12,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [12],
      encodings: [{ name: "empty", kind: "empty" }, { name: "page", kind: "leaf" }],
    },
    {
      label: "SS-PD",
      itemLg2: 21,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [21],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "large-page", kind: "leaf" },
      ],
    },
    {
      label: "SS-PDPT",
      itemLg2: 30,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [30],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "large-page", kind: "leaf" },
      ],
    },
    {
      label: "SS-PML4",
      itemLg2: 39,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [],
      encodings: [{ name: "empty", kind: "empty" }, { name: "table", kind: "table" }],
    },
    {
      label: "SS-PML5",
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
      name: "flush_range",
      effect: "flush-whole-range",
      always: false,
      supported: true,
      pointerBits: 0x0n,
    },
    {
      name: "dma_incoherent",
      effect: "mark-flushed",
      always: false,
      supported: true,
      pointerBits: 0x400n,
    },
    {
      name: "vtdss_force_coherence",
      effect: "none",
      always: false,
      supported: true,
      pointerBits: 0x0n,
    },
    {
      name: "vtdss_force_writeable",
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
      { ifAll: 2, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x2n, value: 0x2n },
      {
        ifAll: 0,
        unlessAny: 0,
        features: ["vtdss_force_coherence"],
        withoutFeatures: [],
        mask: 0x800n,
        value: 0x800n,
      },
    ],
  ],
  tableRules: [[]],
  requiredProtection: 3,
  refusals: [
    {
      ifAll: 1,
      unlessAny: 2,
      features: ["vtdss_force_writeable"],
      withoutFeatures: [],
      errno: -22,
    },
  ],
  reads: [
    { protection: 1, tests: [{ mask: 0x1n, value: 0x1n, negated: false }] },
    { protection: 2, tests: [{ mask: 0x2n, value: 0x2n, negated: false }] },
  ],
  restrictions: [
    { tests: [{ mask: 0x1n, value: 0x0n, negated: false }], takes: 1, imposes: 0 },
    { tests: [{ mask: 0x2n, value: 0x0n, negated: false }], takes: 2, imposes: 0 },
  ],
  dirty: { mask: 0x200n, value: 0x200n, negated: false },
  fields: [
    { name: "read", high: 0, low: 0 },
    { name: "write", high: 1, low: 1 },
    { name: "page-size", high: 7, low: 7 },
    { name: "accessed", high: 8, low: 8 },
    { name: "dirty", high: 9, low: 9 },
    { name: "sw-flushed", high: 10, low: 10 },
    { name: "snoop", high: 11, low: 11 },
    { name: "address", high: 51, low: 12 },
  ],
  root: [
    { name: "ssptptr", holds: "top-address", shift: 0, plus: 0 },
    { name: "aw", holds: "top-level", shift: 0, plus: -1 },
  ],
  registers: [
    {
      name: "context-low",
      features: [],
      fields: [{ name: "ssptptr", holds: "top-address", shift: 12, plus: 0, low: 12, high: 63 }],
    },
    {
      name: "context-high",
      features: [],
      fields: [{ name: "aw", holds: "top-level", shift: 0, plus: -1, low: 0, high: 2 }],
    },
    {
      name: "pasid-entry",
      features: [],
      fields: [
        { name: "ssptptr", holds: "top-address", shift: 12, plus: 0, low: 12, high: 63 },
        { name: "aw", holds: "top-level", shift: 0, plus: -1, low: 2, high: 4 },
      ],
    },
  ],
  tableAddressLg2: 52,
};
