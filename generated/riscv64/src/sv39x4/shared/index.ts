// Made by generic-pt from riscv64.yaml: RISC-V page table for 64-bit address spaces (Sv39, Sv48, Sv57).
// Do not edit: change the spec, then run "generic-pt generate riscv64".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

export { destroy } from "./destroy.js";
export { decodeEntryAt, encodeLeafAt, encodeTableAt } from "./entry.js";
export { findRun } from "./find-run.js";
export { map } from "./map.js";
export { translate } from "./translate.js";
export { unmap } from "./unmap.js";
export { mapNumber, translateBatch, translateNumber, unmapNumber } from "./lanes.js";
export { createState, PageTable } from "./page-table.js";
export { traits } from "../traits.js";
