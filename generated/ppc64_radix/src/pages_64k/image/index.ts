// Made by generic-pt from ppc64_radix.yaml: Power radix tree.
// Do not edit: change the spec, then run "generic-pt generate ppc64_radix".
// Citations in brackets are of: Power ISA, version 3.1, Book III.

export { decodeEntryAt } from "./entry.js";
export { findRun } from "./find-run.js";
export { translate } from "./translate.js";
export { translateBatch, translateNumber } from "./lanes.js";
export { TableView } from "./page-table.js";
export { traits } from "../traits.js";
