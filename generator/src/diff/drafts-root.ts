import type { RegisterModel, RootFieldModel, VariantModel } from "../model/model.js";
import type { Draft } from "./change.js";
import { bitRange } from "./field-words.js";

/** How hardware is told where a table is. */
export function rootDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const field of old.root) {
    const subject = `root ${field.name}`;
    const same = now.root.find(({ name }) => name === field.name);
    if (same === undefined) drafts.push({ rule: "root-removed", subject, what: "removed" });
    else if (heldText(field) !== heldText(same))
      drafts.push({ rule: "root-changed", subject, what: `${heldText(field)} → ${heldText(same)}` });
  }
  for (const { name } of now.root)
    if (!old.root.some((field) => field.name === name))
      drafts.push({ rule: "root-added", subject: `root ${name}`, what: "added" });
  return [...drafts, ...registerDrafts(old.registers, now.registers)];
}

function registerDrafts(old: readonly RegisterModel[], now: readonly RegisterModel[]): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const register of old) {
    const same = now.find(({ name }) => name === register.name);
    const subject = `register ${register.name}`;
    if (same === undefined) {
      drafts.push({ rule: "register-removed", subject, what: "removed" });
      continue;
    }
    const [before, after] = [register, same].map(({ features }) => [...features].sort().join(", ") || "none");
    if (before !== after)
      drafts.push({ rule: "register-changed", subject, what: `features ${before} → ${after}` });
    const names = [...new Set([...register.fields, ...same.fields].map(({ name }) => name))];
    for (const name of names) {
      const [mine, others] = [register, same].map(({ fields }) =>
        fieldText(fields.find((each) => each.name === name)),
      );
      if (mine !== others)
        drafts.push({ rule: "register-changed", subject: `${subject}.${name}`, what: `${mine} → ${others}` });
    }
  }
  for (const { name } of now)
    if (!old.some((register) => register.name === name))
      drafts.push({ rule: "register-added", subject: `register ${name}`, what: "added" });
  return drafts;
}

function fieldText(field: RegisterModel["fields"][number] | undefined): string {
  return field === undefined ? "none" : `bits ${bitRange(field.high, field.low)}, ${heldText(field)}`;
}

function heldText({ holds, shift, plus }: RootFieldModel): string {
  if (holds === "top-address") return shift === 0 ? "the top's address" : `the top's address >> ${shift}`;
  if (plus === 0) return "the top's level";
  return `the top's level ${plus < 0 ? "-" : "+"} ${Math.abs(plus)}`;
}
