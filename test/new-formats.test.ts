import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { resolve } from "../generator/src/model/resolve.js";
import { packageFiles } from "../generator/src/package/package-files.js";
import { writePackage } from "../generator/src/package/write.js";
import { loadSpec } from "../generator/src/spec/load.js";
import { conformanceOf } from "./conformance/part.js";
import { newSpecs } from "./new-formats.js";
import { registerTests } from "./registers.js";
import { imageSubjectsOf, subjectsOf } from "./subjects.js";
import { outputFolder, packageFolder, styles, testedFormats } from "./tested-formats.js";

const root = fileURLToPath(new URL("../", import.meta.url));
const newFolder = join(outputFolder, "new");

const formats = Object.entries(newSpecs).map(([file, text]) => {
  const { spec, problems } = loadSpec(file, text);
  if (!spec || problems.length > 0)
    throw new Error(`${file}: ${problems.map(({ message }) => message).join("; ")}`);
  return resolve(spec);
});

// Tables of formats that no other file knows: generated, and put through the same suite as all the others.
for (const format of formats) {
  for (const style of styles) {
    const folder = join(newFolder, style, format.format);
    mkdirSync(folder, { recursive: true });
    writePackage(packageFiles(format, { style }), folder);
    // The package's own says where it lies in the repository, and this one lies elsewhere.
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ extends: join(root, "tsconfig.base.json") }),
    );
    const writers = await subjectsOf(format, style, folder);
    for (const reader of await imageSubjectsOf(format, style, folder)) {
      const writer = writers.find(
        ({ variant, binding }) => variant === reader.variant && binding === "arena",
      );
      if (writer && reader.variant.registers.length > 0) registerTests(writer, reader);
    }
  }
}

await conformanceOf(formats, (style, format) => join(newFolder, style, format));

it("items of two words in shared memory are read by a call of its own, and never inside an expression", () => {
  const loads = formats
    .flatMap((format) => styles.flatMap((style) => [...packageFiles(format, { style })]))
    .filter(([name]) => name.includes("/shared/"))
    .flatMap(([, text]) => text.split("\n").filter((line) => line.includes("loadPair(")));
  expect(loads.length).toBeGreaterThan(10);
  const alone = /^\s*(?:(?:const|let) \w+ = |\w+ = )?(?:swapBytes\()?loadPair\(/;
  expect(loads.filter((line) => !alone.test(line))).toEqual([]);
});

it("generated code of every format and style passes the strict type-check", () => {
  const known = testedFormats().flatMap(({ format }) => styles.map((style) => packageFolder(style, format)));
  const config = join(newFolder, "tsconfig.json");
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, "tsconfig.json"),
      include: [newFolder, ...known].map((folder) => join(folder, "**/*.ts")),
    }),
  );
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  let errors = "";
  try {
    execFileSync(process.execPath, [compiler, "-p", config], { encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    errors = error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
  }
  expect(errors).toBe("");
});
