import type { LintRule } from "./rule.js";

const formatNameMismatch: LintRule = {
  id: "format-name-mismatch",
  severity: "error",
  needs: [],
  meaning: "The format's name is not the name of its file.",
  check({ whole, file, isFirst, report }) {
    const name =
      file
        .split(/[\\/]/)
        .at(-1)
        ?.replace(/\.ya?ml$/, "") ?? file;
    if (!isFirst || whole.format === "unnamed" || whole.format === name) return;
    report(
      ["format"],
      `the format is named "${whole.format}", its file "${name}"`,
      `write "format: ${name}"`,
    );
  },
};

/** Names that a package needs for modules of its own. */
const reservedNames: readonly string[] = ["index", "package", "recursive", "shared", "image", "model"];

const variantName: LintRule = {
  id: "variant-name",
  severity: "error",
  needs: [],
  meaning: "A variant has a name that a package needs for something else.",
  check({ variant, whole, report }) {
    if (whole.variants?.[variant] === undefined || !reservedNames.includes(variant)) return;
    report(
      ["variants", variant],
      `a package has a module "${variant}" of its own`,
      "choose another name",
      "key",
    );
  },
};

/** The file as a whole. */
export const fileRules: readonly LintRule[] = [formatNameMismatch, variantName];
