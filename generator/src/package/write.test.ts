import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findDrift, hasDrifted } from "./drift.js";
import { ForeignFolder, writePackage } from "./write.js";

const files = new Map([
  ["README.md", "# Sample\n"],
  ["package.json", '{ "name": "sample" }\n'],
  ["src/a/index.ts", "export const a = 1;\n"],
]);

let scratch: string;
let folder: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "package-"));
  folder = join(scratch, "sample");
});
afterEach(() => rmSync(scratch, { recursive: true }));

function put(file: string, text: string): void {
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** How a source begins that was generated once. */
const made = "// Made by generic-pt from old.yaml: gone.\n";

describe("writePackage", () => {
  it("writes a new package, and nothing the second time", () => {
    expect(writePackage(files, folder)).toEqual({ written: [...files.keys()], removed: [], unchanged: 0 });
    const { mtimeMs } = statSync(join(folder, "README.md"));
    expect(writePackage(files, folder)).toEqual({ written: [], removed: [], unchanged: 3 });
    expect(statSync(join(folder, "README.md")).mtimeMs).toBe(mtimeMs);
    expect(readFileSync(join(folder, "src/a/index.ts"), "utf8")).toBe("export const a = 1;\n");
  });

  it("replaces what changed and removes what is generated no more, with folders that become empty", () => {
    writePackage(files, folder);
    put("src/b/deep/old.ts", made);
    put("src/a/old.ts", made);
    put("dist/index.js", "");
    put("node_modules/x/index.js", "");
    put("tsconfig.tsbuildinfo", "");
    put("README.md", "edited");
    expect(writePackage(files, folder)).toEqual({
      written: ["README.md"],
      removed: ["src/a/old.ts", "src/b/deep/old.ts"],
      unchanged: 2,
    });
    expect(existsSync(join(folder, "src/b"))).toBe(false);
    for (const kept of ["src/a", "dist/index.js", "node_modules/x/index.js", "tsconfig.tsbuildinfo"])
      expect(existsSync(join(folder, kept))).toBe(true);
  });

  it.each([
    ["no manifest", "notes.txt", "mine"],
    ["the manifest of another package", "package.json", '{ "name": "other" }'],
    ["a damaged manifest", "package.json", "{"],
  ])("leaves a folder with %s alone", (_, file, text) => {
    put(file, text);
    expect(() => writePackage(files, folder)).toThrow(ForeignFolder);
    expect(readFileSync(join(folder, file), "utf8")).toBe(text);
    expect(existsSync(join(folder, "README.md"))).toBe(false);
  });
});

it.each(["notes.md", "src/a/mine.ts", "test/all.test.ts"])(
  "a file in a package that was not generated stays: %s",
  (file) => {
    writePackage(files, folder);
    put(file, "mine");
    put("README.md", "edited");
    expect(() => writePackage(files, folder)).toThrow(`${file} was not generated`);
    expect(readFileSync(join(folder, file), "utf8")).toBe("mine");
    expect(readFileSync(join(folder, "README.md"), "utf8")).toBe("edited");
  },
);

describe("findDrift", () => {
  it("finds nothing after writing", () => {
    writePackage(files, folder);
    put("dist/index.js", "");
    const drift = findDrift(files, folder);
    expect(drift).toEqual({ stale: [], missing: [], orphaned: [] });
    expect(hasDrifted(drift)).toBe(false);
  });

  it("misses everything where there is no folder", () => {
    expect(findDrift(files, folder)).toEqual({ stale: [], missing: [...files.keys()], orphaned: [] });
  });

  it("names stale, missing and orphaned files, and changes none", () => {
    writePackage(files, folder);
    put("src/a/index.ts", "export const a = 2;\n");
    put("src/dist/index.ts", "");
    rmSync(join(folder, "README.md"));
    const drift = findDrift(files, folder);
    expect(drift).toEqual({
      stale: [
        { file: "src/a/index.ts", diff: "@@ -1,1 +1,1 @@\n-export const a = 2;\n+export const a = 1;" },
      ],
      missing: ["README.md"],
      orphaned: ["src/dist/index.ts"],
    });
    expect(hasDrifted(drift)).toBe(true);
    expect(existsSync(join(folder, "README.md"))).toBe(false);
  });
});
