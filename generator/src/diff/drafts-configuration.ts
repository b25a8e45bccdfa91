import { byteSize } from "../model/byte-size.js";
import type { VariantModel } from "../model/model.js";
import type { Draft } from "./change.js";

/** What tables can be created: words, address spaces, tops. */
export function configurationDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  return [
    ...itemDrafts(old, now),
    ...vaDrafts(old, now),
    ...oaDrafts(old.oa, now.oa),
    ...topDrafts(old, now),
  ];
}

function itemDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  const drafts: Draft[] = [];
  if (old.item.bits !== now.item.bits)
    drafts.push({ rule: "item-layout", what: `items ${old.item.bits} → ${now.item.bits} bits` });
  if (old.item.endian !== now.item.endian)
    drafts.push({ rule: "item-layout", what: `items ${old.item.endian}-endian → ${now.item.endian}-endian` });
  const [slot, newSlot] = [slotText(old), slotText(now)];
  if (slot !== newSlot) drafts.push({ rule: "item-slots", what: `items ${slot} → ${newSlot}` });
  if (old.granuleLg2 !== now.granuleLg2) {
    const [before, after] = [old, now].map(({ granuleLg2 }) => byteSize(1n << BigInt(granuleLg2)));
    drafts.push({ rule: "granule", what: `granule ${before} → ${after}` });
  }
  return drafts;
}

/** Items that lie side by side do so whatever their width. */
function slotText({ item: { bytesLg2, slotBytesLg2, offset } }: VariantModel): string {
  return slotBytesLg2 === bytesLg2
    ? "side by side"
    : `at byte ${offset} of slots of ${2 ** slotBytesLg2} bytes`;
}

function vaDrafts(before: VariantModel, after: VariantModel): readonly Draft[] {
  const [old, now] = [before.va, after.va];
  const drafts: Draft[] = [...widthDrafts(before, after)];
  if (old.beyondTop !== now.beyondTop)
    drafts.push({
      rule: now.beyondTop === "narrow" ? "va-widened" : "va-narrowed",
      what:
        now.beyondTop === "narrow"
          ? "a top that reaches fewer VAs than asked for narrows them, and was refused"
          : "a top that reaches fewer VAs than asked for is refused, and narrowed them",
    });
  if (old.withinOa !== now.withinOa)
    drafts.push({
      rule: now.withinOa ? "va-narrowed" : "va-widened",
      what: now.withinOa ? "VAs may no longer be wider than OAs" : "VAs may be wider than OAs",
    });
  if (old.otherwise !== now.otherwise)
    drafts.push({
      rule: "va-error",
      what: `VAs that are too wide fail with ${now.otherwise}, and failed with ${old.otherwise}`,
    });
  return drafts;
}

function widthDrafts(before: VariantModel, after: VariantModel): readonly Draft[] {
  const [old, now] = [before.va, after.va];
  const drafts: Draft[] = [];
  if (old.maxLg2 !== now.maxLg2)
    drafts.push({
      rule: now.maxLg2 > old.maxLg2 ? "va-widened" : "va-narrowed",
      what: `VA ${old.maxLg2} → ${now.maxLg2} bits`,
    });
  // Where nothing is said, the narrowest VAs are those of one page, and the granule says it.
  const isGranule = [before, after].every(({ va, granuleLg2 }) => va.minLg2 === granuleLg2);
  if (old.minLg2 !== now.minLg2 && !isGranule)
    drafts.push({
      rule: now.minLg2 < old.minLg2 ? "va-widened" : "va-narrowed",
      what: `narrowest VA ${old.minLg2} → ${now.minLg2} bits`,
    });
  if (widthsText(old) !== widthsText(now))
    drafts.push({
      rule: losesWidths(old, now) ? "va-narrowed" : "va-widened",
      what: `VA widths ${widthsText(old)} → ${widthsText(now)}`,
    });
  return drafts;
}

function oaDrafts(old: VariantModel["oa"], now: VariantModel["oa"]): readonly Draft[] {
  const drafts: Draft[] = [];
  if (old.maxLg2 !== now.maxLg2)
    drafts.push({
      rule: now.maxLg2 > old.maxLg2 ? "oa-widened" : "oa-narrowed",
      what: `OA ${old.maxLg2} → ${now.maxLg2} bits`,
    });
  if (widthsText(old) !== widthsText(now))
    drafts.push({
      rule: losesWidths(old, now) ? "oa-narrowed" : "oa-widened",
      what: `OA widths ${widthsText(old)} → ${widthsText(now)}`,
    });
  const [before, after] = [old, now].map(({ unchecked = [] }) => unchecked);
  const compared = before.filter((width) => !after.includes(width));
  const uncompared = after.filter((width) => !before.includes(width));
  if (compared.length > 0)
    drafts.push({
      rule: "oa-checked",
      what: `OAs are compared with their width of ${compared.join(" or ")} bits`,
    });
  if (uncompared.length > 0)
    drafts.push({
      rule: "oa-unchecked",
      what: `OAs are no longer compared with their width of ${uncompared.join(" or ")} bits`,
    });
  return drafts;
}

/** The only widths that there are, if not any. */
interface Widths {
  readonly widths?: readonly number[];
}

function widthsText({ widths }: Widths): string {
  return widths?.join(", ") ?? "any";
}

function losesWidths(old: Widths, now: Widths): boolean {
  return now.widths !== undefined && (old.widths?.some((one) => !now.widths?.includes(one)) ?? true);
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
  const [own, other] = [old, now].map((variant) => defaultTop(variant, variant.va.maxLg2));
  if (own !== other)
    drafts.push({ rule: "top-default", what: `top level where none is asked for ${own} → ${other}` });
  else if (isSameGeometry(old, now)) drafts.push(...narrowTopDrafts(old, now));
  return drafts;
}

/** Tables of fewer VAs than there are may get another top, where only how wide a top can be changed. */
function narrowTopDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  const moved: number[] = [];
  const most = Math.min(old.va.maxLg2, now.va.maxLg2);
  for (let bits = Math.max(old.va.minLg2, now.va.minLg2); bits <= most; bits++)
    if (defaultTop(old, bits) !== defaultTop(now, bits)) moved.push(bits);
  const [first] = moved;
  const last = moved.at(-1);
  if (first === undefined || last === undefined) return [];
  const widths = last - first === moved.length - 1 && first !== last ? `${first}..${last}` : moved.join(", ");
  return [
    { rule: "top-default", what: `top level where none is asked for changed for VAs of ${widths} bits` },
  ];
}

/** Whether VAs are cut into indices alike: what else follows from that is said there. */
function isSameGeometry(old: VariantModel, now: VariantModel): boolean {
  return old.levels.every(({ level, itemLg2, indexBits }) => {
    const other = now.levels.find((each) => each.level === level);
    return other === undefined || (other.itemLg2 === itemLg2 && other.indexBits === indexBits);
  });
}

/** The lowest top that reaches VAs of a width, which tables get that stay at their top. */
function defaultTop({ top, levels }: VariantModel, bits: number): number {
  const reaching = levels.find(
    ({ level, itemLg2, indexBits, topIndexBits }) =>
      level >= top.lowest && level < top.highest && itemLg2 + (topIndexBits ?? indexBits) >= bits,
  );
  return reaching?.level ?? top.highest;
}
