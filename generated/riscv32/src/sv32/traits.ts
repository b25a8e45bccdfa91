// Made by generic-pt from riscv32.yaml: RISC-V page table for 32-bit harts (Sv32).
// Do not edit: change the spec, then run "generic-pt generate riscv32".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

import type { TableTraits } from "@generic-pt/core";

/** What the runtime knows of the variant. */
export const traits: TableTraits = {
  contract: 1,
  format: "riscv32",
  variant: "sv32",
  granuleLg2: 12,
  itemBits: 32,
  endian: "little",
  vaMaxLg2: 32,
  vaMinLg2: 12,
  vaOtherwise: -22,
  vaWithinOa: false,
  vaWidths: [32],
  oaMaxLg2: 34,
  topNarrowsVa: false,
  top: { lowest: 1, highest: 1, otherwise: -95 },
  levels: [
    {
      label: "VPN[0]",
      itemLg2: 12,
      indexBits: 10,
      tableBytes: 4096,
      sizesLg2: [12],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "no-access", kind: "reserved" },
        { name: "write-only", kind: "reserved" },
        { name: "page", kind: "leaf" },
      ],
    },
    {
      label: "VPN[1]",
      itemLg2: 22,
      indexBits: 10,
      tableBytes: 4096,
      sizesLg2: [22],
      encodings: [
        { name: "empty", kind: "empty" },
        { name: "table", kind: "table" },
        { name: "no-access", kind: "reserved" },
        { name: "write-only", kind: "reserved" },
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
      { ifAll: 1, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x2n, value: 0x2n },
      { ifAll: 2, unlessAny: 0, features: [], withoutFeatures: [], mask: 0x86n, value: 0x86n },
      { ifAll: 0, unlessAny: 8, features: [], withoutFeatures: [], mask: 0x8n, value: 0x8n },
      { ifAll: 0, unlessAny: 32, features: [], withoutFeatures: [], mask: 0x10n, value: 0x10n },
    ],
  ],
  tableRules: [[]],
  requiredProtection: 3,
  refusals: [],
  reads: [
    { protection: 1, tests: [{ mask: 0x2n, value: 0x2n, negated: false }] },
    { protection: 2, tests: [{ mask: 0x4n, value: 0x4n, negated: false }] },
    { protection: 8, tests: [{ mask: 0x8n, value: 0x0n, negated: false }] },
    { protection: 32, tests: [{ mask: 0x10n, value: 0x0n, negated: false }] },
  ],
  restrictions: [],
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
    { name: "low-of-4m", high: 19, low: 10, levels: { low: 1, high: 1 }, on: ["leaf"] },
    { name: "ppn", high: 31, low: 10 },
  ],
  root: [
    { name: "ppn", holds: "top-address", shift: 12, plus: 0 },
    { name: "mode", holds: "top-level", shift: 0, plus: 0 },
  ],
  registers: [
    {
      name: "satp",
      features: [],
      fields: [
        { name: "mode", holds: "top-level", shift: 0, plus: 0, low: 31, high: 31 },
        { name: "ppn", holds: "top-address", shift: 12, plus: 0, low: 0, high: 21 },
      ],
    },
  ],
  tableAddressLg2: 34,
};
