import { Protection } from "@generic-pt/core";
import { describe, expect, it } from "vitest";
import type { RuleModel } from "../model/model.js";
import { applyRules, conditionsHold } from "./item-rules.js";

const always = { ifAll: [], unlessAny: [], features: [], withoutFeatures: [] };
const nothing = { features: new Set<string>(), parameters: new Map<string, bigint>() };
const { READ, WRITE, MMIO } = Protection;

describe("conditions of a rule", () => {
  it("need all of `if`, and none of `unless`", () => {
    const conditions = { ...always, ifAll: ["read", "write"], unlessAny: ["mmio", "priv"] };
    const holds = [READ | WRITE, READ, READ | WRITE | MMIO].map((bits) =>
      conditionsHold(conditions, bits, nothing),
    );
    expect(holds).toEqual([true, false, false]);
  });

  it("need features that are on, and others that are off", () => {
    const conditions = { ...always, features: ["a"], withoutFeatures: ["b"] };
    const holds = [["a"], [], ["a", "b"]].map((names) =>
      conditionsHold(conditions, 0, { ...nothing, features: new Set(names) }),
    );
    expect(holds).toEqual([true, false, false]);
  });
});

describe("rules", () => {
  const rules: readonly RuleModel[] = [
    { ...always, mask: 0xf0n, value: 0x30n },
    { ...always, ifAll: ["write"], mask: 0x30n, value: 0x10n },
    { ...always, features: ["a"], mask: 0n, value: 0n, parameter: "p" },
  ];

  it("write their fields one after the other", () => {
    expect(applyRules(0x1n, rules, READ, nothing)).toBe(0x31n);
    expect(applyRules(0x1n, rules, WRITE, nothing)).toBe(0x11n);
  });

  it("set a parameter's bits, if it has a value", () => {
    const features = new Set(["a"]);
    expect(applyRules(0n, rules, READ, { features, parameters: new Map([["p", 0x100n]]) })).toBe(0x130n);
    expect(applyRules(0n, rules, READ, { features, parameters: new Map() })).toBe(0x30n);
  });
});
