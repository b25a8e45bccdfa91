import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageFolder, styles, testedFormats } from "./tested-formats.js";

/** Tests and choices that are already decided. */
const decided = /(\|\||&&) (true|false)\b|\b(true|false) (\|\||&&|\?)|if \((true|false)\)/;

describe.each(styles)("%s code", (style) => {
  it.each(testedFormats().map(({ format }) => format))("of %s holds nothing that is decided", (format) => {
    const source = join(packageFolder(style, format), "src");
    const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    );
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const lines = readFileSync(join(source, file), "utf8").split("\n");
      expect(lines.filter((line) => decided.test(line)).map((line) => `${file}: ${line.trim()}`)).toEqual([]);
    }
  });
});
