import { Ajv, type ErrorObject } from "ajv";
import { didYouMean } from "./closest.js";
import { SpecSchema, VariantSchema } from "./language.js";
import { namePattern } from "./language-notation.js";
import type { Path } from "./positions.js";
import type { Finding } from "./problem.js";

/** A violation of the schema, at a path of the validated value. */
export interface SchemaProblem {
  readonly path: Path;
  /** Whether the last key of the path is meant, rather than its value. */
  readonly atKey: boolean;
  /** The key that `path` lacks. */
  readonly missing?: string;
  readonly finding: Finding;
}

// Every schema with alternatives lists its types, so that ajv reports one violation per mistake.
// Compiled once per process, to look at a few values: optimising the validators takes longer than it saves.
const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  strict: false,
  logger: false,
  code: { optimize: false },
});

/** Violations of the whole language, or of what remains when a variant is merged. */
export function schemaProblems(value: unknown, schema: "spec" | "variant"): readonly SchemaProblem[] {
  // Ajv keeps what it compiled.
  const validate = ajv.compile(schema === "spec" ? SpecSchema : VariantSchema);
  return validate(value) ? [] : (validate.errors ?? []).slice(0, maxProblems).map(toProblem);
}

/** Enough for a person; a hostile file may have a million. */
const maxProblems = 500;

function toProblem(error: ErrorObject): SchemaProblem {
  const parent = error.instancePath
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const params: Readonly<Record<string, unknown>> = error.params;
  const schema = (error.parentSchema ?? {}) as SchemaParts;
  switch (error.keyword) {
    case "additionalProperties": {
      const key = String(params.additionalProperty);
      return { path: [...parent, key], atKey: true, finding: unknownKey(key, schema) };
    }
    case "required": {
      const key = String(params.missingProperty);
      const what = schema.properties?.[key]?.description;
      return {
        path: parent,
        atKey: true,
        missing: key,
        finding: {
          rule: "missing-key",
          severity: "error",
          message: `${owner(parent)} needs the key "${key}"`,
          fix: `add "${key}"${what === undefined ? "" : `: ${what}`}`,
        },
      };
    }
    case "type":
      return at(parent, {
        rule: "wrong-type",
        severity: "error",
        message: `expected ${typeNames(params.type)}, found ${describe(error.data)}`,
        fix: typeFix(schema, typeNames(params.type)),
      });
    case "enum": {
      const allowed = (schema.enum ?? []).filter((value) => value !== null).map(String);
      return at(parent, {
        rule: "wrong-value",
        severity: "error",
        message: `${describe(error.data)} is not allowed here`,
        fix: didYouMean(String(error.data), allowed),
      });
    }
    default:
      return at(parent, {
        rule: "wrong-value",
        severity: "error",
        message: `${describe(error.data)} ${violation(error)}`,
        fix: schema.description ?? "see the language reference",
      });
  }
}

function violation({ keyword, params }: ErrorObject): string {
  const { limit } = params as { readonly limit?: number };
  switch (keyword) {
    case "minimum":
      return `is less than ${limit}`;
    case "maximum":
      return `is more than ${limit}`;
    case "minItems":
    case "minProperties":
    case "minLength":
      return "is empty";
    case "maxProperties":
      return `has more than ${limit} keys`;
    case "pattern":
      return "is not written as the language expects";
    default:
      return "is not allowed here";
  }
}

interface SchemaParts {
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
  readonly patternProperties?: Readonly<Record<string, unknown>>;
}

function owner(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return "the spec";
  return /^[0-9]+$/.test(String(last)) ? `item ${Number(last) + 1} of "${path.at(-2)}"` : `"${last}"`;
}

const at = (path: Path, finding: Finding): SchemaProblem => ({ path, atKey: false, finding });

function unknownKey(key: string, { properties, patternProperties }: SchemaParts): Finding {
  if (properties === undefined && patternProperties !== undefined) {
    const isName = namePattern in patternProperties;
    return {
      rule: "bad-name",
      severity: "error",
      message: `"${shorten(key)}" cannot be used as a name here`,
      fix: isName
        ? 'use lower-case letters and digits, starting with a letter, with single "-" or "_" between them'
        : `use a name like ${Object.keys(patternProperties).join(", ")}`,
    };
  }
  return {
    rule: "unknown-key",
    severity: "error",
    message: `unknown key "${shorten(key)}"`,
    fix: didYouMean(key, Object.keys(properties ?? {})),
  };
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

const typeLabels: Readonly<Record<string, string>> = {
  integer: "an integer",
  number: "a number",
  string: "text",
  object: "a map",
  array: "a list",
  boolean: "true or false",
  null: "null",
};

function typeNames(types: unknown): string {
  const names = [types].flat().map((type) => typeLabels[String(type)] ?? String(type));
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

function typeFix({ description, properties }: SchemaParts, types: string): string {
  const keys = Object.keys(properties ?? {}).join(", ");
  const what = keys === "" ? `write ${types}` : `write a map of ${keys}`;
  return description === undefined ? what : `${what}. ${description}`;
}

function describe(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "string") return `the text "${shorten(value)}"`;
  return String(value);
}
