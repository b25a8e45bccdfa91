import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";

const source = fileURLToPath(new URL("../../runtime/core/src/", import.meta.url));

/** What a bundler for browsers says of an entry point. */
async function bundled(entry: string): Promise<readonly string[]> {
  const options = {
    bundle: true,
    platform: "browser",
    format: "esm",
    write: false,
    logLevel: "silent",
  } as const;
  return build({ entryPoints: [source + entry], ...options }).then(
    ({ warnings }) => warnings.map(({ text }) => text),
    ({ errors }: { readonly errors: readonly { readonly text: string }[] }) => errors.map(({ text }) => text),
  );
}

it("the runtime needs nothing of Node; files do, and have an entry point of their own", async () => {
  expect(await bundled("index.ts")).toEqual([]);
  expect(await bundled("files/index.ts")).toContain('Could not resolve "node:fs"');
});
