import { expect } from "vitest";

const attribute = /\s+[A-Za-z_][\w:-]*="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*"/;
const tag = new RegExp(`<(/?)([A-Za-z][\\w:-]*)((?:${attribute.source})*)\\s*(/?)>`, "y");

/** What an XML parser asks of a document with comments, elements and texts only: one root, tags in pairs, text escaped. */
export function expectWellFormed(text: string): void {
  const open: string[] = [];
  let roots = 0;
  let at = 0;
  while (at < text.length) {
    if (text[at] !== "<") {
      const end = text.indexOf("<", at);
      const content = text.slice(at, end < 0 ? undefined : end);
      expect(content).not.toMatch(/&(?!(?:amp|lt|gt|quot);)/);
      if (open.length === 0) expect(content.trim()).toBe("");
      at += content.length;
      continue;
    }
    if (text.startsWith("<!--", at)) {
      const end = text.indexOf("--", at + 4);
      expect(text.slice(end, end + 3)).toBe("-->");
      at = end + 3;
      continue;
    }
    tag.lastIndex = at;
    const match = tag.exec(text);
    if (match === null) throw new Error(`no tag: ${text.slice(at, at + 80)}`);
    const [whole, isEnd, name = "", attributes = "", isEmpty] = match;
    const names = [...attributes.matchAll(/([\w:-]+)="/g)].map(([, one]) => one);
    expect(new Set(names).size, whole).toBe(names.length);
    if (isEnd === "/") expect(open.pop()).toBe(name);
    else {
      if (open.length === 0) roots++;
      if (isEmpty !== "/") open.push(name);
    }
    at += whole.length;
  }
  expect({ open, roots }).toEqual({ open: [], roots: 1 });
}
