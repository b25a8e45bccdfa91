import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const builtTests = [
  "test/cli/**/*.test.ts",
  "test/consumer.test.ts",
  "test/publish.test.ts",
  "test/bench/run.test.ts",
];

export default defineConfig({
  resolve: {
    // Tests run on the sources, so that a failure points at the line that a person can edit.
    alias: [
      { find: /^@generic-pt\/core$/, replacement: `${root}runtime/core/src/index.ts` },
      { find: /^@generic-pt\/core\/files$/, replacement: `${root}runtime/core/src/files/index.ts` },
    ],
  },
  test: {
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
        test: {
          name: "source",
          include: ["test/**/*.test.ts", "generator/src/**/*.test.ts", "runtime/*/src/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...builtTests],
          // Every format in every style, as the generator makes it now.
          globalSetup: "test/generate.ts",
        },
      },
      // These use what users use: the built command as a process of its own, the packed packages.
      { extends: true, test: { name: "built", include: builtTests, globalSetup: "test/build.ts" } },
    ],
  },
});
