// Made by generic-pt from loongarch64.yaml: LoongArch page table for 64-bit address spaces.
// Do not edit: change the spec, then run "generic-pt generate loongarch64".
// Citations in brackets are of: LoongArch Reference Manual, volume 1.

export { destroy } from "./destroy.js";
export { decodeEntryAt, encodeLeafAt, encodeTableAt } from "./entry.js";
export { findRun } from "./find-run.js";
export { map } from "./map.js";
export { translate } from "./translate.js";
export { unmap } from "./unmap.js";
export { mapNumber, translateBatch, translateNumber, unmapNumber } from "./lanes.js";
export { createState, PageTable } from "./page-table.js";
export { traits } from "../traits.js";
