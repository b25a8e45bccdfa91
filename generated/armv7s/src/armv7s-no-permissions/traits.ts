// Made by generic-pt from armv7s.yaml: Arm short-descriptor page table.
// Do not edit: change the spec, then run "generic-pt generate armv7s".
// Citations in brackets are of: Arm Architecture Reference Manual, Armv7-A and Armv7-R edition, DDI 0406.

import type { TableTraits } from "@generic-pt/core";

/** What the runtime knows of the variant. */
export const traits: TableTraits = {
  contract: 1,
  format: "armv7s",
  variant: "armv7s-no-permissions",
  granuleLg2: 12,
  itemBits: 32,
  endian: "little",
  vaMaxLg2: 32,
  vaMinLg2: 12,
  vaOtherwise: -22,
  vaWithinOa: false,
  oaMaxLg2: 40,
  oaUnchecked: [32],
  topNarrowsVa: false,
  top: { lowest: 1, highest: 1, otherwise: -22 },
  levels: [
    {
      label: "second level",
      itemLg2: 12,
      indexBits: 8,
      tableBytes: 1024,
      sizesLg2: [12, 16],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "page", kind: "leaf" },
        { name: "large-page", kind: "leaf" },
      ],
    },
    {
      label: "first level",
      itemLg2: 20,
      indexBits: 12,
      tableBytes: 16384,
      sizesLg2: [20, 24],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "section", kind: "leaf" },
        { name: "supersection", kind: "leaf" },
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
    { name: "full_va", effect: "whole-va", always: false, supported: true, pointerBits: 0x0n },
    {
      name: "armv7s_ttbr1",
      effect: "upper-half",
      always: false,
      supported: true,
      pointerBits: 0x0n,
    },
    { name: "armv7s_ns", effect: "none", always: false, supported: true, pointerBits: 0x0n },
  ],
  parameters: [],
  leafRules: [
    [
      { ifAll: 16, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x4n, value: 0x4n },
      { ifAll: 0, unlessAny: 16, features: [], withoutFeatures: [], mask: 0x40n, value: 0x40n },
      { ifAll: 4, unlessAny: 16, features: [], withoutFeatures: [], mask: 0xcn, value: 0xcn },
    ],
    [
      { ifAll: 16, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x4n, value: 0x4n },
      {
        ifAll: 0,
        unlessAny: 16,
        features: [],
        withoutFeatures: [],
        mask: 0x1000n,
        value: 0x1000n,
      },
      { ifAll: 4, unlessAny: 16, features: [], withoutFeatures: [], mask: 0xcn, value: 0xcn },
    ],
    [
      { ifAll: 16, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x4n, value: 0x4n },
      {
        ifAll: 0,
        unlessAny: 16,
        features: [],
        withoutFeatures: [],
        mask: 0x1000n,
        value: 0x1000n,
      },
      { ifAll: 4, unlessAny: 16, features: [], withoutFeatures: [], mask: 0xcn, value: 0xcn },
      {
        ifAll: 0,
        unlessAny: 0,
        features: ["armv7s_ns"],
        withoutFeatures: [],
        mask: 0x80000n,
        value: 0x80000n,
      },
    ],
  ],
  tableRules: [
    [
      {
        ifAll: 0,
        unlessAny: 0,
        features: ["armv7s_ns"],
        withoutFeatures: [],
        mask: 0x8n,
        value: 0x8n,
      },
    ],
  ],
  requiredProtection: 3,
  refusals: [],
  reads: [
    { protection: 1, tests: [] },
    { protection: 2, tests: [] },
    { protection: 4, tests: [{ mask: 0xcn, value: 0xcn, negated: false }] },
    { protection: 16, tests: [{ mask: 0x4cn, value: 0x4n, negated: false }], on: ["page"] },
    {
      protection: 16,
      tests: [{ mask: 0x100cn, value: 0x4n, negated: false }],
      on: ["large-page", "section", "supersection"],
    },
  ],
  restrictions: [],
  fields: [
    { name: "type", high: 1, low: 0, on: ["empty", "table", "large-page"] },
    { name: "block", high: 1, low: 1, on: ["page", "section", "supersection"] },
    { name: "bufferable", high: 2, low: 2, on: ["leaf"] },
    { name: "cacheable", high: 3, low: 3, on: ["leaf"] },
    { name: "page-type", high: 6, low: 6, on: ["page"] },
    { name: "page-software", high: 8, low: 7, on: ["page"] },
    { name: "page-shareable", high: 10, low: 10, levels: { low: 0, high: 0 }, on: ["leaf"] },
    { name: "page-not-global", high: 11, low: 11, levels: { low: 0, high: 0 }, on: ["leaf"] },
    { name: "table-non-secure", high: 3, low: 3, on: ["table"] },
    { name: "domain", high: 8, low: 5, on: ["table", "section"] },
    {
      name: "implementation",
      high: 9,
      low: 9,
      levels: { low: 1, high: 1 },
      on: ["table", "leaf"],
    },
    { name: "memory-type", high: 12, low: 12, on: ["large-page", "section", "supersection"] },
    { name: "software", high: 14, low: 13, on: ["large-page", "section", "supersection"] },
    { name: "section-shareable", high: 16, low: 16, on: ["section", "supersection"] },
    { name: "section-not-global", high: 17, low: 17, on: ["section", "supersection"] },
    { name: "super", high: 18, low: 18, on: ["section", "supersection"] },
    { name: "non-secure", high: 19, low: 19, on: ["section", "supersection"] },
  ],
  root: [{ name: "address", holds: "top-address", shift: 0, plus: 0 }],
  registers: [
    {
      name: "ttbr0",
      features: [],
      fields: [{ name: "base", holds: "top-address", shift: 7, plus: 0, low: 7, high: 31 }],
    },
    {
      name: "ttbr1",
      features: ["armv7s_ttbr1"],
      fields: [{ name: "base", holds: "top-address", shift: 14, plus: 0, low: 14, high: 31 }],
    },
  ],
  tableAddressLg2: 32,
};
