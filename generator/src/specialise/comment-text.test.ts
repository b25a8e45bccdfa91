import { describe, expect, it } from "vitest";
import { resolve } from "../model/resolve.js";
import { packageFiles } from "../package/package-files.js";
import { loadSpec } from "../spec/load.js";
import { starterSpec } from "../spec/starter.js";
import { commentText } from "./comment-text.js";

describe("text of a spec in comments", () => {
  it("stays on its line and in its comment", () => {
    expect(commentText("a */ b\n\u2028c\u0000d")).toBe("a *\\/ b c d");
    expect(commentText("Table 15, 2.2.3")).toBe("Table 15, 2.2.3");
  });

  it("never becomes code or breaks a manifest", () => {
    const hostile = '*/ process.exit(3) /* "x" \\n process.exit(4)';
    const text = starterSpec("probe", "spec.schema.json").replace(
      /^title:.*$/m,
      `title: ${JSON.stringify(`${hostile}\nprocess.exit(5)`)}`,
    );
    const { spec } = loadSpec("probe.yaml", text);
    if (!spec) throw new Error("the probe has errors");
    expect(spec.title).toContain(hostile);
    const files = packageFiles(resolve(spec), { style: "unrolled" });
    expect(JSON.parse(files.get("package.json") ?? "").description).toContain("process.exit(3)");
    for (const [name, code] of files) {
      if (!name.endsWith(".ts")) continue;
      for (const line of code.split("\n").filter((each) => each.includes("process.exit"))) {
        expect(line).toMatch(/^\/\/ |^\/\*\* .*\*\/$|^ \* /);
        expect(line.replace(/\*\/$/, "")).not.toContain("*/");
      }
    }
  });
});
