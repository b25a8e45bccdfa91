import { describe, expect, it } from "vitest";
import { eachConfiguration } from "./each-configuration.js";

const configs = ["narrow", "wide", "odd"].map((name) => ({ name, config: {}, place: "" }));

describe("a case over all configurations", () => {
  it("goes on after a failure, and names every configuration that failed", () => {
    const seen: string[] = [];
    const run = () =>
      eachConfiguration(configs, ({ name }) => {
        seen.push(name);
        if (name !== "wide") expect(name).toBe("wide");
      });
    expect(run).toThrow(/^with narrow: expected 'narrow' to be 'wide'.*\nIt fails as well with:\n {2}odd$/s);
    expect(seen).toEqual(["narrow", "wide", "odd"]);
  });

  it("passes where all do", () => {
    expect(() => eachConfiguration(configs, () => undefined)).not.toThrow();
  });
});
