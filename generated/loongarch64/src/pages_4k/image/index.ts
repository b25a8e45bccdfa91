// Made by generic-pt from loongarch64.yaml: LoongArch page table for 64-bit address spaces.
// Do not edit: change the spec, then run "generic-pt generate loongarch64".
// Citations in brackets are of: LoongArch Reference Manual, volume 1.

export { decodeEntryAt } from "./entry.js";
export { findRun } from "./find-run.js";
export { translate } from "./translate.js";
export { translateBatch, translateNumber } from "./lanes.js";
export { TableView } from "./page-table.js";
export { traits } from "../traits.js";
