// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".
// Citations in brackets are of: AMD I/O Virtualization Technology (IOMMU) Specification, 48882.

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
