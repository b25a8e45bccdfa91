import { describe, expect, test } from "vitest";
import { parseFirstLine, parseRecording } from "./parse-recording.js";
import type { Json, JsonObject } from "./recording.js";
import { MalformedRecording } from "./shape.js";

const init = {
  pgsize_bitmap: "0x1000",
  granule_lg2: 12,
  aperture: ["0x0", "0xfff"],
  max_vasz_lg2: 12,
  max_oasz_lg2: 12,
  top_level: 0,
  features: [],
  top_pa: "0x100000",
};

const recording = {
  format: "example",
  config: { features: ["some"], bits: 12 },
  init,
  steps: [{ op: "map", iova: "0x0", oa: "0x1000", len: "0x1000", prot: ["read"], ret: 0, mapped: "0x1000" }],
  final: {
    top_level: 0,
    tables_live: 1,
    mappings: [["0x0", "0x1000", "0x1000", "0x1"]],
    tables: [{ level: 0, va: "0x0", entries: { "0": "0x1001" } }],
  },
  deinit: { tables_freed: 1 },
} satisfies JsonObject;

function withStep(step: Json): Json {
  return { ...recording, steps: [step] };
}

function problem(document: Json): string {
  try {
    parseRecording(document);
  } catch (error) {
    if (error instanceof MalformedRecording) return error.message;
    throw error;
  }
  return "no problem";
}

describe("kinds of documents", () => {
  test.each<[string, Json]>([
    ["not a recording", [1, 2]],
    ["not a recording", { hello: "world" }],
    ["dump manifest", { architecture: "z80", registers: {} }],
    ["context recording", { kind: "commands" }],
  ])("%s", (name, document) => {
    expect(parseRecording(document)).toEqual({ kind: "unsupported", name });
  });

  test("transcripts are told by their first line", () => {
    expect(parseFirstLine({ t: "test" })).toEqual({ kind: "unsupported", name: "transcript" });
    expect(parseFirstLine({ x: 1 })).toEqual({ kind: "unsupported", name: "not a recording" });
  });
});

describe("recordings", () => {
  test("are split into what was asked and what came back", () => {
    const parsed = parseRecording(recording);
    if (parsed.kind !== "recording") throw new Error(parsed.kind);
    expect(parsed.config).toEqual({ features: ["some"], members: { bits: 12 } });
    expect(parsed.steps).toEqual([
      {
        op: "map",
        va: 0n,
        oa: 0x1000n,
        length: 0x1000n,
        protections: ["read"],
        outcome: { ret: 0, mapped: "0x1000" },
      },
    ]);
  });

  test("init lists are lists of creations", () => {
    const step = { op: "init", config: { features: [] }, ret: -22 };
    const parsed = parseRecording({ format: "example", steps: [step] });
    expect(parsed).toEqual({
      kind: "init list",
      format: "example",
      steps: [{ config: { features: [], members: {} }, outcome: { ret: -22 } }],
    });
    expect(problem({ format: "example", steps: [{ ...step, init }] })).toMatch(/go with ret 0/);
  });

  test.each<[string, Json, string]>([
    ["a missing member", { ...recording, deinit: {} }, 'deinit: member "tables_freed" is missing'],
    ["an unknown member", { ...recording, more: 1 }, 'unknown member "more"'],
    ["an unknown operation", withStep({ op: "remap" }), 'steps[0]: unknown operation "remap"'],
    ["a step without operation", withStep({}), 'steps[0]: member "op" is missing or no string'],
    [
      "a number in another spelling",
      withStep({ op: "iova_to_phys", iova: "0x0F", phys: "0x0" }),
      "steps[0].iova",
    ],
    [
      "a number beyond 64 bits",
      withStep({ op: "iova_to_phys", iova: `0x1${"0".repeat(16)}`, phys: "0x0" }),
      "iova",
    ],
    ["an unknown protection", withStep({ ...recording.steps[0], prot: ["reed"] }), "steps[0].prot[0]"],
    [
      "results that do not fit the ranges",
      withStep({ op: "unmap_gather", ranges: [], queued: false, unmapped: ["0x0"] }),
      "steps[0].unmapped: expected 0 elements",
    ],
    ["no steps at all", { format: "example", config: {}, final: {} }, 'member "steps" is missing'],
  ])("with %s are malformed", (_name, document, message) => {
    expect(problem(document)).toContain(message);
  });
});
