import type { VariantSpec } from "./language.js";

/** What stands in for a section that violates the schema, while rules about other sections run. */
export const placeholders: VariantSpec = {
  format: "unnamed",
  source: { manual: "unknown" },
  title: "unknown",
  description: "unknown",
  item: { bits: 64 },
  granule: 4096,
  va: { max: 64, "beyond-top": "narrow" },
  oa: { max: 64 },
  top: { levels: 0, otherwise: "EINVAL" },
  levels: [],
  fields: {},
  addresses: {},
  entries: {},
  protections: { rules: [] },
};
