import { SpecSchema } from "./language.js";

/** The language as JSON Schema (draft-07), for editors: the text of docs/spec.schema.json. */
export function jsonSchemaText(): string {
  // Symbols that the type library adds do not survive JSON, which leaves the plain schema.
  const schema = { $schema: "http://json-schema.org/draft-07/schema#", ...SpecSchema };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
