import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ForeignDocs, findDocsDrift, holdsDocs, writeDocs } from "./docs-folder.js";

const files = new Map([
  ["README.md", "<!-- Made by `generic-pt docs` from the specs. Do not edit. -->\n"],
  ["one.md", "# One\n"],
  ["one/page.svg", "<svg/>\n"],
]);
const made = "<!-- Made by `generic-pt docs` from the spec of old. Do not edit. -->\n";

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
    put("old.md", made);
    put("old/deep/page.svg", `${made}<svg/>`);
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
    put("onerous.md", `${made}another format`);
    put("one/old.svg", made);
    expect(findDocsDrift(files, folder, ["one"]).orphaned).toEqual(["one/old.svg"]);
    expect(writeDocs(files, folder, ["one"]).removed).toEqual(["one/old.svg"]);
    expect(readFileSync(join(folder, "onerous.md"), "utf8")).toBe(`${made}another format`);
  });

  it.each([
    ["a page", "mine.md", "# Mine\n"],
    ["a page that speaks of the others", "mine.md", `# Mine\n\n${made}`],
    ["a picture", "pics/mine.svg", "<svg/>\n"],
    ["a picture beside those of a format", "one/mine.svg", "<svg/>\n"],
    ["a file of another kind", "one/notes.txt", made],
    ["an empty page", "empty.md", ""],
  ])("keeps %s that somebody else put there, and does not call it a difference", (_, file, text) => {
    writeDocs(files, folder);
    put(file, text);
    for (const chosen of [[], ["one"]]) {
      expect(findDocsDrift(files, folder, chosen)).toEqual({ stale: [], missing: [], orphaned: [] });
      expect(writeDocs(files, folder, chosen)).toEqual({ written: [], removed: [], unchanged: files.size });
    }
    expect(readFileSync(join(folder, file), "utf8")).toBe(text);
  });

  it("keeps a link that leads nowhere", () => {
    writeDocs(files, folder);
    symlinkSync(join(scratch, "nowhere"), join(folder, "link.md"));
    expect(writeDocs(files, folder).removed).toEqual([]);
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
