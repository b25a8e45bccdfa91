// Made by generic-pt from riscv64.yaml: RISC-V page table for 64-bit address spaces (Sv39, Sv48, Sv57).
// Do not edit: change the spec, then run "generic-pt generate riscv64".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

import type { TableTraits } from "@generic-pt/core";

/** What the runtime knows of the variant. */
export const traits: TableTraits = {
  contract: 1,
  format: "riscv64",
  variant: "sv39x4",
  granuleLg2: 12,
  itemBits: 64,
  endian: "little",
  vaMaxLg2: 41,
  vaWidths: [41],
  oaMaxLg2: 56,
  topNarrowsVa: false,
  top: { lowest: 2, highest: 2, otherwise: -95 },
  levels: [
    {
      label: "VPN[0]",
      itemLg2: 12,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [12, 16],
      optionalSizes: [{ lg2: 16, feature: "riscv_svnapot_64k" }],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "no-access", kind: "reserved" },
        { name: "write-only", kind: "reserved" },
        { name: "page", kind: "leaf" },
        { name: "page-64k", kind: "leaf" },
      ],
    },
    {
      label: "VPN[1]",
      itemLg2: 21,
      indexBits: 9,
      tableBytes: 4096,
      sizesLg2: [21],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "no-access", kind: "reserved" },
        { name: "write-only", kind: "reserved" },
        { name: "page-2m", kind: "leaf" },
      ],
    },
    {
      label: "VPN[2]",
      itemLg2: 30,
      indexBits: 11,
      tableBytes: 16384,
      sizesLg2: [30],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "no-access", kind: "reserved" },
        { name: "write-only", kind: "reserved" },
        { name: "page-1g", kind: "leaf" },
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
      name: "flush_range",
      effect: "flush-whole-range",
      always: false,
      supported: true,
      pointerBits: 0x0n,
    },
    {
      name: "riscv_svnapot_64k",
      effect: "none",
      always: false,
      supported: true,
      pointerBits: 0x0n,
    },
    { name: "riscv_svpbmt", effect: "none", always: false, supported: true, pointerBits: 0x0n },
  ],
  parameters: [],
  leafRules: [
    [
      { ifAll: 1, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x2n, value: 0x2n },
      { ifAll: 2, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x86n, value: 0x86n },
      { ifAll: 0, unlessAny: 8, features: [], withoutFeatures: [], mask: 0x8n, value: 0x8n },
      {
        ifAll: 16,
        unlessAny: 0,
        features: ["riscv_svpbmt"],
        withoutFeatures: [],
        mask: 0x6000000000000000n,
        value: 0x4000000000000000n,
      },
      {
        ifAll: 0,
        unlessAny: 20,
        features: ["riscv_svpbmt"],
        withoutFeatures: [],
        mask: 0x6000000000000000n,
        value: 0x2000000000000000n,
      },
    ],
  ],
  tableRules: [[]],
  requiredProtection: 3,
  refusals: [],
  reads: [
    { protection: 1, tests: [{ mask: 0x2n, value: 0x2n, negated: false }] },
    { protection: 2, tests: [{ mask: 0x4n, value: 0x4n, negated: false }] },
    { protection: 4, tests: [{ mask: 0x6000000000000000n, value: 0x0n, negated: false }] },
    { protection: 8, tests: [{ mask: 0x8n, value: 0x0n, negated: false }] },
    {
      protection: 16,
      tests: [{ mask: 0x6000000000000000n, value: 0x4000000000000000n, negated: false }],
    },
  ],
  restrictions: [],
  dirtyMask: 0x0n,
  fields: [
    { name: "valid", high: 0, low: 0 },
    { name: "read", high: 1, low: 1 },
    { name: "write", high: 2, low: 2 },
    { name: "execute", high: 3, low: 3 },
    { name: "user", high: 4, low: 4 },
    { name: "global", high: 5, low: 5 },
    { name: "accessed", high: 6, low: 6 },
    { name: "dirty", high: 7, low: 7 },
    { name: "software", high: 9, low: 8 },
    { name: "low-of-2m", high: 18, low: 10, levels: { low: 1, high: 1 }, on: ["leaf"] },
    { name: "low-of-1g", high: 27, low: 10, levels: { low: 2, high: 2 }, on: ["leaf"] },
    { name: "ppn", high: 53, low: 10 },
    { name: "reserved", high: 60, low: 54 },
    { name: "memory-type", high: 62, low: 61 },
    { name: "napot", high: 63, low: 63 },
  ],
  root: [
    { name: "ppn", holds: "top-address", shift: 12, plus: 0 },
    { name: "iohgatp_mode", holds: "top-level", shift: 0, plus: 6 },
  ],
  registers: [
    {
      name: "hgatp",
      features: [],
      fields: [
        { name: "mode", holds: "top-level", shift: 0, plus: 6, low: 60, high: 63 },
        { name: "ppn", holds: "top-address", shift: 12, plus: 0, low: 0, high: 43 },
      ],
    },
    {
      name: "iohgatp",
      features: [],
      fields: [
        { name: "mode", holds: "top-level", shift: 0, plus: 6, low: 60, high: 63 },
        { name: "ppn", holds: "top-address", shift: 12, plus: 0, low: 0, high: 43 },
      ],
    },
  ],
  tableAddressLg2: 56,
};
