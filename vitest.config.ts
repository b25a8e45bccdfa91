import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const formats = readdirSync(`${root}generated`, { withFileTypes: true }).filter((entry) => entry.isDirectory());

export default defineConfig({
  resolve: {
    // Tests run on the sources, so that a failure points at the line that a person can edit.
    alias: [
      { find: /^@generic-pt\/core$/, replacement: `${root}runtime/core/src/index.ts` },
      ...formats.map(({ name }) => ({
        find: new RegExp(`^@generic-pt/${name}$`),
        replacement: `${root}generated/${name}/src/index.ts`,
      })),
    ],
  },
  test: {
    include: ["test/**/*.test.ts", "generator/src/**/*.test.ts", "runtime/*/src/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
