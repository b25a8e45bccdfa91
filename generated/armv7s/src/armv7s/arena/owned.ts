// Made by generic-pt from armv7s.yaml: Arm short-descriptor page table.
// Do not edit: change the spec, then run "generic-pt generate armv7s".
// Citations in brackets are of: Arm Architecture Reference Manual, Armv7-A and Armv7-R edition, DDI 0406.

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 1 (first level): VA bits 31..20, 1 MiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entry: number): number {
  const next = ((entry & -0x400) - s.baseLo) >>> 2;
  return 0 === s.baseHi && !(next > s.wordCount - 256) && s.links[next >>> 6] === table + index
    ? next
    : 0 !== s.baseHi || next > s.wordCount - 256 ? EFAULT : ELOOP;
}
