// `npm run -s conformance:list`: bundles the list, so that plain Node can run it, and prints it.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const outfile = path(".generic-pt/conformance-list/list.mjs");

await build({
  entryPoints: [path("test/conformance/list.ts")],
  outfile,
  bundle: true,
  packages: "external",
  // Cases are only counted here, and the runner cannot be loaded outside of itself.
  alias: {
    vitest: path("test/conformance/no-runner.ts"),
    "@generic-pt/core": path("runtime/core/src/index.ts"),
  },
  // Where the specs are found from, which is not where the bundle lies.
  define: { "import.meta.url": JSON.stringify(new URL("../tested-formats.ts", import.meta.url).href) },
  format: "esm",
  platform: "node",
  target: "node20",
  logLevel: "error",
});
const { listText } = await import(
  new URL("../../.generic-pt/conformance-list/list.mjs", import.meta.url).href
);
try {
  process.stdout.write(listText(process.argv.slice(2)));
} catch (error) {
  console.error(`conformance:list: ${error.message}`);
  process.exitCode = 2;
}
