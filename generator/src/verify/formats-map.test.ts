import { describe, expect, test } from "vitest";
import type { VariantModel } from "../model/model.js";
import { type FormatsMap, planTable, shippedFormatsMap } from "./formats-map.js";
import type { JsonObject } from "./recording.js";
import type { TableFactory } from "./table-factory.js";

const map: FormatsMap = {
  config: { bits: "vaBits", narrow: "pageSizes", mask: { parameter: "mark" } },
  formats: {
    recorded: {
      package: "real",
      variants: [{ variant: "strict", when: { strict: true } }, { variant: "loose" }],
      features: { old_name: "new_name" },
    },
    later: { package: "later" },
    sized: {
      package: "real",
      variants: [
        { variant: "small", granule: "0x1000" },
        { variant: "wide", granule: "0x4000", when: { bits: [50, 52] } },
        { variant: "large", granule: "0x4000" },
      ],
      implies: [{ when: { quick: false }, feature: "slow" }],
      ignored: ["colour"],
    },
  },
};

function model(name: string): VariantModel {
  return {
    name,
    title: name,
    item: { bits: 64, bytesLg2: 3, endian: "little", slotBytesLg2: 3, offset: 0 },
    granuleLg2: 12,
    va: {
      maxLg2: 64,
      minLg2: 12,
      otherwise: "EINVAL",
      withinOa: false,
      beyondTop: "narrow",
      extendsSigns: false,
      hasOrigin: false,
      wordBits: 64,
    },
    oa: { maxLg2: 64 },
    levels: [],
    top: { lowest: 0, highest: 0, otherwise: "EINVAL" },
    fields: [],
    features: [],
    parameters: name === "strict" ? [{ name: "mark", feature: "marked", within: 0n }] : [],
    protections: { requireAny: [], refusals: [], reads: [], restrictions: [] },
    root: [],
    registers: [],
  };
}

const factory: TableFactory = {
  model: (format, variant) => (["real", "own"].includes(format) ? model(variant ?? "first") : undefined),
  open: () => {
    throw new Error("nothing is opened here");
  },
};

function plan(format: string, members: JsonObject, features: readonly string[] = []) {
  return planTable(map, factory, format, { features, members });
}

describe("the map of formats", () => {
  test("chooses package and variant and translates the configuration", () => {
    const planned = plan("recorded", { strict: true, bits: 40, narrow: "0x1000", mask: "0x8000" }, [
      "old_name",
      "x",
    ]);
    expect(planned).toMatchObject({
      format: "real",
      model: { name: "strict" },
      config: { features: ["new_name", "x"], vaBits: 40, parameters: { mark: 0x8000n } },
      pageSizes: 0x1000n,
    });
  });

  test.each<[string, JsonObject]>([
    ["small", { narrow: "0x201000", bits: 50 }],
    ["wide", { narrow: "0x2004000", bits: 52 }],
    ["large", { narrow: "0x2004000", bits: 48 }],
  ])("chooses variant %s by the smallest page size", (name, members) => {
    expect(plan("sized", members)?.model.name).toBe(name);
  });

  test("switches features on that members stand for, and passes over members that mean nothing", () => {
    const features = (quick: boolean) =>
      plan("sized", { narrow: "0x1000", quick, colour: 3 }, ["x"])?.config.features;
    expect(features(false)).toEqual(["x", "slow"]);
    expect(features(true)).toEqual(["x"]);
  });

  test("leaves out a parameter that the variant does not have", () => {
    expect(plan("recorded", { strict: false, mask: "0x8000" })?.config).toEqual({ features: [] });
  });

  test("takes the first variant of a package that carries the format's own name", () => {
    expect(plan("own", {})?.model.name).toBe("first");
  });

  test("knows formats that are not there, and refuses those that nobody knows", () => {
    expect(plan("later", {})).toBeUndefined();
    expect(() => plan("unheard-of", {})).toThrow('format: unknown format "unheard-of"');
  });

  test.each<[JsonObject, string]>([
    [{ colour: 3 }, "config.colour: this member has no meaning here"],
    [{ bits: "0x40" }, "config.bits: expected a number"],
    [{ narrow: 4096 }, "config.narrow: expected a hexadecimal string"],
  ])("refuses the configuration %j", (members, message) => {
    expect(() => plan("recorded", members)).toThrow(message);
  });

  test("that comes with the toolchain can be read", () => {
    expect(Object.keys(shippedFormatsMap().formats).length).toBeGreaterThan(0);
  });
});
