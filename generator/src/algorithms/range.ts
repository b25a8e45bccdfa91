import type { State } from "./state.js";
import { isOutside, isRangeOutside, type Va } from "./values.js";

/** Whether a range that ends no earlier than it begins has VAs beyond `limit`; places within the table, not VAs. */
export function isElsewhere(s: State, first: Va, last: Va, limit: Va): boolean {
  return (s.hasOrigin && isOutside(first, limit, s.sign)) || isRangeOutside(first, last, limit, s.sign);
}
