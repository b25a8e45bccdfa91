import { existsSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { alignColumns } from "./report.js";

/** Bytes of a bundle. */
export interface BundleBytes {
  readonly minified: number;
  readonly zipped: number;
}

/** What a consumer of a format's first variant loads. */
export interface Bundle {
  readonly format: string;
  readonly consumer: Consumer["name"];
  /** Of the generated package alone. */
  readonly own: BundleBytes;
  /** With what it uses of the runtime. */
  readonly withCore: BundleBytes;
  /** What `own`, zipped, is meant to stay below. */
  readonly limit: number;
}

interface Consumer {
  readonly name: "one translate" | "everything";
  readonly limit: number;
  readonly text: (module: string) => string;
}

const kilobyte = 1024;

const consumers: readonly Consumer[] = [
  {
    name: "one translate",
    limit: 3 * kilobyte,
    // The least that does something: a table, and one address that goes through it.
    text: (module) => `
      import { Arena } from ${JSON.stringify(core)};
      import { createState, translate } from ${JSON.stringify(module)};
      const state = createState(new Arena({ bytes: 65536 }));
      console.log(translate(state, 0, 4096), state.oaHi, state.oaLo);`,
  },
  {
    name: "everything",
    limit: 20 * kilobyte,
    text: (module) => `export * from ${JSON.stringify(module)};`,
  },
];

const core = "@generic-pt/core";

/** The name that `--only` chooses bundles by. */
export function bundleName(format: string): string {
  return `${format}: bundle`;
}

/** The formats that have a package in the workspace. */
export function packagedFormats(root: string): readonly string[] {
  return readdirSync(`${root}generated`).filter((format) =>
    existsSync(`${root}generated/${format}/package.json`),
  );
}

/** Bundles the consumers of formats; nothing is written. */
export async function bundle(formats: readonly string[], root: string): Promise<readonly Bundle[]> {
  const all: Bundle[] = [];
  for (const format of formats)
    for (const { name, limit, text } of consumers) {
      const code = text(moduleOf(format));
      all.push({
        format,
        consumer: name,
        own: await bytesOf(code, root, [core]),
        withCore: await bytesOf(code, root, []),
        limit,
      });
    }
  return all;
}

const moduleOf = (format: string): string => `@generic-pt/${format}`;

async function bytesOf(text: string, root: string, external: readonly string[]): Promise<BundleBytes> {
  const { outputFiles } = await build({
    stdin: { contents: text, resolveDir: root, sourcefile: "consumer.js" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    external: [...external],
    write: false,
    logLevel: "error",
  });
  const [{ contents }] = outputFiles;
  return { minified: contents.length, zipped: gzipSync(contents, { level: 9 }).length };
}

/** A table of at most 80 columns. */
export function printBundles(all: readonly Bundle[]): string {
  const rows = all.map(({ format, consumer, own, withCore, limit }) => [
    format,
    consumer,
    kilobytes(own.minified),
    kilobytes(own.zipped),
    kilobytes(withCore.zipped),
    own.zipped < limit ? "met" : "MISSED",
  ]);
  const heads = ["", "", "minified", "zipped", "with core", "target"];
  return `Bundles\n${alignColumns([heads, ...rows], 2).replaceAll(/^/gm, "  ")}\n`;
}

/** A table of the document. */
export function bundleTable(all: readonly Bundle[]): string {
  const lines = all.map(({ format, consumer, own, withCore, limit }) => {
    const mark = own.zipped < limit ? "" : " ✗";
    return `| \`${format}\` | ${consumer} | ${kilobytes(own.minified)} | **${kilobytes(own.zipped)}**${mark} | ${kilobytes(limit)} | ${kilobytes(withCore.minified)} | ${kilobytes(withCore.zipped)} |`;
  });
  return [
    "| format | consumer | minified | zipped | target | with core, minified | with core, zipped |",
    "| --- | --- | --: | --: | --: | --: | --: |",
    ...lines,
  ].join("\n");
}

const kilobytes = (bytes: number): string => `${(bytes / kilobyte).toFixed(1)} KB`;
