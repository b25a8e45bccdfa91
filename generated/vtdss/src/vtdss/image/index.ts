// Made by generic-pt from vtdss.yaml: Intel VT-d second-stage page table.
// Do not edit: change the spec, then run "generic-pt generate vtdss".

export { decodeEntryAt } from "./entry.js";
export { findRun } from "./find-run.js";
export { translate } from "./translate.js";
export { translateBatch, translateNumber } from "./lanes.js";
export { TableView } from "./page-table.js";
export { traits } from "../traits.js";
