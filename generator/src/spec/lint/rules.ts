import { addressRules } from "./addresses.js";
import { contiguousRules } from "./contiguous.js";
import { entryRules } from "./entries.js";
import { featureRules } from "./features.js";
import { fieldRules } from "./fields.js";
import { fileRules } from "./file.js";
import { levelRules } from "./levels.js";
import { nameRules } from "./names.js";
import { registerRules } from "./registers.js";
import { restrictionRules } from "./restrictions.js";
import type { LintRule } from "./rule.js";
import { sharedBitsRules } from "./shared-bits.js";
import { slotRules } from "./slots.js";

/** Every rule, in the order of the catalogue. */
export const lintRules: readonly LintRule[] = [
  ...fileRules,
  ...nameRules,
  ...levelRules,
  ...slotRules,
  ...fieldRules,
  ...sharedBitsRules,
  ...addressRules,
  ...entryRules,
  ...contiguousRules,
  ...featureRules,
  ...restrictionRules,
  ...registerRules,
];
