import { Arena, type TableConfig, TableImage } from "@generic-pt/core";
import { describe, expect, it } from "vitest";
import type { RegisterModel, VariantModel } from "../generator/src/model/model.js";
import { configurations } from "./conformance/configurations.js";
import { edgeVas } from "./conformance/places.js";
import { codeOf, tolerate } from "./damage.js";
import { featureWith, settle } from "./model/settings.js";
import type { ImageSubject, Registers, Subject, View } from "./subjects.js";

/** What is said of a table: its place, and the features that its registers bring. */
interface Said {
  readonly address: bigint;
  readonly topLevel: number;
  readonly vaBits: number;
  readonly features: readonly string[];
}

/** What hardware would hold in a register; `others` are its bits that say nothing of the table. */
function registerValue(register: RegisterModel, said: Said, others = 0n): bigint {
  return fieldsRead(register, said.features).reduce((value, { holds, high, low, shift, plus, from }) => {
    const mask = ((1n << BigInt(high - low + 1)) - 1n) << BigInt(low);
    const held = {
      "top-address": said.address >> BigInt(shift),
      "top-level": BigInt(said.topLevel + plus),
      "va-bits": BigInt(from === undefined ? said.vaBits + plus : from - said.vaBits),
    }[holds];
    return (value & ~mask) | ((held << BigInt(low)) & mask);
  }, others);
}

/** The fields that are about tables with some features. */
function fieldsRead({ fields }: RegisterModel, brought: readonly string[]): RegisterModel["fields"] {
  return fields.filter(
    ({ features = [], withoutFeatures = [] }) =>
      features.every((name) => brought.includes(name)) &&
      !withoutFeatures.some((name) => brought.includes(name)),
  );
}

/** Sets of registers that hold the address, and the level or the width once or never. */
function registerSets({ registers }: VariantModel): readonly (readonly RegisterModel[])[] {
  const having = (holds: "top-address" | "top-level", yes: boolean) =>
    registers.filter(({ fields }) => fields.some((field) => field.holds === holds) === yes);
  const withoutAddress = having("top-address", false);
  return having("top-address", true).flatMap((register) =>
    having("top-level", true).includes(register)
      ? [[register]]
      : [[register], ...withoutAddress.map((other) => [register, other])],
  );
}

/** Tables opened from every set of registers of a variant read like the tables they were taken from. */
export function registerTests(writer: Subject, reader: ImageSubject): void {
  const { variant } = writer;
  const granule = 1n << BigInt(variant.granuleLg2);
  const always = variant.features.filter((feature) => feature.always).map(({ name }) => name);

  describe.each(
    registerSets(variant).map((registers) => ({ registers, names: registers.map(({ name }) => name) })),
  )(`${reader.name} from $names`, ({ registers }) => {
    const features = [...new Set([...always, ...registers.flatMap((register) => register.features)])];
    const brought = registers.flatMap((register) => register.features);
    const held = registers.flatMap((register) => fieldsRead(register, brought).map(({ holds }) => holds));
    // Where hardware has no field for the level, it follows from the width.
    const saysLevel = held.includes("top-level") || held.includes("va-bits");
    const levels = Array.from(
      { length: variant.top.highest - variant.top.lowest + 1 },
      (_, n) => variant.top.lowest + n,
    ).filter((topLevel) => typeof settle(variant, { topLevel, features }) !== "string");

    function made(topLevel: number) {
      const config: TableConfig = { topLevel, features };
      const settings = settle(variant, config);
      if (typeof settings === "string") throw new Error(settings);
      const arena = new Arena({ bytes: 512 * Number(granule) });
      const table = writer.create(arena, config);
      const vas = edgeVas(variant, settings, granule);
      for (const [n, va] of vas.entries()) table.map(va, BigInt(n) * granule, granule, 3);
      const image = TableImage.fromBytes([
        { address: arena.address(0), bytes: new Uint8Array(arena.words.buffer) },
      ]);
      const values = (others?: bigint): Registers =>
        Object.fromEntries(
          registers.map((register) => [
            register.name,
            registerValue(register, { ...pick(table), address: table.topAddress, features: brought }, others),
          ]),
        );
      // The top may have grown meanwhile.
      return { table, image, values, vas, given: saysLevel ? {} : { topLevel: table.topLevel } };
    }

    // A top that has grown to the end reads as one that was made so.
    const growth = (["top-grows", "whole-va"] as const).map((effect) => featureWith(variant, effect)?.name);
    const withoutGrowth = (names: readonly string[]) => names.filter((name) => !growth.includes(name));

    it.each(levels)("reads the same with a top at level %d", (topLevel) => {
      const { table, image, values, vas, given } = made(topLevel);
      const upperCase = Object.fromEntries(
        Object.entries(values()).map(([name, value]) => [name.toUpperCase(), value]),
      );
      for (const set of [values(), values((1n << 64n) - 1n), upperCase]) {
        const view = reader.openRegisters(image, set, given);
        expect(pick(view)).toEqual(pick(table));
        expect(withoutGrowth(view.features)).toEqual(withoutGrowth(table.features));
        for (const va of vas) {
          expect(view.translate(va)).toBe(table.translate(va));
          expect(view.walk(va)).toEqual(table.walk(va));
        }
      }
      expect([...reader.openRegisters(image, values(), given).mappings()]).toEqual([...table.mappings()]);
      const extending = featureWith(variant, "sign-extended");
      expect(table.upperHalf !== undefined).toBe(
        extending !== undefined && features.includes(extending.name),
      );
    });

    it("refuses what contradicts itself or says too little", () => {
      const topLevel = Math.max(...levels);
      const { image, values, given } = made(topLevel);
      const open = (set: Registers, config: TableConfig = given) =>
        codeOf(() => reader.openRegisters(image, set, config));
      const [name] = registers.map((register) => register.name);
      expect(open(values())).toBe("");
      expect(open({})).toBe("EINVAL");
      expect(open({ ...values(), nonsense: 0n })).toBe("EINVAL");
      expect(open({ ...values(), [name]: 1n << 64n })).toBe("EINVAL");
      expect(open({ ...values(), [name]: -1n })).toBe("EINVAL");
      if (variant.top.lowest === topLevel) return;
      if (saysLevel) expect(open(values(), { topLevel: variant.top.lowest })).toBe("EINVAL");
      else expect(open(values(), {})).toBe("EINVAL");
    });
  });

  it(`${reader.name}: registers of noise end in a view or a PtError`, () => {
    const arena = new Arena({ bytes: 1 << 20 });
    const image = TableImage.fromBytes([
      { address: arena.address(0), bytes: new Uint8Array(arena.words.buffer) },
    ]);
    const [{ config }] = configurations(variant);
    let word = 1n;
    let opened = 0;
    for (let n = 0; n < 300; n++) {
      const values = variant.registers.map(({ name }): [string, bigint] => {
        word = BigInt.asUintN(64, word * 6364136223846793005n + 1442695040888963407n);
        return [name, n % 3 === 0 ? word : word >> 40n];
      });
      const view = tolerate(() =>
        reader.openRegisters(image, Object.fromEntries(values), n % 2 ? config : { features: always }),
      );
      if (!view) continue;
      opened++;
      tolerate(() => view.translate(word >> 30n));
      expect(view.walk(word).leaf).toBeUndefined();
    }
    expect(opened).toBeLessThan(300);
  });
}

function pick({ topLevel, vaBits, upperHalf }: Pick<View, "topLevel" | "vaBits" | "upperHalf">) {
  return { topLevel, vaBits, upperHalf };
}
