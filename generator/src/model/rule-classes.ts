import type { RuleModel, VariantModel } from "./model.js";

/**
 * Encodings that take the same bits from protections, features and parameters form a class; a table of those bits is
 * folded per class when a page table is created, so that no rule is looked at afterwards.
 */
export interface RuleClasses {
  readonly leaf: readonly (readonly RuleModel[])[];
  readonly table: readonly (readonly RuleModel[])[];
}

const texts = new WeakMap<readonly RuleModel[], string>();

/** What rules do, without what is said about them: the same for the same rules. */
function text(rules: readonly RuleModel[]): string {
  let known = texts.get(rules);
  if (known === undefined) {
    known = JSON.stringify(
      rules.map(({ doc: _, cite: __, ...rule }) => rule),
      (_key, value: unknown) => (typeof value === "bigint" ? `${value}` : value),
    );
    texts.set(rules, known);
  }
  return known;
}

export function ruleClasses(variant: VariantModel): RuleClasses {
  const collect = (kind: "leaf" | "table"): readonly (readonly RuleModel[])[] => {
    const classes = new Map<string, readonly RuleModel[]>();
    for (const level of variant.levels) {
      for (const encoding of level.kinds) {
        if (encoding.kind === kind && !classes.has(text(encoding.rules))) {
          classes.set(text(encoding.rules), encoding.rules);
        }
      }
    }
    return [...classes.values()];
  };
  return { leaf: collect("leaf"), table: collect("table") };
}

export function classOf(classes: readonly (readonly RuleModel[])[], rules: readonly RuleModel[]): number {
  return classes.findIndex((other) => text(other) === text(rules));
}
