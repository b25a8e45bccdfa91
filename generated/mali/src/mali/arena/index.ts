// Made by generic-pt from mali.yaml: Arm Mali Midgard page table.
// Do not edit: change the spec, then run "generic-pt generate mali".
// Citations in brackets are of: Arm, Mali Midgard GPU kernel driver (no public manual).

export { destroy } from "./destroy.js";
export { decodeEntryAt, encodeLeafAt, encodeTableAt } from "./entry.js";
export { findRun } from "./find-run.js";
export { map } from "./map.js";
export { translate } from "./translate.js";
export { unmap } from "./unmap.js";
export { mapNumber, translateBatch, translateNumber, unmapNumber } from "./lanes.js";
export { createState, PageTable } from "./page-table.js";
export { traits } from "../traits.js";
