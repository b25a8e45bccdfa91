import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ts } from "ts-morph";
import { describe, expect, it } from "vitest";
import { resolve } from "../generator/src/model/resolve.js";
import { loadSpec } from "../generator/src/spec/load.js";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Names of every format, variant and feature that a spec declares. */
function declaredNames(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const file of readdirSync(`${root}specs`).filter((name) => name.endsWith(".yaml"))) {
    const { spec } = loadSpec(file, readFileSync(`${root}specs/${file}`, "utf8"));
    if (!spec) throw new Error(`${file} has errors`);
    const model = resolve(spec);
    names.add(model.format);
    for (const variant of model.variants) {
      names.add(variant.name);
      for (const { name } of variant.features) names.add(name);
    }
  }
  return names;
}

/** Every identifier, and every text of a string or template, with its place. */
function namesIn(
  path: string,
): readonly { readonly text: string; readonly place: string; readonly isText: boolean }[] {
  const source = ts.createSourceFile(path, readFileSync(root + path, "utf8"), ts.ScriptTarget.ES2022, true);
  const found: { text: string; place: string; isText: boolean }[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isIdentifier(node) ||
      ts.isPrivateIdentifier(node) ||
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node)
    ) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ text: node.text, place: `${path}:${line + 1}`, isText: !ts.isIdentifier(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function sourcesOf(folder: string): readonly string[] {
  return readdirSync(root + folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts"))
    .map((entry) => `${entry.parentPath.slice(root.length)}/${entry.name}`);
}

/** A text holds a name if it is the name, or mentions one that is no plain word. */
function mentions(text: string, isText: boolean, names: ReadonlySet<string>): boolean {
  if (names.has(text)) return true;
  return isText && text.split(/[^A-Za-z0-9_]+/).some((word) => /[0-9_]/.test(word) && names.has(word));
}

describe("what makes a format special stands in its spec", () => {
  const names = declaredNames();

  it("there are names to look for", () => {
    expect(names.size).toBeGreaterThan(8);
  });

  it.each(["generator/src", "runtime/core/src"])("%s names no format, variant or feature", (folder) => {
    const sources = sourcesOf(folder);
    expect(sources.length).toBeGreaterThan(10);
    const found = sources.flatMap(namesIn).filter(({ text, isText }) => mentions(text, isText, names));
    expect(found.map(({ text, place }) => `${place}: ${text}`)).toEqual([]);
  });

  it("finds one where there is one", () => {
    const [name] = names;
    expect(mentions(name, false, names)).toBe(true);
    expect(mentions(`the format ${name}.`, true, new Set([name]))).toBe(/[0-9_]/.test(name));
  });
});
