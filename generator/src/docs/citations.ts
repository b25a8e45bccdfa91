import type { VariantModel } from "../model/model.js";
import { code, prose } from "./markdown.js";

/** Which places of the manuals say what: a citation with all that cites it, in the order of the page. */
export function citationRows(variants: readonly VariantModel[]): readonly (readonly string[])[] {
  const cited = new Map<string, Set<string>>();
  const add = (cite: string | undefined, what: string): void => {
    if (cite === undefined) return;
    const things = cited.get(cite) ?? new Set();
    cited.set(cite, things.add(what));
  };
  for (const { levels, fields, sizeExceptions = [], protections, dirty, ...rest } of variants) {
    for (const { level, cite } of levels) add(cite, `level ${level}`);
    for (const { name, cite } of fields) add(cite, `field ${code(name)}`);
    for (const { name, cite } of levels.flatMap(({ kinds }) => kinds)) add(cite, `encoding ${code(name)}`);
    for (const { cite } of sizeExceptions) add(cite, "sizes that are not used");
    for (const { cite } of levels.flatMap(({ kinds }) => kinds.flatMap(({ rules }) => rules)))
      add(cite, "what protections write");
    for (const { cite } of protections.restrictions) add(cite, "what tables restrict");
    for (const { cite } of protections.refusals) add(cite, "refused requests");
    add(dirty?.cite, "dirty");
    for (const { name, cite } of rest.features) add(cite, `feature ${code(name)}`);
    for (const { name, cite } of rest.parameters) add(cite, `parameter ${code(name)}`);
    for (const { name, cite } of rest.root) add(cite, `root field ${code(name)}`);
    for (const register of rest.registers) {
      add(register.cite, `register ${code(register.name)}`);
      for (const { name, cite } of register.fields)
        add(cite, `${code(name)} of register ${code(register.name)}`);
    }
  }
  return [...cited].map(([cite, things]) => [prose(cite), [...things].join(", ")]);
}
