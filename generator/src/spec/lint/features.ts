import { allLevels, entryLevels, placedValues, singleValues } from "../match.js";
import { asList } from "../ranges.js";
import { isPossible, readsBack } from "../rule-conditions.js";
import { namesAnywhere } from "../variants.js";
import { rulesFor } from "./encodings.js";
import { featureReferences, parameterReferences, protectionReferences } from "./references.js";
import type { LintRule } from "./rule.js";

const featureUnused: LintRule = {
  id: "feature-unused",
  severity: "warning",
  needs: ["features", "protections", "parameters", "entries", "registers"],
  meaning: "A feature has no effect, and nothing names it.",
  check({ spec, report }) {
    const used = new Set([...featureReferences(spec)].map(({ name }) => name));
    for (const [name, { effect }] of Object.entries(spec.features ?? {})) {
      if (effect !== undefined || used.has(name)) continue;
      report(
        ["features", name],
        `the feature "${name}" changes nothing`,
        "give it an effect or a rule, or remove it",
        "key",
      );
    }
  },
};

const featureEffectTwice: LintRule = {
  id: "feature-effect-twice",
  severity: "error",
  needs: ["features"],
  meaning: "Two features have the same effect.",
  check({ spec, report }) {
    const owners = new Map<string, string>();
    for (const [name, { effect }] of Object.entries(spec.features ?? {})) {
      if (effect === undefined) continue;
      const owner = owners.get(effect);
      if (owner !== undefined) {
        report(
          ["features", name, "effect"],
          `"${owner}" already has the effect ${effect}`,
          "give one feature each effect",
        );
      }
      owners.set(effect, owner ?? name);
    }
  },
};

const signExtendedGrows: LintRule = {
  id: "sign-extended-grows",
  severity: "error",
  needs: ["features"],
  after: ["feature-effect-twice"],
  meaning: "VAs are sign-extended, and the top grows: the upper half would move with it.",
  check({ spec, report }) {
    const features = Object.entries(spec.features ?? {});
    const grows = features.some(([, { effect, supported }]) => effect === "top-grows" && supported !== false);
    for (const [name, { effect }] of features) {
      if (!grows || effect !== "sign-extended") continue;
      report(
        ["features", name, "effect"],
        "the items of the upper half are the last of the top, which changes when the top grows",
        "remove one of the two, or write a variant for each",
      );
    }
  },
};

const upperHalfMoves: LintRule = {
  id: "upper-half-moves",
  severity: "error",
  needs: ["features"],
  after: ["feature-effect-twice"],
  meaning: "A table that may lie at the end of the VAs has a growing top, or sign-extended VAs as well.",
  check({ spec, report }) {
    const features = Object.entries(spec.features ?? {});
    const other = features.find(
      ([, { effect, supported }]) =>
        effect === "sign-extended" || (effect === "top-grows" && supported !== false),
    );
    for (const [name, { effect }] of features) {
      if (effect !== "upper-half" || other === undefined) continue;
      report(
        ["features", name, "effect"],
        other[1].effect === "sign-extended"
          ? "sign-extended VAs have an upper half already"
          : "the table's first VA would change when the top grows",
        `remove it or "${other[0]}", or write a variant for each`,
      );
    }
  },
};

const featureSetMismatch: LintRule = {
  id: "feature-set-mismatch",
  severity: "error",
  needs: ["features"],
  meaning: "A mark-flushed feature says no bits to set, or another feature sets bits without a rule.",
  check({ spec, report }) {
    for (const [name, { effect, set }] of Object.entries(spec.features ?? {})) {
      if (effect === "mark-flushed" && set === undefined) {
        report(["features", name], "no bit marks what was written back", 'add "set: { <field>: 1 }"', "key");
      }
      if (effect !== "mark-flushed" && set !== undefined) {
        report(
          ["features", name, "set"],
          "only mark-flushed sets bits here",
          "write a rule under protections",
          "key",
        );
      }
    }
  },
};

const featureNotSupported: LintRule = {
  id: "feature-not-supported",
  severity: "error",
  needs: ["features"],
  meaning: "A feature that is not supported has no effect that can be dispensable, or is always on.",
  check({ spec, report }) {
    for (const [name, { effect, always, supported }] of Object.entries(spec.features ?? {})) {
      if (supported !== false || (effect === "top-grows" && always !== true)) continue;
      report(
        ["features", name, "supported"],
        always === true
          ? `"${name}" is always on and not supported`
          : "only top-grows is dispensable for some tables",
        "remove the feature: tables that ask for it are refused",
      );
    }
  },
};

