import { describe, expect, it } from "vitest";
import { changed } from "./recording-changes.js";

const document = {
  format: "any",
  steps: [
    { op: "map", iova: "0x1000", ret: 0, mapped: "0x1000" },
    { op: "alloc_limit", allow: null },
  ],
  final: {
    tables_live: 2,
    mappings: [
      ["0x1000", "0x1000", "0x0", "0x1"],
      ["0x3000", "0x1000", "0x0", "0x1"],
    ],
    tables: [
      { level: 1, va: "0x0", entries: { "0": "0x1", "4": "0x1" } },
      { level: 0, va: "0x0", entries: { "1": "0x3" } },
    ],
  },
  deinit: { tables_freed: 2 },
};

describe("changes to a recording", () => {
  it("leave what they do not name", () => {
    expect(changed(document, {})).toEqual(document);
  });

  it("take the place of results, lines, items and tables", () => {
    const changes = {
      steps: { "0": { ret: -34, mapped: "0x0" } },
      final: {
        tables_live: 1,
        mappings: { "0x1000": null, "0x2000": ["0x2000", "0x1000", "0x5000", "0x1"] },
        tables: { "1 0x0": { "0": null, "5": "0x1" }, "0 0x0": null },
      },
      deinit: { tables_freed: 1 },
    };
    expect(changed(document, changes)).toEqual({
      format: "any",
      steps: [
        { op: "map", iova: "0x1000", ret: -34, mapped: "0x0" },
        { op: "alloc_limit", allow: null },
      ],
      final: {
        tables_live: 1,
        mappings: [
          ["0x2000", "0x1000", "0x5000", "0x1"],
          ["0x3000", "0x1000", "0x0", "0x1"],
        ],
        tables: [{ level: 1, va: "0x0", entries: { "4": "0x1", "5": "0x1" } }],
      },
      deinit: { tables_freed: 1 },
    });
  });
});
