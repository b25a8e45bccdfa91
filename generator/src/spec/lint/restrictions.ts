import { common } from "../bit-sets.js";
import type { RestrictionSpec, VariantSpec } from "../language.js";
import { allLevels, itemsPassing, matchTests } from "../match.js";
import { asList, contains, parseLevels } from "../ranges.js";
import { encodingsAt, without } from "./encodings.js";
import type { LintRule } from "./rule.js";

const restrictionWithoutEffect: LintRule = {
  id: "restriction-without-effect",
  severity: "error",
  needs: ["fields", "levels", "entries", "protections"],
  after: ["range-reversed", "level-gap", "unknown-field", "value-too-wide", "field-level"],
  meaning:
    "A restriction neither takes nor imposes anything, or no item that points to a table can match it.",
  check({ spec, report }) {
    for (const [index, restriction] of (spec.protections.restricts ?? []).entries()) {
      const path = ["protections", "restricts", index];
      const { takes, imposes } = restriction;
      if (asList(takes).length + asList(imposes).length === 0)
        report(path, "the restriction changes nothing", 'add "takes" or "imposes"');
      else if (!canMatch(spec, restriction))
        report(
          [...path, "match"],
          "no item that points to a table looks like this",
          'match a field that "match" of the table entries leaves open',
        );
    }
  },
};

/** Whether some item at some level is a table and passes the restriction's tests, which are the same for all levels. */
function canMatch(spec: VariantSpec, { match, levels }: RestrictionSpec): boolean {
  const matching = itemsPassing(matchTests(spec.fields, match, 0));
  const own = allLevels(spec).filter((level) => levels === undefined || contains(parseLevels(levels), level));
  return own.some((level) => {
    const encodings = encodingsAt(spec, level);
    return encodings.some(({ entry, accepted }, index) => {
      const tables = entry.kind === "table" ? without(accepted, encodings.slice(0, index)) : [];
      return common(tables, matching).length > 0;
    });
  });
}

/** What tables do to what lies below them. */
export const restrictionRules: readonly LintRule[] = [restrictionWithoutEffect];
