// Made by generic-pt from mali.yaml: Arm Mali Midgard page table.
// Do not edit: change the spec, then run "generic-pt generate mali".
// Citations in brackets are of: Arm, Mali Midgard GPU kernel driver (no public manual).

export { decodeEntryAt } from "./entry.js";
export { findRun } from "./find-run.js";
export { translate } from "./translate.js";
export { translateBatch, translateNumber } from "./lanes.js";
export { TableView } from "./page-table.js";
export { traits } from "../traits.js";
