import type { EntryModel, FeatureModel, LevelModel, VariantModel } from "../generator/src/model/model.js";

const address = [{ high: 51, low: 12, from: 12 }];

function entry(name: string, kind: EntryModel["kind"]): EntryModel {
  return { name, kind, tests: [], fixed: 0n, address: kind === "empty" ? [] : address, rules: [] };
}

function level(number: number): LevelModel {
  const kinds = [entry("empty", "empty"), entry("page", "leaf"), entry("table", "table")];
  const itemLg2 = 12 + 9 * number;
  return {
    level: number,
    itemLg2,
    indexBits: 9,
    tableBytes: 4096,
    sizesLg2: number < 3 ? [itemLg2] : [],
    optionalSizes: [],
    kinds,
  };
}

function feature(name: string, effect: FeatureModel["effect"] = "none"): FeatureModel {
  return { name, effect, always: false, supported: true, mask: 0n };
}

/** As much of a model of the VT-d second stage as reading its tables takes. */
export const naiveModel: VariantModel = {
  name: "vtdss",
  title: "VT-d second stage",
  item: { bits: 64, bytesLg2: 3, endian: "little", slotBytesLg2: 3, offset: 0 },
  granuleLg2: 12,
  va: {
    maxLg2: 57,
    minLg2: 12,
    otherwise: "EINVAL",
    withinOa: false,
    beyondTop: "refuse",
    extendsSigns: false,
    hasOrigin: false,
    wordBits: 64,
  },
  oa: { maxLg2: 52 },
  levels: [0, 1, 2, 3, 4].map(level),
  top: { lowest: 2, highest: 4, otherwise: "EOPNOTSUPP" },
  fields: [],
  features: [
    feature("flush_range", "flush-whole-range"),
    feature("dma_incoherent", "mark-flushed"),
    feature("vtdss_force_coherence"),
    feature("vtdss_force_writeable"),
  ],
  parameters: [],
  protections: { requireAny: ["read", "write"], refusals: [], reads: [], restrictions: [] },
  root: [],
  registers: [],
};
