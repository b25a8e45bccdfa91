import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { bitsPattern, levelsPattern, levelValuePattern, sizePattern } from "./ranges.js";

/** The small notations that the sections of the language share, as schemas. */

export const closed = { additionalProperties: false };

/** Names of fields, features, entries, ... */
export const namePattern = "^[a-z][a-z0-9]*([_-][a-z0-9]+)*$";

export function named<Value extends TSchema>(value: Value, description: string) {
  return Type.Record(Type.String({ pattern: namePattern }), value, { ...closed, description });
}

export const text = (description: string) => Type.String({ description, minLength: 1 });
export const doc = Type.Optional(text("What it means, in a sentence; becomes documentation of the package."));
export const cite = Type.Optional(text("Where the manual says so, e.g. a table or section."));

export const Bits = Type.Unsafe<number | string>({
  type: ["integer", "string"],
  minimum: 0,
  maximum: 63,
  pattern: bitsPattern,
  description: "Bits of an item: one bit `6`, or high..low `11..9`.",
});

export const Size = Type.Unsafe<number | string>({
  type: ["integer", "string"],
  minimum: 1,
  pattern: sizePattern,
  description: "A size in bytes, or with a unit: `4KiB`, `2MiB`, `1GiB`, `1TiB`.",
});

export const Levels = Type.Unsafe<number | string>({
  type: ["integer", "string"],
  minimum: 0,
  maximum: 7,
  pattern: levelsPattern,
  description:
    "One level `5`, or low..high `0..4`. Level 0 is the table that holds only the smallest leaves.",
});

const LevelValue = Type.Unsafe<number | string>({
  type: ["integer", "string"],
  minimum: 0,
  pattern: levelValuePattern,
  description: "A number, or one that depends on the level: `level`, `level+1`, `level-1`.",
});

const Negation = Type.Object({ not: LevelValue }, closed);
const Choice = Type.Object({ any: Type.Array(LevelValue, { minItems: 1 }) }, closed);

export const MatchValue = Type.Unsafe<number | string | Static<typeof Negation> | Static<typeof Choice>>({
  type: ["integer", "string", "object"],
  minimum: 0,
  pattern: levelValuePattern,
  properties: {
    not: { ...LevelValue, description: "Every value but this one." },
    any: { type: "array", minItems: 1, items: LevelValue, description: "Any of these values." },
  },
  minProperties: 1,
  maxProperties: 1,
  additionalProperties: false,
  description: "The value that the field must have: a number, `level`, `{ not: 0 }` or `{ any: [1, 3] }`.",
});

export const Match = named(MatchValue, "Fields and the values they must have; all must hold.");
export const Assignment = named(LevelValue, "Fields and the values that are written.");

export const Names = (description: string) =>
  Type.Unsafe<string | string[]>({
    type: ["string", "array"],
    minLength: 1,
    items: { type: "string", minLength: 1 },
    minItems: 1,
    description,
  });

export const ErrorName = Type.Unsafe<"EINVAL" | "EOPNOTSUPP" | "ERANGE" | "EPERM">({
  enum: ["EINVAL", "EOPNOTSUPP", "ERANGE", "EPERM"],
  description: "Name of the error.",
});
