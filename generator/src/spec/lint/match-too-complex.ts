import { type Cube, everything, subtract, TooManyCubes } from "../bit-sets.js";
import { allLevels, entryLevels, itemsPassing, matchTests } from "../match.js";
import type { LintRule } from "./rule.js";

/** Whoever asks which items an entry takes from those before it must get an answer in reasonable time. */
export const matchTooComplex: LintRule = {
  id: "match-too-complex",
  severity: "error",
  needs: ["item", "levels", "fields", "addresses", "entries"],
  after: ["range-reversed", "level-gap", "unknown-field"],
  meaning:
    "The choices of a match, together with those of the entries before it, make too many patterns to compare.",
  check({ spec, report }) {
    for (const level of allLevels(spec)) {
      let rest: readonly Cube[] = [everything];
      for (const [name, entry] of Object.entries(spec.entries)) {
        if (!entryLevels(spec, entry).includes(level)) continue;
        try {
          for (const cube of itemsPassing(matchTests(spec.fields, entry.match ?? {}, level)))
            rest = subtract(rest, cube);
        } catch (error) {
          if (!(error instanceof TooManyCubes)) throw error;
          report(
            ["entries", name, "match"],
            `"${name}" chooses among too many patterns to compare it with the other entries`,
            "match fewer fields by `not` and `any`, or say it by several entries",
          );
          break;
        }
      }
    }
  },
};
