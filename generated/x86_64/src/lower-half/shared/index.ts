// Made by generic-pt from x86_64.yaml: x86-64 long-mode page table.
// Do not edit: change the spec, then run "generic-pt generate x86_64".
// Citations in brackets are of: AMD64 Architecture Programmer's Manual, volume 2, 24593.

export { destroy } from "./destroy.js";
export { decodeEntryAt, encodeLeafAt, encodeTableAt } from "./entry.js";
export { findRun } from "./find-run.js";
export { map } from "./map.js";
export { translate } from "./translate.js";
export { unmap } from "./unmap.js";
export { mapNumber, translateBatch, translateNumber, unmapNumber } from "./lanes.js";
export { createState, PageTable } from "./page-table.js";
export { traits } from "../traits.js";
