import type { ConditionsSpec, VariantSpec } from "../language.js";
import type { Path } from "../positions.js";
import { asList } from "../ranges.js";
import { readings, writtenReadings } from "../rule-conditions.js";

/** A name that a spec uses, and where. */
export interface Reference {
  readonly name: string;
  readonly path: Path;
  /** The name is the last key of the path, not its value. */
  readonly isKey: boolean;
}

/** Field values somewhere in a spec: a match or what is written. */
export interface Values {
  readonly path: Path;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Every place where fields get or must have values. */
export function* fieldValues(spec: VariantSpec): Generator<Values> {
  for (const [name, { match, set }] of Object.entries(spec.entries)) {
    if (match !== undefined) yield { path: ["entries", name, "match"], values: match };
    if (set !== undefined) yield { path: ["entries", name, "set"], values: set };
  }
  for (const [index, { set }] of spec.protections.rules.entries()) {
    if (set !== undefined) yield { path: ["protections", "rules", index, "set"], values: set };
  }
  for (const { path, reading } of readings(spec)) yield { path, values: reading.match };
  for (const [name, { set }] of Object.entries(spec.features ?? {})) {
    if (set !== undefined) yield { path: ["features", name, "set"], values: set };
  }
  for (const [index, { match }] of (spec.protections.restricts ?? []).entries())
    yield { path: ["protections", "restricts", index, "match"], values: match };
  for (const key of ["if", "match", "set", "clear"] as const) {
    const values = spec.dirty?.[key];
    if (values !== undefined) yield { path: ["dirty", key], values };
  }
}

export function* fieldReferences(spec: VariantSpec): Generator<Reference> {
  for (const { path, values } of fieldValues(spec)) {
    for (const name of Object.keys(values)) yield { name, path: [...path, name], isKey: true };
  }
  for (const [name, { within }] of Object.entries(spec.parameters ?? {})) {
    yield { name: within, path: ["parameters", name, "within"], isKey: false };
  }
}

function* listed(names: string | readonly string[] | undefined, path: Path): Generator<Reference> {
  for (const [index, name] of asList(names).entries()) {
    yield { name, path: typeof names === "string" ? path : [...path, index], isKey: false };
  }
}

function* conditions(
  spec: VariantSpec,
): Generator<{ readonly path: Path; readonly conditions: ConditionsSpec }> {
  for (const [index, rule] of spec.protections.rules.entries()) {
    yield { path: ["protections", "rules", index], conditions: rule };
  }
  for (const [index, refusal] of (spec.protections.refuse ?? []).entries()) {
    yield { path: ["protections", "refuse", index], conditions: refusal };
  }
}

export function* protectionReferences(spec: VariantSpec): Generator<Reference> {
  for (const { path, conditions: when } of conditions(spec)) {
    yield* listed(when.if, [...path, "if"]);
    yield* listed(when.unless, [...path, "unless"]);
  }
  yield* listed(spec.protections["require-any"], ["protections", "require-any"]);
  for (const name of Object.keys(spec.protections.reads ?? {})) {
    yield { name, path: ["protections", "reads", name], isKey: true };
  }
  for (const [index, { takes, imposes }] of (spec.protections.restricts ?? []).entries()) {
    yield* listed(takes, ["protections", "restricts", index, "takes"]);
    yield* listed(imposes, ["protections", "restricts", index, "imposes"]);
  }
}

export function* featureReferences(spec: VariantSpec): Generator<Reference> {
  for (const { path, conditions: when } of conditions(spec)) {
    yield* listed(when.feature, [...path, "feature"]);
    yield* listed(when["without-feature"], [...path, "without-feature"]);
  }
  for (const { path, reading } of writtenReadings(spec)) {
    yield* listed(reading.feature, [...path.slice(0, -1), "feature"]);
    yield* listed(reading["without-feature"], [...path.slice(0, -1), "without-feature"]);
  }
  for (const [name, { feature }] of Object.entries(spec.parameters ?? {})) {
    yield { name: feature, path: ["parameters", name, "feature"], isKey: false };
  }
  for (const [name, { contiguous }] of Object.entries(spec.entries))
    yield* listed(contiguous?.feature, ["entries", name, "contiguous", "feature"]);
  for (const [name, { features, fields }] of Object.entries(spec.registers ?? {})) {
    yield* listed(features, ["registers", name, "features"]);
    for (const [field, when] of Object.entries(fields)) {
      yield* listed(when.feature, ["registers", name, "fields", field, "feature"]);
      yield* listed(when["without-feature"], ["registers", name, "fields", field, "without-feature"]);
    }
  }
}

export function* parameterReferences(spec: VariantSpec): Generator<Reference> {
  for (const [index, { mark }] of spec.protections.rules.entries()) {
    yield* listed(mark, ["protections", "rules", index, "mark"]);
  }
}

export function* addressReferences(spec: VariantSpec): Generator<Reference> {
  for (const [name, { address }] of Object.entries(spec.entries))
    yield* listed(address, ["entries", name, "address"]);
}

export function* entryReferences(spec: VariantSpec): Generator<Reference> {
  for (const [index, { on }] of spec.protections.rules.entries()) {
    yield* listed(on, ["protections", "rules", index, "on"]);
  }
  for (const { path, reading } of readings(spec)) yield* listed(reading.on, [...path.slice(0, -1), "on"]);
  for (const [name, field] of Object.entries(spec.fields)) {
    if (typeof field === "object") yield* listed(field.on, ["fields", name, "on"]);
  }
}
