import type { Json, JsonObject, Outcome } from "./recording.js";
import { isArray, isObject, type Members } from "./shape.js";

// Shapes have been checked before these: what is left is to convince the compiler.

export function elements(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function hexValue(value: Json | undefined): bigint {
  return typeof value === "string" ? BigInt(value) : 0n;
}

/** The members of an operation: what goes in, what comes out. */
export function bothOf(inputs: Members, outcome: Members): Members {
  return {
    required: { ...inputs.required, ...outcome.required },
    optional: { ...inputs.optional, ...outcome.optional },
  };
}

/** Those of the members that are wanted. */
export function pick(members: JsonObject, wanted: Members): Outcome {
  const names = new Set([...Object.keys(wanted.required ?? {}), ...Object.keys(wanted.optional ?? {})]);
  return Object.fromEntries(Object.entries(members).filter(([name]) => names.has(name)));
}
