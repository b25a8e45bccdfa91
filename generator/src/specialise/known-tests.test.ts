import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binary, choose, type Expr, element, equal, name, not, num, type Stmt } from "../lower/ir.js";
import { withoutKnownTests } from "./known-tests.js";
import { printStatements } from "./print.js";

const [a, b, c] = ["a", "b", "c"].map((text) => not(equal(name(text), num(0))));
const parameters = ["a", "b", "c"];

const both = (left: Expr, right: Expr): Expr => binary("&&", left, right);
const either = (left: Expr, right: Expr): Expr => binary("||", left, right);
const give = (value: number): Stmt => ({ k: "return", value: num(value) });
const when = (test: Expr, yes: readonly Stmt[], no: readonly Stmt[] = []): Stmt => ({
  k: "if",
  test,
  yes,
  no,
});

function text(statements: readonly Stmt[]): string {
  return printStatements(withoutKnownTests(statements, parameters), 0).replace(/\s+/g, " ").trim();
}

/** Tests over three parameters and a cell of memory, which may be anything each time it is looked at. */
const tests = fc.letrec<{ test: Expr }>((tie) => ({
  test: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(a, b, c, not(a), not(b), not(c)),
    fc.constant(not(equal(element(name("m"), num(0)), num(0)))),
    fc.tuple(tie("test"), tie("test")).map(([left, right]) => both(left, right)),
    fc.tuple(tie("test"), tie("test")).map(([left, right]) => either(left, right)),
    tie("test").map((inner) => not(inner)),
  ),
})).test;

const programs = fc.letrec<{ block: readonly Stmt[] }>((tie) => ({
  block: fc.array(
    fc.oneof(
      { depthSize: "small" },
      fc.nat(9).map(give),
      fc
        .tuple(tests, fc.nat(9))
        .map(([test, value]): Stmt => ({ k: "return", value: choose(test, num(value), num(-value)) })),
      fc.tuple(tests, tie("block"), tie("block")).map(([test, yes, no]) => when(test, yes, no)),
      fc.nat(1).map((value): Stmt => ({ k: "assign", target: name("c"), value: num(value) })),
    ),
    { maxLength: 4 },
  ),
})).block;

function run(statements: readonly Stmt[], inputs: readonly number[]): unknown {
  const program = new Function("a", "b", "c", "m", printStatements(statements, 0)) as (
    ...all: unknown[]
  ) => unknown;
  return program(...inputs.slice(0, 3), [inputs[3]]);
}

describe("tests whose outcome is certain", () => {
  test("disappear behind a test that returned", () => {
    expect(text([when(a, [give(1)]), { k: "return", value: choose(a, num(2), num(3)) }])).toBe(
      "if (a !== 0) return 1; return 3;",
    );
  });

  test("disappear where only one alternative is left", () => {
    expect(text([when(either(not(a), b), [when(both(a, b), [give(1)]), give(2)])])).toBe(
      "if (a === 0 || b !== 0) { if (a !== 0) return 1; return 2; }",
    );
  });

  test("stay where memory or a variable may have changed", () => {
    const cell = not(equal(element(name("m"), num(0)), num(0)));
    const changed: Stmt = { k: "assign", target: name("c"), value: num(1) };
    expect(text([when(cell, [give(1)]), when(cell, [give(2)])])).toBe(
      "if (m[0] !== 0) return 1; if (m[0] !== 0) return 2;",
    );
    expect(text([when(c, [give(1)]), changed, when(c, [give(2)])])).toBe(
      "if (c !== 0) return 1; c = 1; if (c !== 0) return 2;",
    );
  });

  test("leave every program's results as they are", () => {
    fc.assert(
      fc.property(programs, (program) => {
        const shorter = withoutKnownTests(program, parameters);
        for (let inputs = 0; inputs < 16; inputs += 1) {
          const bits = [0, 1, 2, 3].map((bit) => (inputs >>> bit) & 1);
          expect(run(shorter, bits)).toBe(run(program, bits));
        }
      }),
    );
  });
});
