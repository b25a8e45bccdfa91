import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { beforeAll, describe, expect, it } from "vitest";
import {
  outsideFolder,
  pack,
  readManifest,
  root,
  runOrThrow,
  runProgram,
  workspacePackages,
} from "./packed-packages.js";

const packages = workspacePackages();
const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");

it("there is the runtime, the command and a package per format", () => {
  const formats = readdirSync(join(root, "specs")).map(
    (file) => `@generic-pt/${file.replace(/\.yaml$/, "")}`,
  );
  expect(packages.map(({ name }) => name)).toEqual(["@generic-pt/core", "generic-pt", ...formats.sort()]);
});

describe.each(packages)("$name, packed", ({ folder, manifest }) => {
  const outside = outsideFolder();
  let tarball = "";
  let unpacked = "";
  let files: readonly string[] = [];

  beforeAll(async () => {
    tarball = await pack(folder, outside);
    await runOrThrow("tar", ["-xzf", tarball, "-C", outside], outside);
    unpacked = join(outside, "package");
    files = readdirSync(unpacked, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(unpacked.length + 1)
          .replaceAll("\\", "/"),
      )
      .sort();
  });

  it("has nothing that publint would say", async () => {
    const { messages, pkg } = await publint({ pkgDir: unpacked, pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it("has types that resolve wherever ES modules do", async () => {
    const args = [attw, tarball, "--profile", "esm-only", "--no-definitely-typed", "--format", "ascii"];
    const { status, stdout, stderr } = await runProgram(process.execPath, args, outside);
    expect(stderr + (status === 0 ? "" : stdout)).toBe("");
    for (const path of Object.keys(manifest.exports)) {
      const entry = JSON.stringify(path.replace(/^\./, manifest.name));
      expect(stdout).toMatch(new RegExp(`^${entry}\n\nnode16 \\(from ESM\\): 🟢`, "m"));
    }
  });

  it("says what it is and under which licence", () => {
    expect(readFileSync(join(unpacked, "LICENSE"), "utf8")).toBe(readFileSync(join(root, "LICENSE"), "utf8"));
    expect(readFileSync(join(unpacked, "README.md"), "utf8")).toContain(`# ${manifest.name}\n`);
    expect(manifest.license).toBe("MIT");
    expect(manifest.engines).toEqual({ node: ">=20.19" });
  });

  it("needs exactly the versions of this workspace", () => {
    for (const other of packages) {
      expect(other.manifest.version).toBe(manifest.version);
      expect([undefined, manifest.version]).toContain(manifest.dependencies?.[other.name]);
    }
  });

  it("holds no tests and nothing of the build's own", () => {
    expect(files.filter((file) => /\.test\.|\.map$|tsbuildinfo|tsconfig[^/]*\.json$/.test(file))).toEqual([]);
  });

  it("holds what its sources compile to, and nothing older", () => {
    const compiled = files.filter((file) => file.startsWith("dist/"));
    const expected = files
      .filter((file) => /^src\/.*\.ts$/.test(file))
      .map((file) => file.replace(/^src/, "dist").replace(/\.ts$/, ""))
      .flatMap((file) => [`${file}.d.ts`, `${file}.js`]);
    // What is left of a source that is gone: delete the dist folder and build again.
    expect(compiled).toEqual(expected.sort());
  });

  it("has a file behind every entry point", () => {
    const { exports } = readManifest(unpacked);
    const targets = Object.values(exports).flatMap((entry) =>
      typeof entry === "string" ? [entry] : Object.values(entry),
    );
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets) expect(files).toContain(target.replace("./", ""));
  });
});
