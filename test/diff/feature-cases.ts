import { broken, type Case, fine } from "./case.js";

/** Changes of what is asked for: protections, restrictions, features, parameters. */
export const featureCases: readonly Case[] = [
  {
    edits: { "protections.rules.0.set": { write: 1, dirty: 1 } },
    there: [
      [
        "protection-bits",
        "entries run, page, large (levels 0..1): write sets write=1 → sets write=1 dirty=1",
        broken,
        true,
        true,
      ],
    ],
    back: [
      [
        "protection-bits",
        "entries run, page, large (levels 0..1): write sets write=1 dirty=1 → sets write=1",
        broken,
        true,
        true,
      ],
    ],
  },
  {
    edits: { "protections.reads.read": { present: 1, user: 1 } },
    there: [
      ["protection-read", "protection read: read from present=1 → present=1 user=1", broken, false, false],
    ],
    back: [
      ["protection-read", "protection read: read from present=1 user=1 → present=1", broken, false, false],
    ],
  },
  {
    edits: { "protections.restricts": undefined },
    there: [["restriction", "tables: no longer: write=0 takes write", broken, false, false]],
    back: [["restriction", "tables: now: write=0 takes write", broken, false, false]],
  },
  {
    edits: { "protections.require-any": ["read"] },
    there: [
      [
        "protection-required",
        "map: protections of which one is required read or write → read",
        broken,
        true,
        true,
      ],
    ],
    back: [
      [
        "protection-not-required",
        "map: protections of which one is required read → read or write",
        fine,
        true,
        true,
      ],
    ],
  },
  {
    edits: { "protections.refuse": undefined },
    there: [
      [
        "refusal-removed",
        "map: no longer refuses write and not read, with feature coherent",
        fine,
        true,
        true,
      ],
    ],
    back: [
      [
        "refusal-added",
        "map: refuses write and not read, with feature coherent with EINVAL",
        broken,
        true,
        true,
      ],
    ],
  },
  {
    edits: { "protections.refuse.0.error": "EOPNOTSUPP" },
    there: [
      [
        "refusal-error",
        "map: refuses write and not read, with feature coherent with EOPNOTSUPP, was EINVAL",
        broken,
        true,
        true,
      ],
    ],
    back: [],
  },
  {
    edits: {
      "protections.reads.write": [{ match: { write: 1 } }, { match: { dirty: 1 }, feature: "coherent" }],
    },
    there: [
      [
        "protection-read",
        "protection write: read from write=1 → write=1 or dirty=1 with feature coherent",
        broken,
        false,
        false,
      ],
    ],
    back: [
      [
        "protection-read",
        "protection write: read from write=1 or dirty=1 with feature coherent → write=1",
        broken,
        false,
        false,
      ],
    ],
  },
  {
    // Said of both sorts of tables, it is said of all.
    edits: {
      "protections.reads.read": [
        { match: { present: 1 }, feature: "coherent" },
        { match: { present: 1 }, "without-feature": "coherent" },
      ],
    },
    there: [
      [
        "protection-read",
        "protection read: read from present=1 → present=1 with feature coherent or present=1 without feature coherent",
        fine,
        true,
        true,
      ],
    ],
    back: [],
  },
  {
    edits: { "protections.restricts": [{ match: { write: 0 }, levels: 1, takes: "write" }] },
    there: [
      ["restriction", "tables: no longer: write=0 takes write", broken, false, false],
      ["restriction", "tables: now: write=0 at level 1 takes write", broken, false, false],
    ],
    back: [],
  },
  {
    // No table item stands at another level.
    edits: { "protections.restricts": [{ match: { write: 0 }, levels: "1..2", takes: "write" }] },
    there: [["restriction", "tables: now: write=0 at level 1..2 takes write", fine, true, true]],
    back: [],
  },
  {
    edits: { "features.extended": undefined },
    there: [["feature-removed", "feature extended: removed", broken, false, true]],
    back: [["feature-added", "feature extended: added", fine, true, true]],
  },
  {
    edits: { "features.hasty": undefined },
    there: [["feature-removed-policy", "feature hasty: removed", broken, true, true]],
    back: [["feature-added", "feature hasty: added", fine, true, true]],
  },
  {
    edits: { "features.hasty.effect": "flush-without-gaps" },
    there: [
      [
        "feature-effect",
        "feature hasty: effect flush-whole-range → flush-without-gaps",
        broken,
        false,
        false,
      ],
    ],
    back: [],
  },
  {
    edits: { "features.coherent.always": true },
    there: [["feature-required", "feature coherent: must be asked for", broken, false, true]],
    back: [["feature-optional", "feature coherent: no longer needs to be asked for", fine, true, true]],
  },
  {
    given: { "features.extended": undefined },
    edits: { "features.future.supported": true },
    there: [["feature-supported", "feature future: supported", fine, true, true]],
    back: [["feature-unsupported", "feature future: no longer supported", broken, false, true]],
  },
  {
    edits: { "fields.other": 52, "features.incoherent.set": { other: 1 } },
    there: [["feature-bits", "feature incoherent: marks 0x400 → 0x10000000000000", broken, true, true]],
    back: [["feature-bits", "feature incoherent: marks 0x10000000000000 → 0x400", broken, true, true]],
  },
  {
    edits: {
      "parameters.second": { feature: "encrypted", within: "address" },
      "protections.rules.3": { feature: "encrypted", mark: "second" },
      "parameters.encryption": undefined,
    },
    there: [
      ["parameter-removed", "parameter encryption: removed", broken, false, true],
      ["parameter-added", "parameter second: added, of feature encrypted", fine, true, true],
    ],
    back: [],
  },
  {
    edits: { "fields.top-address": "47..40", "parameters.encryption.within": "top-address" },
    there: [
      [
        "parameter-narrowed",
        "parameter encryption: within 0xfffffffff000 → 0xff0000000000",
        broken,
        false,
        true,
      ],
    ],
    back: [
      ["parameter-widened", "parameter encryption: within 0xff0000000000 → 0xfffffffff000", fine, true, true],
    ],
  },
  {
    edits: { "parameters.encryption.feature": "coherent" },
    there: [
      ["parameter-feature", "parameter encryption: of feature encrypted → coherent", broken, false, false],
    ],
    back: [
      ["parameter-feature", "parameter encryption: of feature coherent → encrypted", broken, false, false],
    ],
  },
];
