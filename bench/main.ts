import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { VariantModel } from "../generator/src/model/model.js";
import { resolve } from "../generator/src/model/resolve.js";
import { loadSpecs } from "../generator/src/spec/files.js";
import { type Bundle, bundle, bundleName, packagedFormats, printBundles } from "./bundle.js";
import { type Candidates, contestantsOf } from "./contestants.js";
import { withBundles, withResults } from "./document.js";
import { type BenchFormat, benchFormats } from "./formats.js";
import { measure } from "./measure.js";
import { type Measured, summarise } from "./measured.js";
import { compileNative, NativeProcess } from "./native-process.js";
import { help, type Options, readOptions, UsageError } from "./options.js";
import { plotRatios } from "./plot.js";
import { printTargets, printWorkload } from "./report.js";
import { setScene } from "./scene.js";
import { describeLoad, describeSurroundings } from "./surroundings.js";
import type { TablePackage } from "./table-package.js";
import { outcomesOf } from "./targets.js";
import { type Workload, workloads } from "./workloads.js";

/** What the starter knows of the workspace. */
export interface Place {
  /** Folder of the workspace, with a slash at its end. */
  readonly root: string;
  /** Folder for what is made on the way. */
  readonly output: string;
  /** Address of the bundled loops. */
  readonly loops: string;
  readonly compact: (formats: readonly BenchFormat[]) => Promise<void>;
}

/** Runs the benchmark; answers the exit code. */
export async function main(args: readonly string[], place: Place): Promise<number> {
  let options: Options;
  try {
    options = readOptions(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`bench: ${error.message}`);
    return 2;
  }
  if (options.help) {
    console.log(help);
    return 0;
  }
  const chosen = (format: BenchFormat) =>
    workloads.filter(({ name }) => `${format.format}: ${name}`.includes(options.only));
  const formats = benchFormats.filter((format) => chosen(format).length > 0);
  const bundled = packagedFormats(place.root).filter((format) => bundleName(format).includes(options.only));
  if (formats.length === 0 && bundled.length === 0) {
    console.error(`bench: no workload matches ${options.only}`);
    return 2;
  }
  const busy = formats.length === 0 ? "" : describeLoad();
  if (busy !== "") console.error(`bench: ${busy}`);
  if (formats.length > 0) await place.compact(formats);
  const all: Measured[] = [];
  for (const format of formats) {
    const candidates = await candidatesOf(format, place);
    const native = startNative(format, place);
    for (const workload of chosen(format)) {
      if (workload.kind === "dirty" && !candidates.unrolled.readDirty) continue;
      const measured = await measureWorkload(candidates, native, workload, options);
      all.push(measured);
      if (!options.json) console.log(printWorkload(measured));
    }
    native?.close();
  }
  const bundles = await bundle(bundled, place.root);
  if (options.json)
    console.log(
      JSON.stringify({ surroundings: describeSurroundings(), measured: all, bundles }, undefined, 2),
    );
  else {
    if (outcomesOf(all).length > 0) console.log(printTargets(all));
    if (bundles.length > 0) console.log(printBundles(bundles));
  }
  if (options.plot !== undefined) writeFileSync(options.plot, plotRatios(all));
  if (options.writeDocs) writeDocuments(all, bundles, `${place.root}docs/`);
  return 0;
}

function writeDocuments(all: readonly Measured[], bundles: readonly Bundle[], folder: string): void {
  const document = `${folder}performance.md`;
  const text = withBundles(readFileSync(document, "utf8"), bundles);
  writeFileSync(document, all.length === 0 ? text : withResults(text, all, describeSurroundings()));
  if (all.length > 0) writeFileSync(`${folder}performance.svg`, plotRatios(all));
}

async function candidatesOf(format: BenchFormat, place: Place): Promise<Candidates> {
  const unrolled: TablePackage = await import(format.module);
  const recursive: TablePackage = await import(
    pathToFileURL(`${place.output}/recursive/${format.format}.mjs`).href
  );
  return { format, model: modelOf(format, place.root), unrolled, recursive, loops: place.loops };
}

function modelOf({ format, variant }: BenchFormat, root: string): VariantModel {
  const [{ spec }] = loadSpecs([`${root}specs/${format}.yaml`]).files;
  const model = spec && resolve(spec).variants.find(({ name }) => name === variant);
  if (!model) throw new Error(`specs/${format}.yaml has errors, or no variant ${variant}`);
  return model;
}

function startNative(format: BenchFormat, { root, output }: Place): NativeProcess | undefined {
  try {
    return new NativeProcess(compileNative(root, output, format.format));
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
    console.error(`bench: ${format.format} goes without C, which cannot be compiled: ${reason}`);
    return undefined;
  }
}

async function measureWorkload(
  candidates: Candidates,
  native: NativeProcess | undefined,
  workload: Workload,
  options: Options,
): Promise<Measured> {
  const { format, unrolled } = candidates;
  const scenes = [setScene(format, unrolled, workload, 0), setScene(format, unrolled, workload, 1)] as const;
  const contestants = [...(await contestantsOf(candidates, workload, scenes))];
  if (native && workload.kind !== "iterate") {
    await native.setScene(format, workload);
    contestants.push(native.contestant(workload));
  }
  const { contestants: names } = options;
  const chosen = contestants.filter(({ name }) => names.length === 0 || names.includes(name));
  const timings = await measure(workload, chosen, options);
  return summarise(format.format, workload, timings);
}
