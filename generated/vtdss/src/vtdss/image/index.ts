// Made by generic-pt from vtdss.yaml: Intel VT-d second-stage page table.
// Do not edit: change the spec, then run "generic-pt generate vtdss".
// Citations in brackets are of: Intel Virtualization Technology for Directed I/O, Architecture Specification, D51397.

export { decodeEntryAt } from "./entry.js";
export { findRun } from "./find-run.js";
export { translate } from "./translate.js";
export { translateBatch, translateNumber } from "./lanes.js";
export { TableView } from "./page-table.js";
export { traits } from "../traits.js";
