import { exactLg2, parseSize } from "../ranges.js";
import type { LintRule } from "./rule.js";

/** A line of the caches of common machines: more has never been between two items. */
const largestSlot = 64;

const itemOutsideSlot: LintRule = {
  id: "item-outside-slot",
  severity: "error",
  needs: ["item"],
  after: ["size-not-power-of-two"],
  meaning:
    "The slots of a table are smaller than an item or larger than 64 bytes, or the item does not lie at a multiple of its own bytes within its slot.",
  check({ spec, report }) {
    const { bits, slot, at = 0 } = spec.item;
    const own = bits / 8;
    const bytes = slot === undefined ? BigInt(own) : parseSize(slot);
    if (exactLg2(bytes) === undefined) return;
    if (bytes < own) {
      report(
        ["item", "slot"],
        `an item of ${bits} bits takes ${own} bytes, not ${bytes}`,
        `write ${own}B or more`,
      );
      return;
    }
    if (bytes > largestSlot) {
      report(
        ["item", "slot"],
        `slots of ${bytes} bytes are larger than any`,
        `write ${largestSlot}B or less`,
      );
      return;
    }
    const last = Number(bytes) - own;
    if (at > last)
      report(
        ["item", "at"],
        `an item that starts at byte ${at} ends beyond its slot of ${bytes} bytes`,
        slot === undefined ? `say how large the slots are: "slot: ${2 * own}B"` : `write ${last} or less`,
      );
    else if (at % own !== 0)
      report(
        ["item", "at"],
        `an item of ${own} bytes cannot start at byte ${at}`,
        `write ${at - (at % own)}, a multiple of its bytes`,
      );
  },
};

/** Where items lie. */
export const slotRules: readonly LintRule[] = [itemOutsideSlot];
