import { describe, expect, test } from "vitest";
import type { FormatModel } from "../../generator/src/model/model.js";
import { run } from "./run-command.js";

const model = (...args: string[]): FormatModel => {
  const { status, stdout, stderr } = run(["model", ...args]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout) as FormatModel;
};

describe("model", () => {
  test("is the same JSON every time, with numbers in place of notation", () => {
    expect(run(["model", "amdv1"]).stdout).toBe(run(["model", "amdv1"]).stdout);
    const { format, variants } = model("amdv1");
    expect(format).toBe("amdv1");
    expect(variants.map(({ name }) => name)).toEqual(["native", "driver", "selftest"]);
    expect(variants[0]?.levels.map(({ itemLg2 }) => itemLg2)).toEqual([12, 21, 30, 39, 48, 57]);
    expect(variants[0]?.dirty?.mask).toBe("0x40");
  });

  test("can be that of one variant, or of a file", () => {
    expect(model("amdv1", "--variant", "selftest").variants.map(({ granuleLg2 }) => granuleLg2)).toEqual([
      11,
    ]);
    expect(model("test/specs/tiny3.yaml").format).toBe("tiny3");
    expect(model("tiny3", "--specs", "test/specs").format).toBe("tiny3");
  });

  test("of a broken spec is its problems", () => {
    const { status, stdout } = run(["model", "test/lint/field-overlap.yaml"]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ problems: [{ rule: "field-overlap", severity: "error" }] });
  });
});
