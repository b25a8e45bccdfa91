// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

export { destroy } from "./destroy.js";
export { decodeEntryAt, encodeLeafAt, encodeTableAt } from "./entry.js";
export { findRun } from "./find-run.js";
export { map } from "./map.js";
export { translate } from "./translate.js";
export { unmap } from "./unmap.js";
export { mapNumber, translateBatch, translateNumber, unmapNumber } from "./lanes.js";
export { createState, PageTable } from "./page-table.js";
export { traits } from "../traits.js";
