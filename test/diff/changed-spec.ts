import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import type { FormatModel } from "../../generator/src/model/model.js";
import { resolve } from "../../generator/src/model/resolve.js";
import { loadSpec } from "../../generator/src/spec/load.js";

/** Members to be set, by the way to them, `fields.dirty`; undefined removes one. */
export type Edits = Readonly<Record<string, unknown>>;

export const baseText = readFileSync(new URL("base64.yaml", import.meta.url), "utf8");

/** The text of a spec with some members set. */
export function edited(text: string, edits: Edits): string {
  const spec: unknown = parse(text);
  for (const [path, value] of Object.entries(edits)) {
    const steps = path.split(".");
    const last = steps.pop() ?? "";
    let at: unknown = spec;
    for (const step of steps) at = Reflect.get(at as object, step);
    if (value === undefined) Reflect.deleteProperty(at as object, last);
    else Reflect.set(at as object, last, value);
  }
  return stringify(spec);
}

/** The model of a spec, or undefined if it has errors. */
export function modelOf(text: string): FormatModel | undefined {
  const [, format] = /^format: (.*)$/m.exec(text) ?? [];
  const { spec } = loadSpec(`${format}.yaml`, text);
  return spec && resolve(spec);
}

/** The same of a spec that must be right. */
export function goodModel(text: string): FormatModel {
  const [, format] = /^format: (.*)$/m.exec(text) ?? [];
  const { spec, problems } = loadSpec(`${format}.yaml`, text);
  if (!spec) throw new Error(problems.map(({ message }) => message).join("\n"));
  return resolve(spec);
}
