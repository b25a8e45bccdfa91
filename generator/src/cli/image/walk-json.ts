import { protectionNames, type Walk, type WalkStep } from "@generic-pt/core";
import type { AccessVerdict } from "./access.js";
import { explainFault } from "./fault-explanation.js";
import { jsonText } from "./json-text.js";
import type { OpenedTable } from "./opened-table.js";
import { rightsText } from "./rights.js";

/** A walk as one JSON document; numbers of addresses, items and fields are hexadecimal strings. */
export function walkJson(table: OpenedTable, walk: Walk, verdicts: readonly AccessVerdict[]): string {
  const { va, steps, leaf, fault } = walk;
  const { traits, root, topLevel, origin } = table;
  const whole = {
    format: traits.format,
    variant: traits.variant,
    root,
    topLevel,
    origin,
    va,
    steps: steps.map(stepJson),
    ...(leaf === undefined
      ? {}
      : {
          leaf: {
            oa: leaf.oa,
            size: leaf.size,
            protections: protectionNames(leaf.protection),
            effective: protectionNames(leaf.effective),
            rights: rightsText(traits, leaf.effective),
          },
        }),
    ...(fault === undefined
      ? {}
      : {
          fault: {
            code: fault.code,
            level: fault.level,
            message: fault.message,
            explanation: explainFault(table, walk),
          },
        }),
    ...(verdicts.length === 0
      ? {}
      : {
          access: verdicts.map(({ access, allowed, deniedBy, fault }) => ({
            access,
            allowed,
            ...(deniedBy === undefined
              ? {}
              : { deniedBy: { level: deniedBy.level, itemAddress: deniedBy.itemAddress } }),
            ...(fault === undefined ? {} : { fault }),
          })),
        }),
  };
  return jsonText(whole, 2);
}

function stepJson({ entry, takes, imposes, ...step }: WalkStep): object {
  const { level: _, protection, ...decoded } = entry;
  return {
    ...step,
    ...decoded,
    ...(protection === undefined ? {} : { protections: protectionNames(protection) }),
    ...(entry.kind === "table" ? { takes: protectionNames(takes), imposes: protectionNames(imposes) } : {}),
  };
}
