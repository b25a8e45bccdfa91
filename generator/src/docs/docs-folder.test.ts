import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ForeignDocs, findDocsDrift, holdsDocs, writeDocs } from "./docs-folder.js";

const files = new Map([
  ["README.md", "<!-- Made by `generic-pt docs` from the specs. Do not edit. -->\n"],
  ["one.md", "# One\n"],
  ["one/page.svg", "<svg/>\n"],
]);

let scratch: string;
let folder: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "docs-"));
  folder = join(scratch, "formats");
});
afterEach(() => rmSync(scratch, { recursive: true }));

function put(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

describe("a folder of pages", () => {
  it("is written once, and holds nothing else then", () => {
    expect(holdsDocs(folder)).toBe(false);
    expect(writeDocs(files, folder)).toEqual({ written: [...files.keys()], removed: [], unchanged: 0 });
    expect(holdsDocs(folder)).toBe(true);
    put("old.md", "");
    put("old/deep/page.svg", "");
    put("one.md", "edited");
    expect(findDocsDrift(files, folder)).toMatchObject({
      stale: [{ file: "one.md" }],
      missing: [],
      orphaned: ["old.md", "old/deep/page.svg"],
    });
    expect(writeDocs(files, folder)).toEqual({
      written: ["one.md"],
      removed: ["old.md", "old/deep/page.svg"],
      unchanged: 2,
    });
    expect(existsSync(join(folder, "old"))).toBe(false);
    expect(findDocsDrift(files, folder)).toEqual({ stale: [], missing: [], orphaned: [] });
  });

  it("keeps pages of formats that were not chosen, and no other file of the chosen ones", () => {
    writeDocs(files, folder);
    put("onerous.md", "another format");
    put("one/old.svg", "");
    expect(findDocsDrift(files, folder, ["one"]).orphaned).toEqual(["one/old.svg"]);
    expect(writeDocs(files, folder, ["one"]).removed).toEqual(["one/old.svg"]);
    expect(readFileSync(join(folder, "onerous.md"), "utf8")).toBe("another format");
  });

  it.each([
    ["a README of somebody", "README.md", "# Mine\n"],
    ["no README", "notes.md", "mine"],
  ])("is left alone with %s", (_, file, text) => {
    put(file, text);
    expect(() => writeDocs(files, folder)).toThrow(ForeignDocs);
    expect(readFileSync(join(folder, file), "utf8")).toBe(text);
    expect(existsSync(join(folder, "one.md"))).toBe(false);
  });
});
