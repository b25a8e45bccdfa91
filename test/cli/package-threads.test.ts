import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import type { FormatModel } from "../../generator/src/model/model.js";
import { resolve } from "../../generator/src/model/resolve.js";
import { packageFiles } from "../../generator/src/package/package-files.js";
import { loadSpecs } from "../../generator/src/spec/files.js";
import { root, run, scratchFolder } from "./run-command.js";

const scratch = scratchFolder();
/** As many as make several threads worth while, where there are processors for them. */
const names = ["one", "two", "three", "four", "five", "six", "seven"];
const tiny = readFileSync(join(root, "test/specs/tiny3.yaml"), "utf8");

mkdirSync(join(scratch, "specs"));
for (const name of names)
  writeFileSync(join(scratch, `specs/${name}.yaml`), tiny.replace("format: tiny3", `format: ${name}`));

function models(): readonly FormatModel[] {
  return loadSpecs([join(scratch, "specs")]).files.map(({ file, spec }) => {
    if (!spec) throw new Error(`${file} has errors`);
    return resolve(spec);
  });
}

describe("packages of many formats", () => {
  test("are told of in one order, and are what each format alone gives", () => {
    const all = run(["generate"], { cwd: scratch });
    expect({ status: all.status, stderr: all.stderr }).toEqual({ status: 0, stderr: "" });
    const sorted = [...names].sort();
    expect(all.stdout.match(/^generated\/\w+(?=: \d+ files written, 0 unchanged)/gm)).toEqual(
      sorted.map((name) => `generated/${name}`),
    );
    const { stdout } = run(["generate", "one", "--check"], { cwd: scratch });
    expect(stdout).toContain("1 package is up to date");
  });

  test("are none if one spec is wrong, and the command ends", () => {
    const folder = join(scratch, "wrong");
    cpSync(join(scratch, "specs"), join(folder, "specs"), { recursive: true });
    writeFileSync(join(folder, "specs/two.yaml"), tiny.replace("format: tiny3", "format: other"));
    const { status, stdout, stderr } = run(["generate"], { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^specs\/two\.yaml:\d+:\d+: error\[/);
  });
});

describe.skipIf(availableParallelism() < 2)("threads that make packages", async () => {
  const built = pathToFileURL(join(root, "generator/dist/package/package-threads.js")).href;
  const { PackageThreads }: typeof import("../../generator/src/package/package-threads.js") = await import(
    built
  );

  const start = () => {
    const threads = PackageThreads.start(names.length);
    if (!threads) throw new Error("there are no threads");
    return threads;
  };

  test("are not started for a few formats", () => {
    expect(PackageThreads.start(5)).toBeUndefined();
  });

  test("give the packages in the order of the models, as one process does", async () => {
    const threads = start();
    const all = models();
    const made = await threads.make(all, "recursive");
    await threads.close();
    expect(made.map(({ files }) => files)).toEqual(
      all.map((model) => packageFiles(model, { style: "recursive" })),
    );
  });

  test("say what the first model is wrong that cannot be made", async () => {
    const threads = start();
    const broken = models().map((model, at): FormatModel => {
      if (at < 3) return model;
      const [variant] = model.variants;
      return { ...model, variants: at === 3 ? [] : [{ ...variant, levels: [] }] };
    });
    const errorOf = (model: FormatModel): string => {
      try {
        packageFiles(model, { style: "unrolled" });
        return "";
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    };
    const message = errorOf(broken[3]);
    expect(message).not.toBe("");
    expect(errorOf(broken[4])).not.toBe(message);
    await expect(threads.make(broken, "unrolled")).rejects.toThrow(message);
    await threads.close();
  });

  test("report their end", async () => {
    const threads = start();
    const ended = expect(threads.make(models(), "unrolled")).rejects.toThrow("a thread ended");
    await threads.close();
    await ended;
  });
});
