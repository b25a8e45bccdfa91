import { TooManyCubes } from "./bit-sets.js";
import { type Spec, sections, type VariantSpec } from "./language.js";
import { matchTooComplex } from "./lint/match-too-complex.js";
import type { LintContext, LintRule } from "./lint/rule.js";
import { lintRules } from "./lint/rules.js";
import { placeholders } from "./placeholders.js";
import type { Path, Positions } from "./positions.js";
import { type Finding, hasErrors, type Problem, problemAt, sortProblems } from "./problem.js";
import { readYaml } from "./read-yaml.js";
import { type SchemaProblem, schemaProblems } from "./schema-problems.js";
import { isMap, type MergedVariant, mergedVariants } from "./variants.js";

export interface LoadedSpec {
  /** Present if there is no error; warnings may remain. */
  readonly spec?: Spec;
  /** Everything that is wrong, in the order of the text. */
  readonly problems: readonly Problem[];
  readonly positions: Positions;
}

/** A spec from its text. `file` names it in problems and must end in `<format>.yaml`. Never throws. */
export function loadSpec(file: string, text: string): LoadedSpec {
  const { value, positions, problems: syntax } = readYaml(file, text);
  if (!isMap(value)) return { problems: sortProblems(syntax), positions };
  const problems = [...syntax];
  const schema = schemaProblems(value, "spec");
  for (const { path, atKey, finding } of schema) {
    problems.push(problemAt(file, positions, atKey ? positions.key(path) : positions.value(path), finding));
  }
  const { spec, broken } = repaired(value, schema);
  const variants = mergedVariants(spec);
  const reported = new Set<string>();
  for (const [index, variant] of variants.entries()) {
    const isFirst = index === 0;
    problems.push(...lintVariant({ file, positions, whole: spec, variant, broken, reported, isFirst }));
  }
  return { problems: sortProblems(problems), positions, ...(hasErrors(problems) ? {} : { spec }) };
}

/** Which sections are broken, by the layer that they stand in: the base, a part or a variant. */
type Broken = ReadonlyMap<string, ReadonlySet<string>>;
const inBase = "";
const overriding = ["parts", "variants"] as const;
const isOverride = (key: unknown): key is (typeof overriding)[number] =>
  overriding.some((section) => section === key);

/** The spec with what violates the schema replaced, so that rules about the rest can still run. */
function repaired(
  value: Readonly<Record<string, unknown>>,
  schema: readonly SchemaProblem[],
): { readonly spec: Spec; readonly broken: Broken } {
  const broken = new Map<string, Set<string>>();
  if (schema.length === 0) return { spec: value as unknown as Spec, broken };
  for (const { path, missing } of schema) {
    const [where, section] = isOverride(path[0])
      ? [path.slice(0, 2).join("/"), path[2]]
      : [inBase, path[0] ?? missing];
    if (section === undefined) continue;
    broken.set(where, (broken.get(where) ?? new Set()).add(String(section)));
  }
  const intact = sections.filter((section) => section in value && !broken.get(inBase)?.has(section));
  const named = typeof value.format === "string" && !broken.get(inBase)?.has("format");
  const replaced = Object.entries(placeholders).filter(
    ([key]) => broken.get(inBase)?.has(key) || ["format", "source"].includes(key),
  );
  const spec = {
    ...Object.fromEntries(replaced),
    ...(named ? { format: value.format } : {}),
    ...Object.fromEntries(intact.map((section) => [section, value[section]])),
    ...Object.fromEntries(
      overriding.flatMap((key) => {
        const overrides = value[key];
        return isMap(overrides) ? [[key, usableOverrides(key, overrides, broken)]] : [];
      }),
    ),
  } as Spec;
  return { spec, broken };
}

function usableOverrides(
  kind: (typeof overriding)[number],
  overrides: Readonly<Record<string, unknown>>,
  broken: Broken,
): NonNullable<Spec["variants"]> {
  const known: readonly string[] = ["use", ...sections];
  return Object.fromEntries(
    Object.entries(overrides)
      .filter(([, override]) => isMap(override))
      .map(([name, override]) => [
        name,
        Object.fromEntries(
          Object.entries(isMap(override) ? override : {}).filter(
            ([key]) => !broken.get(`${kind}/${name}`)?.has(key) && known.includes(key),
          ),
        ),
      ]),
  );
}

interface LintTask {
  readonly file: string;
  readonly positions: Positions;
  readonly whole: Spec;
  readonly variant: MergedVariant;
  readonly broken: Broken;
  /** Rules and places of what earlier variants reported. */
  readonly reported: Set<string>;
  readonly isFirst: boolean;
}

function lintVariant(task: LintTask): readonly Problem[] {
  const { file, positions, whole, variant, broken, reported, isFirst } = task;
  const problems: Problem[] = [];
  const bad = new Set(variant.layers.flatMap((layer) => [...(broken.get(layer.join("/")) ?? [])]));
  const alreadySaid = new Set(bad);
  const put = (path: Path, at: "key" | "value", finding: Finding): void => {
    const place = origin(positions, variant, path);
    problems.push(
      problemAt(file, positions, at === "key" ? positions.key(place) : positions.value(place), finding),
    );
  };
  // What remains after merging may miss what the base had, even if base and override are valid alone.
  for (const { path, atKey, finding, missing } of schemaProblems(variant.spec, "variant")) {
    const section = String(path[0] ?? missing);
    if (alreadySaid.has(section)) continue;
    put(path, atKey ? "key" : "value", finding);
    bad.add(section);
  }
  const spec: VariantSpec = { ...variant.spec };
  for (const section of sections)
    if (bad.has(section)) Object.assign(spec, { [section]: placeholders[section] });
  const found = new Set<string>();
  const contextOf = (rule: LintRule): LintContext => ({
    spec,
    variant: variant.name,
    whole,
    file,
    isFirst,
    report: (path, message, fix, at = "value") => {
      found.add(rule.id);
      // A rule speaks once about one place, whatever levels, entries and variants it meets it in.
      const place = `${rule.id} ${at} ${origin(positions, variant, path).join("/")}`;
      if (reported.has(place)) return;
      reported.add(place);
      put(path, at, { rule: rule.id, severity: rule.severity, message, fix });
    },
  });
  let isGivenUp = false;
  for (const rule of lintRules) {
    if (rule.needs.some((section) => bad.has(section)) || rule.after?.some((id) => found.has(id))) continue;
    try {
      rule.check(contextOf(rule));
    } catch (error) {
      if (!(error instanceof TooManyCubes)) throw error;
      isGivenUp = true;
    }
  }
  if (isGivenUp && !found.has(matchTooComplex.id))
    contextOf(matchTooComplex).report(
      ["entries"],
      "the entries choose among too many patterns to be compared",
      "match fewer fields by `not` and `any`",
    );
  return problems;
}

/** The place in the file of a path in a merged variant: of the layers, the first that decides there. */
function origin(positions: Positions, { spec, layers }: MergedVariant, path: Path): Path {
  let merged: unknown = spec;
  for (const [depth, step] of path.entries()) {
    merged =
      typeof merged === "object" && merged !== null ? (merged as Record<string, unknown>)[step] : undefined;
    // Lists and scalars of an override replace those before them as a whole.
    const deciding = layers.find((layer) => positions.has([...layer, ...path.slice(0, depth + 1)]));
    if (!isMap(merged) && deciding) return [...deciding, ...path];
  }
  for (let length = path.length; length > 0; length--) {
    const deciding = layers.find((layer) => positions.has([...layer, ...path.slice(0, length)]));
    if (deciding) return [...deciding, ...path];
  }
  return path;
}
