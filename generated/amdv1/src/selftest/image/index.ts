// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".
// Citations in brackets are of: AMD I/O Virtualization Technology (IOMMU) Specification, 48882.

export { decodeEntryAt } from "./entry.js";
export { findRun } from "./find-run.js";
export { translate } from "./translate.js";
export { translateBatch, translateNumber } from "./lanes.js";
export { TableView } from "./page-table.js";
export { traits } from "../traits.js";
