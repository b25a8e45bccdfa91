import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { unpackDump } from "./packed-dumps.js";
import {
  type Output,
  outsideFolder,
  pack,
  root,
  runOrThrow,
  runProgram,
  type WorkspacePackage,
  workspacePackages,
} from "./packed-packages.js";
import { packedTexts } from "./packed-recordings.js";

// What a user has who knows nothing of this repository: packages from a registry, a compiler, a bundler, Node.
const project = outsideFolder();
const compiler = join(root, "node_modules/typescript/bin/tsc");
const packages = workspacePackages();
const command = find("generic-pt");
const libraries = packages.filter((item) => item !== command);
const formats = libraries.filter(({ name }) => name !== "@generic-pt/core");

function find(name: string): WorkspacePackage {
  const found = packages.find((item) => item.name === name);
  if (!found) throw new Error(`there is no package ${name}`);
  return found;
}

/** As strict as it gets, with the declarations of the packages checked too and no types of a host. */
const strict = {
  target: "es2022",
  lib: ["es2022"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
} as const;

const resolutions = {
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
} as const;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}

/** Compiles files of the project in a configuration of their own. */
function compile(name: string, options: object, files: readonly string[]): Promise<Output> {
  write(`tsconfig.${name}.json`, JSON.stringify({ compilerOptions: { ...strict, ...options }, files }));
  return runProgram(
    process.execPath,
    [compiler, "-p", `tsconfig.${name}.json`, "--pretty", "false"],
    project,
  );
}

