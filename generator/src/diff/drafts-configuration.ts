import { byteSize } from "../model/byte-size.js";
import type { VariantModel } from "../model/model.js";
import type { Draft } from "./change.js";

/** What tables can be created: words, address spaces, tops. */
export function configurationDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  return [
    ...itemDrafts(old, now),
    ...vaDrafts(old.va, now.va),
    ...oaDrafts(old.oa.maxLg2, now.oa.maxLg2),
    ...topDrafts(old, now),
  ];
}

function itemDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  const drafts: Draft[] = [];
  if (old.item.bits !== now.item.bits)
    drafts.push({ rule: "item-layout", what: `items ${old.item.bits} → ${now.item.bits} bits` });
  if (old.item.endian !== now.item.endian)
    drafts.push({ rule: "item-layout", what: `items ${old.item.endian}-endian → ${now.item.endian}-endian` });
  if (old.granuleLg2 !== now.granuleLg2) {
    const [before, after] = [old, now].map(({ granuleLg2 }) => byteSize(1n << BigInt(granuleLg2)));
    drafts.push({ rule: "granule", what: `granule ${before} → ${after}` });
  }
  return drafts;
}

function vaDrafts(old: VariantModel["va"], now: VariantModel["va"]): readonly Draft[] {
  const drafts: Draft[] = [];
  if (old.maxLg2 !== now.maxLg2)
    drafts.push({
      rule: now.maxLg2 > old.maxLg2 ? "va-widened" : "va-narrowed",
      what: `VA ${old.maxLg2} → ${now.maxLg2} bits`,
    });
  const [before, after] = [old, now].map(({ widths }) => widths?.join(", ") ?? "any");
  if (before !== after) {
    const isLost =
      now.widths !== undefined && (old.widths?.some((one) => !now.widths?.includes(one)) ?? true);
    drafts.push({ rule: isLost ? "va-narrowed" : "va-widened", what: `VA widths ${before} → ${after}` });
  }
  if (old.beyondTop !== now.beyondTop)
    drafts.push({
      rule: now.beyondTop === "narrow" ? "va-widened" : "va-narrowed",
      what:
        now.beyondTop === "narrow"
          ? "a top that reaches fewer VAs than asked for narrows them, and was refused"
          : "a top that reaches fewer VAs than asked for is refused, and narrowed them",
    });
  return drafts;
}

function oaDrafts(old: number, now: number): readonly Draft[] {
  if (old === now) return [];
  return [{ rule: now > old ? "oa-widened" : "oa-narrowed", what: `OA ${old} → ${now} bits` }];
}

function topDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  const drafts: Draft[] = [];
  const [before, after] = [old.top, now.top];
  if (before.lowest !== after.lowest || before.highest !== after.highest) {
    const isNarrower = after.lowest > before.lowest || after.highest < before.highest;
    const range = ({ lowest, highest }: VariantModel["top"]): string =>
      lowest === highest ? `${lowest}` : `${lowest}..${highest}`;
    drafts.push({
      rule: isNarrower ? "top-narrowed" : "top-widened",
      what: `top levels ${range(before)} → ${range(after)}`,
    });
  }
  if (before.otherwise !== after.otherwise)
    drafts.push({
      rule: "top-error",
      what: `a top at another level fails with ${after.otherwise}, and failed with ${before.otherwise}`,
    });
  const [own, other] = [old, now].map(defaultTop);
  if (own !== other)
    drafts.push({ rule: "top-default", what: `top level where none is asked for ${own} → ${other}` });
  return drafts;
}

/** The lowest top that reaches every VA, which tables get that stay at their top. */
function defaultTop({ top, levels, va }: VariantModel): number {
  const reaching = levels.find(
    ({ level, itemLg2, indexBits }) =>
      level >= top.lowest && level < top.highest && itemLg2 + indexBits >= va.maxLg2,
  );
  return reaching?.level ?? top.highest;
}
