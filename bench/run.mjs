// Starts the benchmark with plain Node: makes the recursive packages, bundles what is TypeScript here, and runs it. The
// unrolled packages and the core are used as they were built, the way any consumer uses them.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const command = path("generator/dist/cli/main.js");
const output = path(".generic-pt/bench");

async function bundle(entryPoints, outdir) {
  await build({
    entryPoints,
    outdir,
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20",
    outExtension: { ".js": ".mjs" },
    logLevel: "error",
  });
}

if (!existsSync(command)) {
  console.error("bench: nothing is built yet: run `npm run build`");
  process.exitCode = 2;
} else {
  await bundle([path("bench/main.ts"), path("bench/loops.ts")], output);
  const { main } = await import(new URL("../.generic-pt/bench/main.mjs", import.meta.url).href);
  process.exitCode = await main(process.argv.slice(2), {
    root: path(""),
    output,
    loops: new URL("../.generic-pt/bench/loops.mjs", import.meta.url).href,
    /** Makes the packages of these formats in the compact style, and answers where the module of a variant is. */
    async compact(formats) {
      const folder = `${output}/recursive`;
      execFileSync(
        process.execPath,
        [
          command,
          "generate",
          ...formats.map(({ format }) => format),
          "--style",
          "recursive",
          "--out",
          folder,
        ],
        { cwd: path(""), stdio: ["ignore", "ignore", "inherit"] },
      );
      const entries = formats.map(({ format, variant }) => [
        format,
        `${folder}/${format}/src/${variant}/arena/index.ts`,
      ]);
      await bundle(
        entries.map(([out, entry]) => ({ in: entry, out })),
        `${output}/recursive`,
      );
    },
  });
}
