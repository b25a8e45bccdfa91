import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";

/** `expect(actual).toEqual(expected)`, quick where they are equal: suites compare millions of values. */
export function same(actual: unknown, expected: unknown): void {
  if (actual !== expected && !isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}
