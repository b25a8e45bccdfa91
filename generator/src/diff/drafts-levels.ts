import { byteSize } from "../model/byte-size.js";
import type { LevelModel, VariantModel } from "../model/model.js";
import type { Draft } from "./change.js";
import { entryDrafts } from "./drafts-entries.js";

/** Levels with their leaf sizes and entries. */
export function levelDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  const numbers = [...new Set([...old.levels, ...now.levels].map(({ level }) => level))].sort(
    (a, b) => a - b,
  );
  return numbers.flatMap((level): readonly Draft[] => {
    const [before, after] = [old, now].map(({ levels }) => levels.find((each) => each.level === level));
    if (before === undefined) return [{ rule: "level-added", level, what: "added" }];
    if (after === undefined) return [{ rule: "level-removed", level, what: "removed" }];
    const drafts: Draft[] = [...shapeDrafts(before, after)];
    // Sizes follow from where the level's items lie, which is said where that changed.
    if (before.itemLg2 === after.itemLg2) drafts.push(...sizeDrafts(before, after, now));
    return [...drafts, ...entryDrafts({ variant: old, level: before }, { variant: now, level: after })];
  });
}

function shapeDrafts(old: LevelModel, now: LevelModel): readonly Draft[] {
  const { level } = old;
  const drafts: Draft[] = [];
  if (old.indexBits !== now.indexBits)
    drafts.push({ rule: "index-bits", level, what: `index ${old.indexBits} → ${now.indexBits} bits` });
  const [extra, extraNow] = [old, now].map((each) => (each.topIndexBits ?? each.indexBits) - each.indexBits);
  if (extra !== extraNow) {
    const inARow = `tables in a row as the top ${2 ** extra} → ${2 ** extraNow}`;
    drafts.push({ rule: extraNow > extra ? "top-widened" : "top-narrowed", level, what: inARow });
  }
  const isImplied = now.tableBytes * 2 ** old.indexBits === old.tableBytes * 2 ** now.indexBits;
  if (old.tableBytes !== now.tableBytes && !(isImplied && old.indexBits !== now.indexBits)) {
    const [before, after] = [old, now].map(({ tableBytes }) => byteSize(BigInt(tableBytes)));
    drafts.push({ rule: "table-size", level, what: `tables of ${before} → ${after}` });
  }
  return drafts;
}

function sizeDrafts(old: LevelModel, now: LevelModel, { features }: VariantModel): readonly Draft[] {
  const { level } = old;
  const sizes = [...new Set([...old.sizesLg2, ...now.sizesLg2])].sort((a, b) => a - b);
  return sizes.flatMap((lg2): readonly Draft[] => {
    const leaf = `${byteSize(1n << BigInt(lg2))} leaf`;
    const [before, after] = [old, now].map((each) => ({
      isThere: each.sizesLg2.includes(lg2),
      needs: each.optionalSizes
        .filter((one) => one.lg2 === lg2)
        .map(({ feature }) => feature)
        .sort(),
    }));
    if (!after.isThere) return [{ rule: "leaf-size-removed", level, what: `${leaf} removed` }];
    const needs = after.needs.join(" or ");
    if (!before.isThere) {
      // A feature that is always on is asked for by everyone.
      const isRequest =
        needs !== "" && after.needs.every((name) => features.some((one) => one.name === name && !one.always));
      return [
        {
          rule: isRequest ? "leaf-size-added-on-request" : "leaf-size-added",
          level,
          what: `${leaf} added${needs === "" ? "" : `, with feature ${needs}`}`,
        },
      ];
    }
    if (before.needs.join(" or ") === needs) return [];
    const isFreed =
      needs === "" || (before.needs.length > 0 && before.needs.every((name) => after.needs.includes(name)));
    const what = needs === "" ? "without a feature" : `only with feature ${needs}`;
    return [
      { rule: isFreed ? "leaf-size-freed" : "leaf-size-needs-feature", level, what: `${leaf} now ${what}` },
    ];
  });
}