const parameterUnused: LintRule = {
  id: "parameter-unused",
  severity: "warning",
  needs: ["parameters", "protections"],
  meaning: "No rule marks entries with a parameter.",
  check({ spec, report }) {
    const used = new Set([...parameterReferences(spec)].map(({ name }) => name));
    for (const name of Object.keys(spec.parameters ?? {})) {
      if (used.has(name)) continue;
      report(
        ["parameters", name],
        `no rule marks an entry with "${name}"`,
        `add a rule with "mark: ${name}"`,
        "key",
      );
    }
  },
};

const ruleWithoutEffect: LintRule = {
  id: "rule-without-effect",
  severity: "error",
  needs: ["protections"],
  meaning: "A rule has neither set nor mark, or has both.",
  check({ spec, report }) {
    for (const [index, { set, mark }] of spec.protections.rules.entries()) {
      if ((set === undefined) !== (mark === undefined)) continue;
      report(
        ["protections", "rules", index],
        set === undefined ? "the rule sets no bits" : "the rule both sets fields and marks",
        set === undefined ? 'add "set" or "mark"' : "write two rules",
      );
    }
  },
};

const ruleNeverApplies: LintRule = {
  id: "rule-never-applies",
  severity: "warning",
  needs: ["levels", "entries", "protections", "features"],
  after: ["range-reversed", "level-gap"],
  meaning: "A rule applies to no entry at any level.",
  check({ spec, whole, report }) {
    const known = new Set(["leaf", "table", ...namesAnywhere(whole, "entries")]);
    for (const [index, rule] of spec.protections.rules.entries()) {
      const isNamed = asList(rule.on).every((name) => known.has(name));
      const applies = allLevels(spec).some((level) =>
        Object.entries(spec.entries).some(
          ([name, entry]) =>
            entryLevels(spec, entry).includes(level) && rulesFor(spec, { name, entry }, level).includes(rule),
        ),
      );
      if (applies || !isNamed || !isPossible(spec, rule)) continue;
      report(
        ["protections", "rules", index],
        "no entry at any level is meant by the rule",
        'correct "on" or "levels"',
      );
    }
  },
};

const ruleAgainstFixed: LintRule = {
  id: "rule-against-fixed",
  severity: "error",
  needs: ["fields", "levels", "entries", "protections", "features"],
  after: ["range-reversed", "level-gap", "unknown-field", "value-too-wide"],
  meaning: "A rule gives a field another value than the entry's own `match` or `set`.",
  check({ spec, report }) {
    for (const [index, rule] of spec.protections.rules.entries()) {
      if (rule.set === undefined || !isPossible(spec, rule)) continue;
      const set = rule.set;
      const clash = Object.entries(spec.entries).find(([name, entry]) =>
        entryLevels(spec, entry).some((level) => {
          if (!rulesFor(spec, { name, entry }, level).includes(rule)) return false;
          const own = placedValues(spec.fields, { ...singleValues(entry.match ?? {}), ...entry.set }, level);
          const added = placedValues(spec.fields, set, level);
          return ((own.value ^ added.value) & own.mask & added.mask) !== 0n;
        }),
      );
      if (!clash) continue;
      report(
        ["protections", "rules", index, "set"],
        `entry "${clash[0]}" writes another value there, and items would hold both`,
        'take the field out of the entry\'s "match" or "set", or out of the rule',
      );
    }
  },
};

const protectionNeverRead: LintRule = {
  id: "protection-never-read",
  severity: "warning",
  needs: ["protections"],
  meaning: "A protection changes what leaves hold, but nothing says how it reads back.",
  check({ spec, report }) {
    const { rules, reads } = spec.protections;
    const read = new Set([...rules.filter(readsBack).map((rule) => rule.if), ...Object.keys(reads ?? {})]);
    for (const { name, path } of protectionReferences(spec)) {
      if (!path.includes("if") || path[1] !== "rules" || read.has(name)) continue;
      // Without bits of its own there is nothing to read.
      if (spec.protections.rules[Number(path[2])]?.set === undefined) continue;
      report(path, `nothing says how "${name}" reads back`, `add it to "reads"`);
    }
  },
};

const rootMissingAddress: LintRule = {
  id: "root-missing-address",
  severity: "error",
  needs: ["root"],
  meaning: "The root says nothing of where the top table is.",
  check({ spec, report }) {
    const fields = Object.values(spec.root ?? {});
    if (spec.root === undefined || fields.some(({ holds }) => holds === "top-address")) return;
    report(
      ["root"],
      "no root field holds the address of the top table",
      "add one with holds: top-address",
      "key",
    );
  },
};

/** Features, parameters, protections and what they change. */
export const featureRules: readonly LintRule[] = [
  featureUnused,
  featureEffectTwice,
  signExtendedGrows,
  upperHalfMoves,
  featureSetMismatch,
  featureNotSupported,
  parameterUnused,
  ruleWithoutEffect,
  ruleNeverApplies,
  ruleAgainstFixed,
  protectionNeverRead,
  rootMissingAddress,
];
