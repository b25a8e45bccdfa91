import type { Json, JsonObject } from "./recording.js";

/** A document that is not what it claims to be; `place` names the member, e.g. `steps[3].iova`. */
export class MalformedRecording extends Error {
  override readonly name = "MalformedRecording";
  readonly place: string;

  constructor(place: string, problem: string) {
    super(place === "" ? problem : `${place}: ${problem}`);
    this.place = place;
  }
}

/** Throws {@link MalformedRecording} unless `value` has the shape. */
export type Shape = (value: Json, place: string) => void;

/** What an object may hold: every member is checked, members that are not listed are refused. */
export interface Members {
  readonly required?: Readonly<Record<string, Shape>>;
  readonly optional?: Readonly<Record<string, Shape>>;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function text(value: Json): string {
  const json = JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 57)}...` : json;
}

function primitive(description: string, holds: (value: Json) => boolean): Shape {
  return (value, place) => {
    if (!holds(value)) throw new MalformedRecording(place, `expected ${description}, found ${text(value)}`);
  };
}

export const anyString = primitive("a string", (value) => typeof value === "string");
export const boolean = primitive("true or false", (value) => typeof value === "boolean");
export const count = primitive(
  "a whole number",
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
);
export const result = primitive("0 or a negative error number", (value) => {
  return Number.isSafeInteger(value) && Number(value) <= 0 && Number(value) > -4096;
});
export const scalar = primitive("a number, a string or true or false", (value) => {
  return typeof value === "string" || typeof value === "boolean" || Number.isSafeInteger(value);
});

export function matching(pattern: RegExp, description: string): Shape {
  return primitive(description, (value) => typeof value === "string" && pattern.test(value));
}

export function oneOf(...choices: readonly string[]): Shape {
  const description = choices.map((choice) => JSON.stringify(choice)).join(" or ");
  return primitive(description, (value) => typeof value === "string" && choices.includes(value));
}

export function nullable(shape: Shape): Shape {
  return (value, place) => {
    if (value !== null) shape(value, place);
  };
}

export function listOf(item: Shape): Shape {
  return (value, place) => {
    if (!isArray(value)) throw new MalformedRecording(place, `expected a list, found ${text(value)}`);
    value.forEach((element, index) => {
      item(element, `${place}[${index}]`);
    });
  };
}

/** A list of a fixed length, except that the shapes from `required` on may be missing. */
export function tuple(items: readonly Shape[], required = items.length): Shape {
  return (value, place) => {
    if (!isArray(value)) throw new MalformedRecording(place, `expected a list, found ${text(value)}`);
    if (value.length < required || value.length > items.length)
      throw new MalformedRecording(place, `expected ${items.length} elements, found ${value.length}`);
    value.forEach((element, index) => {
      items[index]?.(element, `${place}[${index}]`);
    });
  };
}

/** An object whose member names fit `name` and whose values all fit `item`. */
export function mapOf(name: RegExp, item: Shape): Shape {
  return (value, place) => {
    if (!isObject(value)) throw new MalformedRecording(place, `expected an object, found ${text(value)}`);
    for (const [key, member] of Object.entries(value)) {
      if (!name.test(key)) throw new MalformedRecording(place, `unexpected member ${JSON.stringify(key)}`);
      item(member, `${place}.${key}`);
    }
  };
}

export function either(first: Shape, second: Shape): Shape {
  return (value, place) => {
    try {
      first(value, place);
    } catch {
      second(value, place);
    }
  };
}

export function object(members: Members): Shape {
  return (value, place) => {
    checkMembers(value, place, members);
  };
}

/** Checks an object against `members` and returns it. */
export function checkMembers(value: Json | undefined, place: string, members: Members): JsonObject {
  if (!isObject(value))
    throw new MalformedRecording(place, `expected an object, found ${text(value ?? null)}`);
  const required = members.required ?? {};
  const optional = members.optional ?? {};
  const prefix = place === "" ? "" : `${place}.`;
  for (const name of Object.keys(required))
    if (!Object.hasOwn(value, name))
      throw new MalformedRecording(place, `member ${JSON.stringify(name)} is missing`);
  for (const [name, member] of Object.entries(value)) {
    const shape = Object.hasOwn(required, name)
      ? required[name]
      : Object.hasOwn(optional, name)
        ? optional[name]
        : undefined;
    if (shape === undefined) throw new MalformedRecording(place, `unknown member ${JSON.stringify(name)}`);
    shape(member, `${prefix}${name}`);
  }
  return value;
}
