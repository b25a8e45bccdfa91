import { didYouMean } from "../closest.js";
import type { Section, VariantSpec } from "../language.js";
import { protectionNames } from "../protection-names.js";
import { namesAnywhere } from "../variants.js";
import {
  addressReferences,
  entryReferences,
  featureReferences,
  fieldReferences,
  parameterReferences,
  protectionReferences,
  type Reference,
} from "./references.js";
import type { LintContext, LintRule } from "./rule.js";

interface Naming {
  /** What is named, e.g. "field": the rule is unknown-field. */
  readonly what: string;
  /** How messages call it, if not the same. */
  readonly noun?: string;
  readonly needs: readonly Section[];
  references(spec: VariantSpec): Iterable<Reference>;
  known(context: LintContext): readonly string[];
  /** What names something that the variant does not have goes with it. */
  isRemoved?(context: LintContext, reference: Reference): boolean;
}

function unknownName({ what, noun = what, needs, references, known, isRemoved }: Naming): LintRule {
  return {
    id: `unknown-${what}`,
    severity: "error",
    needs,
    meaning: `A name stands where the name of a known ${noun} is expected.`,
    check(context) {
      const names = known(context);
      for (const reference of references(context.spec)) {
        const { name, path, isKey } = reference;
        if (names.includes(name) || isRemoved?.(context, reference)) continue;
        context.report(
          path,
          `there is no ${noun} "${name}"`,
          didYouMean(name, names),
          isKey ? "key" : "value",
        );
      }
    },
  };
}

/** Names that lead nowhere. */
export const nameRules: readonly LintRule[] = [
  unknownName({
    what: "field",
    needs: ["fields", "entries", "protections", "features", "parameters", "dirty"],
    references: fieldReferences,
    known: ({ spec }) => Object.keys(spec.fields),
    // A rule that gives a value to a field which a variant removed is removed with it.
    isRemoved: ({ whole }, { name, path }) =>
      path[1] === "rules" && namesAnywhere(whole, "fields").includes(name),
  }),
  unknownName({
    what: "feature",
    needs: ["features", "protections", "parameters", "entries", "registers"],
    references: featureReferences,
    // A variant may remove a feature: the rules that need it then never apply, which is no mistake.
    known: ({ whole }) => namesAnywhere(whole, "features"),
  }),
  unknownName({
    what: "parameter",
    needs: ["parameters", "protections"],
    references: parameterReferences,
    known: ({ whole }) => namesAnywhere(whole, "parameters"),
  }),
  unknownName({
    what: "address",
    noun: "address layout",
    needs: ["addresses", "entries"],
    references: addressReferences,
    known: ({ spec }) => Object.keys(spec.addresses),
  }),
  unknownName({
    what: "protection",
    needs: ["protections"],
    references: protectionReferences,
    known: () => protectionNames,
  }),
  unknownName({
    what: "entry",
    needs: ["entries", "protections"],
    references: entryReferences,
    known: ({ whole }) => ["leaf", "table", ...namesAnywhere(whole, "entries")],
  }),
];
