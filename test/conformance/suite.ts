import { Arena } from "@generic-pt/core";
import { describe, expect, it } from "vitest";
import type { VariantModel } from "../../generator/src/model/model.js";
import { ItemReference } from "../model/item-reference.js";
import { type Settings, settle } from "../model/settings.js";
import type { Subject } from "../subjects.js";
import { applies, cases } from "./cases.js";
import type { NamedConfig } from "./configurations.js";
import { eachConfiguration } from "./each-configuration.js";
import { outcome, type Rig, withRig } from "./rig.js";
import { isTurnOf, itemsKey, shareOf } from "./share.js";

/**
 * What every page table must do, whatever its format, variant, style and binding: the same cases for each
 * configuration, on a table of their own each, of which the classes of a variant take turns. A case is one test of the runner for all configurations: there are so
 * many that counting them apart would take longer than most of them do. `count` is called for each that was carried out.
 */
export function conformance(
  { name, variant, binding, number, create: open }: Subject,
  configs: readonly NamedConfig[],
  refused: readonly NamedConfig[],
  count: () => void,
): void {
  const settings = new Map(configs.map((config) => [config, settled(variant, config)]));
  describe(name, () => {
    // One for all: reserving memory is what would cost most.
    const arena = new Arena({ bytes: 8 << 20, shared: binding === "shared" });

    it("refuses to be created with what the rules forbid", () => {
      eachConfiguration(refused, ({ config }) => {
        const expected = settle(variant, config);
        const result = outcome(() => open(arena, config, () => undefined).topAddress);
        expect(result.code).toBe(typeof expected === "string" ? expected : "a refusal");
        expect(arena.leakCheck()).toEqual([]);
      });
    });

    it("needs memory for its top", () => {
      eachConfiguration(configs, ({ config }) => {
        arena.failAfter(0);
        const result = outcome(() => open(arena, config, () => undefined).topAddress);
        arena.failAfter(null);
        expect(result.code).toBe("ENOMEM");
        expect(arena.leakCheck()).toEqual([]);
      });
    });

    const items = new Map<string, ItemReference>();
    const itemsOf = (config: NamedConfig, of: Settings): ItemReference => {
      const key = itemsKey(config);
      const known = items.get(key) ?? new ItemReference(variant, of, config.config.parameters);
      items.set(key, known);
      return known;
    };
    for (const [nth, each] of cases.entries()) {
      const asked = [...settings].filter(
        ([, of], index) => applies(each, variant, of) && isTurnOf(number, index, nth),
      );
      if (asked.length === 0) continue;
      it(each.name, () => {
        eachConfiguration(
          asked.map(([config]) => config),
          (config) => {
            count();
            const share = shareOf(config, configs, number);
            const options = { share, items: itemsOf(config, settled(variant, config)) };
            const onNewRig = (body: (rig: Rig) => void) =>
              withRig(variant, config, arena, open, options, body);
            if ("series" in each) each.series(onNewRig);
            else onNewRig(each.run);
          },
        );
      });
    }
  });
}

function settled(variant: VariantModel, { name, config }: NamedConfig): Settings {
  const settings = settle(variant, config);
  if (typeof settings === "string") throw new Error(`${name}: ${settings}`);
  return settings;
}
