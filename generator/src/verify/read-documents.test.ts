import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findFiles, readDocuments } from "./read-documents.js";

const folder = mkdtempSync(join(tmpdir(), "documents-"));
const path = (name: string) => join(folder, name);
const manifest = JSON.stringify({ architecture: "z80", registers: {} });

beforeAll(() => {
  mkdirSync(path("sub"));
  writeFileSync(path("sub/b.json"), manifest);
  writeFileSync(path("a.json.gz"), gzipSync(manifest));
  writeFileSync(path("lines.jsonl"), '{"t":"test"}\nnot looked at\n');
  writeFileSync(path("notes.md"), "# no document");
  writeFileSync(path("pack.json"), JSON.stringify({ pack: 1, files: { "x.json": manifest, "y.json": "{" } }));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("documents", () => {
  test("are found in folders by name, in order", () => {
    const found = ["a.json.gz", "lines.jsonl", "pack.json", "sub/b.json"].map(path);
    expect(findFiles([folder])).toEqual(found);
    expect(findFiles([path("notes.md")])).toEqual([path("notes.md")]);
  });

  test.each([
    ["a.json.gz", "dump manifest"],
    ["sub/b.json", "dump manifest"],
    ["lines.jsonl", "transcript"],
    ["notes.md", "not a recording"],
  ])("%s is a %s", (name, kind) => {
    expect(readDocuments(path(name)).map((document) => document.parse())).toEqual([
      { kind: "unsupported", name: kind },
    ]);
  });

  test("a pack holds several, damaged each for itself", () => {
    const [first, second] = readDocuments(path("pack.json"));
    expect(first?.file).toBe(`${path("pack.json")}#x.json`);
    expect(first?.parse()).toEqual({ kind: "unsupported", name: "dump manifest" });
    expect(() => second?.parse()).toThrow("no JSON");
  });

  test("damage is told", () => {
    writeFileSync(path("broken.json"), "{");
    expect(() => readDocuments(path("broken.json"))).toThrow("no JSON");
    writeFileSync(path("cut.json.gz"), gzipSync(manifest).subarray(0, 20));
    expect(() => readDocuments(path("cut.json.gz"))).toThrow("damaged gzip");
  });
});
