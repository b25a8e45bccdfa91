import { Arena } from "@generic-pt/core";
import { describe, expect, it } from "vitest";
import type { VariantModel } from "../../generator/src/model/model.js";
import { settle } from "../model/settings.js";
import type { Case } from "./case.js";
import type { NamedConfig } from "./configurations.js";
import { dirtyCases } from "./dirty-cases.js";
import { faultCases } from "./fault-cases.js";
import { growthCases } from "./growth-cases.js";
import { halfCases } from "./half-cases.js";
import { itemCases } from "./item-cases.js";
import { leafCases } from "./leaf-cases.js";
import { randomOperations } from "./random-cases.js";
import { rangeCases } from "./range-cases.js";
import { type Open, outcome, type Rig, release, type Share, whole, withRig } from "./rig.js";
import { unmapCases } from "./unmap-cases.js";
import { walkCases } from "./walk-cases.js";

const cases: readonly Case[] = [
  ...itemCases,
  ...leafCases,
  ...rangeCases,
  ...unmapCases,
  ...halfCases,
  ...walkCases,
  ...dirtyCases,
  ...growthCases,
  ...faultCases,
];

/** What a suite is run on. */
export interface Tested {
  readonly name: string;
  readonly variant: VariantModel;
  readonly shared: boolean;
  /** Long lists of inputs are tried as a whole on some configurations, not only by turns. */
  readonly thorough: boolean;
  readonly open: Open;
}

/**
 * What every page table must do, whatever its format, variant, style and binding: for each configuration the same
 * cases, on a table of their own each. Returns how many configurations that were.
 */
export function conformance(
  { name, variant, shared, thorough, open }: Tested,
  configs: readonly NamedConfig[],
  refused: readonly NamedConfig[],
): number {
  describe(name, () => {
    // One for all: reserving memory is what would cost most.
    const arena = new Arena({ bytes: 8 << 20, shared });

    it.each(refused)("refuses to be created with $name", ({ config }) => {
      const expected = settle(variant, config);
      const result = outcome(() => open(arena, config, () => undefined).topAddress);
      release(arena);
      expect(result.code).toBe(typeof expected === "string" ? expected : "a refusal");
    });

    it("needs memory for its top", () => {
      arena.failAfter(0);
      const result = outcome(() => open(arena, configs[0].config, () => undefined).topAddress);
      arena.failAfter(null);
      expect(result.code).toBe("ENOMEM");
      expect(arena.leakCheck()).toEqual([]);
    });

    describe.each(configs)("with $name", (config) => {
      const share = thorough ? shareOf(config, configs) : turn(config, configs);
      const settings = settle(variant, config.config);
      if (typeof settings === "string") throw new Error(`${config.name}: ${settings}`);
      const run = (body: (rig: Rig) => void) => withRig(variant, config, arena, open, share, body);
      for (const { name: what, when, run: body } of cases)
        if (when?.(variant, settings) ?? true) it(what, () => run(body));
      it("does what the page map says, at random", () => randomOperations(run));
    });
  });
  return configs.length;
}

/**
 * Long lists of inputs are tried as a whole on the first configuration of every start level; the others take turns, so
 * that together they try everything too.
 */
function shareOf(config: NamedConfig, configs: readonly NamedConfig[]): Share {
  const first = configs.find((other) => other.config.topLevel === config.config.topLevel);
  return first === config ? whole : turn(config, configs);
}

function turn(config: NamedConfig, configs: readonly NamedConfig[]): Share {
  return { turn: configs.indexOf(config), of: 8 };
}