/** The default export of a compiled module, as a process without this repository sees it; BigInts end in n. */
function defaultExportOf(module: string): unknown {
  const script = `import it from ${JSON.stringify(module)};
    console.log(JSON.stringify(it, (_, value) => typeof value === "bigint" ? \`\${value}n\` : value));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: project,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

beforeAll(async () => {
  write("package.json", JSON.stringify({ name: "outside", private: true, type: "module" }));
  const tarballs: string[] = [];
  for (const { folder } of libraries) tarballs.push(await pack(folder, project));
  // An empty cache: nothing can come from a registry.
  const offline = ["--offline", "--cache", join(project, "cache"), "--no-audit", "--no-fund"];
  await runOrThrow("npm", ["install", ...offline, ...tarballs], project);
  cpSync(join(root, "test/consumer"), join(project, "src"), { recursive: true });
});

describe("the packages, installed in an empty project", () => {
  const sources = ["src/friendly.ts", "src/free-functions.ts", "src/image.ts", "src/image-file.ts"];

  it.each(Object.entries(resolutions))("type-check under %s", async (name, options) => {
    expect(await compile(name, { ...options, noEmit: true }, sources)).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
  });

  it.each(Object.entries(resolutions))("refuse wrong types under %s", async (name, options) => {
    write(
      "src/wrong.ts",
      `import { Arena } from "@generic-pt/core";
import { PageTable, translate } from "@generic-pt/amdv1";
import { TableView } from "@generic-pt/amdv1/image";
const table = PageTable.create(new Arena({ bytes: 65536 }));
table.translate(4096);
table.map(0n, 0n, 4096n);
translate(table.state, 0n, 0);
TableView.create;
const oa: bigint = table.translate(0n);
import "@generic-pt/amdv1/dist/native/arena/map.js";
import { nothing } from "@generic-pt/amdv1/shared";
`,
    );
    const { status, stdout } = await compile(`wrong-${name}`, { ...options, noEmit: true }, ["src/wrong.ts"]);
    expect(status).not.toBe(0);
    const places = [...stdout.matchAll(/^src\/wrong\.ts\((\d+),\d+\): error (TS\d+)/gm)];
    expect(places.map(([, line, code]) => `${line} ${code}`).sort()).toEqual(
      ["5 TS2345", "6 TS2554", "7 TS2345", "8 TS2339", "9 TS2322", "10 TS2882", "11 TS2305"].sort(),
    );
  });

  describe("run", () => {
    beforeAll(async () => {
      const emit = { ...resolutions.nodenext, rootDir: "src", outDir: "out" };
      expect(await compile("emit", emit, sources)).toMatchObject({ status: 0 });
    });

    it("with BigInt addresses and exceptions", () => {
      expect(defaultExportOf("./out/friendly.js")).toEqual({
        runs: [[`${0x10000}n`, `${0x10000}n`, `${0x50000000}n`, `${0x10000}n`]],
        translated: `${0x50004abc}n`,
        overlap: "PtError EADDRINUSE -98",
        unmapped: `${0x10000}n`,
        hole: "undefined",
        flushes: [0x10000, 0x1ffff],
        granules: [12, 11],
        translatedSmall: `${0x1fff}n`,
        tablesLeft: [expect.any(Number), 0],
      });
    });

    it("with pairs of words, numbers and batches", () => {
      expect(defaultExportOf("./out/free-functions.js")).toEqual({
        mapped: 0,
        again: true,
        found: 0,
        words: [1, 0x50004abc],
        asNumber: 0x150004abc,
        translatedCount: 1,
        oas: [0x50000000, 1, 0, 0],
        statuses: [0, true],
        unmapped: 0,
        bytes: 2 ** 30,
        removed: 2 ** 30,
      });
    });

    it("over a memory image", () => {
      expect(defaultExportOf("./out/image.js")).toEqual({
        translated: `${0x800abcde}n`,
        asNumber: 0x800abcde,
        runs: [[`${0x200000}n`, `${0x200000}n`, `${0x80000000}n`]],
      });
    });
    it("over a memory image in files", () => {
      const next = (address: bigint, level: bigint) => (3n << 61n) | address | (level << 9n) | 1n;
      const tables = new BigUint64Array(3 * 512);
      tables[1] = next(0x2000n, 2n);
      tables[512 + 1] = next(0x3000n, 1n);
      tables[1024 + 1] = next(0x5000_1000n, 0n);
      const memory = { kind: "raw", file: "tables", base: "0x1000" };
      write("dump/manifest.json", JSON.stringify({ registers: { root: "0x1000" }, memory }));
      writeFileSync(join(project, "dump/tables"), tables);
      expect(defaultExportOf("./out/image-file.js")).toEqual({
        kind: "raw",
        bytes: `${0x3000}n`,
        translated: `${0x50001abc}n`,
        absent: "ENOENT",
      });
    });
  });
});

/** The first TypeScript block of a document, with every `expression; // value` made a check. */
function checkedExample(document: string): { readonly text: string; readonly checks: number } {
  const [, example] = /```ts\n(.*?)```/s.exec(document) ?? [];
  if (example === undefined) throw new Error("there is no example");
  let checks = 0;
  const text = example.replaceAll(/^(.+); \/\/ (0x[0-9a-f]+n|\[.*\])$/gm, (_, expression, value) => {
    checks += 1;
    return `checks.push([${expression}, ${value.replace(", ...", "")}]);`;
  });
  return { text: `const checks: [unknown, unknown][] = [];\n${text}export default checks;\n`, checks };
}

describe("the examples", () => {
  const documents = [
    { name: "README.md", path: "README.md" },
    ...formats.map(({ name, folder }) => ({ name, path: join(folder, "README.md").slice(root.length) })),
  ];

  it.each(documents)("of $name do what they say", async ({ name, path }) => {
    const { text, checks } = checkedExample(readFileSync(join(root, path), "utf8"));
    expect(checks).toBeGreaterThan(1);
    const module = `example-${name.replaceAll(/\W+/g, "-")}`;
    write(`examples/${module}.ts`, text);
    const options = { ...resolutions.nodenext, rootDir: "examples", outDir: "out" };
    expect(await compile(module, options, [`examples/${module}.ts`])).toMatchObject({
      status: 0,
      stdout: "",
    });
    const results = defaultExportOf(`./out/${module}.js`) as readonly (readonly [unknown, unknown])[];
    expect(results).toHaveLength(checks);
    for (const [actual, expected] of results) {
      if (typeof expected === "object") expect(actual).toMatchObject(expected ?? {});
      else expect(actual).toBe(expected);
    }
  });
});

describe("a bundle", () => {
  /** Bundles one module; tells which modules are in it and how large it is. */
  async function bundle(text: string): Promise<{
    readonly modules: readonly string[];
    readonly code: string;
    readonly zipped: number;
  }> {
    const { metafile, outputFiles } = await build({
      stdin: { contents: text, resolveDir: project, sourcefile: "entry.js" },
      absWorkingDir: project,
      bundle: true,
      minify: true,
      format: "esm",
      metafile: true,
      write: false,
      logLevel: "error",
    });
    const [output] = Object.values(metafile.outputs);
    const [file] = outputFiles;
    const used = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    return {
      modules: used.map(([path]) => path.replace("node_modules/@generic-pt/", "")).sort(),
      code: file.text,
      zipped: gzipSync(file.contents).length,
    };
  }

  /** Only installing a table allocates. */
  const onlyInMap = ".allocate(";

  it("of translate alone holds nothing of the other operations", async () => {
    const { modules, code, zipped } = await bundle('export { translate } from "@generic-pt/amdv1";');
    console.log(`translate alone: ${code.length} bytes minified, ${zipped} zipped`);
    expect(modules).toEqual(["amdv1/dist/native/arena/translate.js", "core/dist/contract/errno.js"]);
    expect(code).not.toContain(onlyInMap);
    expect(zipped).toBeLessThan(1500);
  });

  it.each(["amdv1", "amdv1/driver", "amdv1/selftest/image"])("of %s holds no other variant", async (path) => {
    const { modules } = await bundle(`export * from "@generic-pt/${path}";`);
    const [format, variant = "native"] = path.split("/");
    const generated = modules.filter((module) => !module.startsWith("core/"));
    expect(generated.length).toBeGreaterThan(0);
    expect(generated.filter((module) => !module.startsWith(`${format}/dist/${variant}/`))).toEqual([]);
  });

  it("of map holds map", async () => {
    const { modules, code } = await bundle('export { map } from "@generic-pt/amdv1";');
    expect(modules).toContain("amdv1/dist/native/arena/map.js");
    expect(code).toContain(onlyInMap);
  });

  it("of a state and translate holds no other operation and not the class", async () => {
    const { modules } = await bundle('export { createState, translate } from "@generic-pt/amdv1";');
    expect(modules.filter((path) => /\/(map|unmap|dirty|destroy|lanes|base-table)\.js$/.test(path))).toEqual(
      [],
    );
  });

  it("of nothing is empty", async () => {
    const all = libraries.map(({ name }) => `import ${JSON.stringify(name)};`).join("\n");
    expect((await bundle(all)).modules).toEqual([]);
  });
});

describe("the command, unpacked outside", () => {
  const script = join(project, "node_modules/generic-pt/bin/generic-pt.js");
  const run = (...args: string[]): Promise<Output> =>
    runProgram(process.execPath, [script, ...args], project);

  beforeAll(async () => {
    const tarball = await pack(command.folder, project);
    const unpacked = join(project, "node_modules/generic-pt");
    mkdirSync(join(unpacked, "node_modules"), { recursive: true });
    await runOrThrow("tar", ["-xzf", tarball, "-C", unpacked, "--strip-components=1"], project);
    linkDependencies(unpacked);
  });

  /** Packages of others come from the repository, because no registry can be asked. */
  function linkDependencies(unpacked: string): void {
    const paths = createRequire(join(command.folder, "package.json")).resolve.paths("any") ?? [];
    for (const name of Object.keys(command.manifest.dependencies ?? {})) {
      if (libraries.some((item) => item.name === name)) continue;
      const from = paths.map((path) => join(path, name)).find(isPackage);
      if (from === undefined) throw new Error(`${name} is not installed`);
      const to = join(unpacked, "node_modules", name);
      mkdirSync(dirname(to), { recursive: true });
      symlinkSync(from, to, "junction");
    }
  }

  it("makes a package of a new format, which builds and runs there", async () => {
    expect(await run("new", "outside7", "--out", "specs")).toMatchObject({ status: 0 });
    expect(await run("lint")).toMatchObject({ status: 0 });
    expect(await run("generate")).toMatchObject({ status: 0 });
    expect(await run("generate", "--check")).toMatchObject({ status: 0 });
    await runOrThrow(process.execPath, [compiler, "-b", "generated/outside7"], project);
    write(
      "outside7.js",
      `import { Arena, Protection } from "@generic-pt/core";
      import { PageTable } from "./generated/outside7/dist/outside7/arena/index.js";
      const table = PageTable.create(new Arena({ bytes: 1 << 20 }));
      const page = 1n << BigInt(table.granuleLg2);
      table.map(page, 2n * page, page, Protection.READ);
      export default table.translate(page + 5n) === 2n * page + 5n;`,
    );
    expect(defaultExportOf("./outside7.js")).toBe(true);
  });

  it("reads tables of an installed format in a memory image", async () => {
    unpackDump("riscv64-sv48", project);
    const core = ["riscv64-sv48/core.elf", "0x10abc", "--format", "riscv64"];
    const { status, stdout } = await run("walk", ...core, "--register", "satp=0x9000100000081882");
    expect(status).toBe(0);
    expect(stdout).toContain("0x0000000000010abc maps to 0x80815abc\n");
    const { stderr } = await run("walk", "riscv64-sv48", "0", "--format", "riscv46");
    expect(stderr).toContain('did you mean "riscv64"?');
  });

  it("replays a recording with the specs that are there", async () => {
    cpSync(join(root, "specs"), join(project, "specs"), { recursive: true });
    const [recording] = [...packedTexts()].filter(([name]) => name.startsWith("vtdss/"));
    write("recordings/one.json", recording[1]);
    expect(await run("verify", "--interpreted", "recordings")).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^1 passed, 0 failed\n$/m),
    });
  });
});

function isPackage(folder: string): boolean {
  try {
    readFileSync(join(folder, "package.json"));
    return true;
  } catch {
    return false;
  }
}
