import type { Json, JsonObject } from "./recording.js";
import { isArray, isObject } from "./shape.js";

/** One place where two documents differ; undefined: nothing is there. */
export interface Difference {
  readonly field: string;
  readonly expected: Json | undefined;
  readonly actual: Json | undefined;
}

/** The first difference inside each member, over the members of both. The order of members means nothing. */
export function outcomeDifferences(expected: JsonObject, actual: JsonObject): Difference[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...names].flatMap((name) => {
    const difference = firstDifference(member(expected, name), member(actual, name), name);
    return difference === undefined ? [] : [difference];
  });
}

export function sameJson(first: Json | undefined, second: Json | undefined): boolean {
  return firstDifference(first, second, "") === undefined;
}

function firstDifference(
  expected: Json | undefined,
  actual: Json | undefined,
  field: string,
): Difference | undefined {
  if (isArray(expected) && isArray(actual)) {
    const longer = Math.max(expected.length, actual.length);
    for (let index = 0; index < longer; index++) {
      const difference = firstDifference(expected[index], actual[index], `${field}[${index}]`);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  if (isObject(expected) && isObject(actual)) {
    for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const difference = firstDifference(member(expected, name), member(actual, name), `${field}.${name}`);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  return expected === actual ? undefined : { field, expected, actual };
}

function member(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
