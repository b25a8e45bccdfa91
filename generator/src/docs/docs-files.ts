import type { FormatModel } from "../model/model.js";
import { familyFile } from "./docs-folder.js";
import { familyPage } from "./family-page.js";
import { formatPage } from "./format-page.js";

/**
 * The documentation of formats, by paths within its folder: the family page of `all`, and the pages and pictures of
 * `shown`. The same models give the same bytes.
 */
export function docsFiles(
  all: readonly FormatModel[],
  shown: readonly FormatModel[] = all,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>([[familyFile, familyPage(all)]]);
  for (const model of shown) for (const [file, text] of formatPage(model)) files.set(file, text);
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
