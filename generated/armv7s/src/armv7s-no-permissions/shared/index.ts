// Made by generic-pt from armv7s.yaml: Arm short-descriptor page table.
// Do not edit: change the spec, then run "generic-pt generate armv7s".
// Citations in brackets are of: Arm Architecture Reference Manual, Armv7-A and Armv7-R edition, DDI 0406.

export { destroy } from "./destroy.js";
export { decodeEntryAt, encodeLeafAt, encodeTableAt } from "./entry.js";
export { findRun } from "./find-run.js";
export { map } from "./map.js";
export { translate } from "./translate.js";
export { unmap } from "./unmap.js";
export { mapNumber, translateBatch, translateNumber, unmapNumber } from "./lanes.js";
export { createState, PageTable } from "./page-table.js";
export { traits } from "../traits.js";
