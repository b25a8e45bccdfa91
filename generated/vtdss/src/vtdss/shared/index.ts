// Made by generic-pt from vtdss.yaml: Intel VT-d second-stage page table.
// Do not edit: change the spec, then run "generic-pt generate vtdss".
// Citations in brackets are of: Intel Virtualization Technology for Directed I/O, Architecture Specification, D51397.

export { destroy } from "./destroy.js";
export { readDirty, setDirty } from "./dirty.js";
export { decodeEntryAt, encodeLeafAt, encodeTableAt } from "./entry.js";
export { findRun } from "./find-run.js";
export { map } from "./map.js";
export { translate } from "./translate.js";
export { unmap } from "./unmap.js";
export { mapNumber, translateBatch, translateNumber, unmapNumber } from "./lanes.js";
export { createState, PageTable } from "./page-table.js";
export { traits } from "../traits.js";
