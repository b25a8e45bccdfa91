import type { VariantModel } from "../model/model.js";
import type { Aspect } from "./aspects.js";
import type { Change, Draft, Effect } from "./change.js";
import { type ReadingDifference, readingDifferences } from "./reading-differences.js";
import { type Holds, type Rule, rules } from "./rules.js";
import { writingDifferences } from "./writing-differences.js";

export type Judged = Omit<Change, "text" | "variants"> & { readonly draft: Draft };

/** How two models of a variant get on with each other's tables. */
interface Comparison {
  readonly newReadsOld: readonly ReadingDifference[];
  readonly oldReadsNew: readonly ReadingDifference[];
  readonly written: ReadonlySet<number>;
}

/**
 * What each difference does. A difference of reading that no draft accounts for becomes a change of its own: what is
 * said of tables never rests on the drafts alone.
 */
export function judgeVariant(
  old: VariantModel,
  now: VariantModel,
  drafts: readonly Draft[],
): readonly Judged[] {
  const comparison: Comparison = isSameLayout(old, now)
    ? {
        newReadsOld: readingDifferences(old, now, "read"),
        oldReadsNew: readingDifferences(now, old, "written"),
        written: writingDifferences(old, now),
      }
    : { newReadsOld: [], oldReadsNew: [], written: new Set() };
  const judged = drafts.map((draft) => judge(draft, comparison));
  const reads = [...judged.map(({ tables }) => tables)];
  const isTold =
    (comparison.newReadsOld.length === 0 || reads.some(({ newReadsOld }) => !newReadsOld)) &&
    (comparison.oldReadsNew.length === 0 || reads.some(({ oldReadsNew }) => !oldReadsNew));
  if (isTold) return judged;
  const seen = [...comparison.newReadsOld, ...comparison.oldReadsNew];
  const untold = seen.map(
    ({ level, aspect }): Draft => ({ rule: "reading", level, what: `read differently: ${aspect}` }),
  );
  const distinct = untold.filter(
    (draft, at) => untold.findIndex(({ level, what }) => level === draft.level && what === draft.what) === at,
  );
  return [...judged, ...distinct.map((draft) => judge(draft, comparison))];
}

/** A draft about a format, or about a variant that only one model has. */
export function judgeAlone(draft: Draft): Judged {
  return judge(draft, { newReadsOld: [], oldReadsNew: [], written: new Set() });
}

/** Items of another width, byte order or place are not compared: nothing is read alike. */
function isSameLayout({ item: old }: VariantModel, { item: now }: VariantModel): boolean {
  return (
    old.bits === now.bits &&
    old.endian === now.endian &&
    old.slotBytesLg2 === now.slotBytesLg2 &&
    old.offset === now.offset
  );
}

function judge(draft: Draft, comparison: Comparison): Judged {
  const rule: Rule = rules[draft.rule];
  const newReadsOld = firstFailure(rule.newReadsOld, draft, comparison.newReadsOld);
  const oldReadsNew = firstFailure(rule.oldReadsNew, draft, comparison.oldReadsNew);
  const failing = newReadsOld ?? oldReadsNew;
  return {
    rule: draft.rule,
    draft,
    documentation: draft.rule === "documentation",
    consumers: { effect: consumersEffect(rule, draft, comparison), why: rule.consumersWhy },
    tables: {
      newReadsOld: newReadsOld === undefined,
      oldReadsNew: oldReadsNew === undefined,
      effect: failing === undefined ? "compatible" : "breaking",
      why: `${rule.tablesWhy}${typeof failing === "object" ? ` ${witness(failing, failing === newReadsOld)}` : ""}`,
    },
  };
}

function consumersEffect({ consumers }: Rule, draft: Draft, comparison: Comparison): Effect {
  if (typeof consumers === "string") return consumers;
  const { written, newReadsOld } = comparison;
  const isWritten =
    consumers.writes && (draft.level === undefined ? written.size > 0 : written.has(draft.level));
  const isRead = firstFailure(consumers.reads, draft, newReadsOld) !== undefined;
  return isWritten || isRead ? "breaking" : "compatible";
}

/** Undefined: it holds. */
function firstFailure(
  holds: Holds,
  { level }: Draft,
  differences: readonly ReadingDifference[],
): ReadingDifference | "by rule" | undefined {
  if (holds === true) return undefined;
  if (holds === false) return "by rule";
  const isMeant = (aspect: Aspect): boolean => holds.includes(aspect);
  return differences.find((each) => isMeant(each.aspect) && (level === undefined || level === each.level));
}

function witness({ level, item, writer, reader }: ReadingDifference, isOld: boolean): string {
  const what = item === undefined ? "items" : `item 0x${item.toString(16)}`;
  const [from, to] = isOld ? ["old", "new"] : ["new", "old"];
  return `At level ${level}, ${what}: ${writer} to the ${from} package, ${reader} to the ${to} one.`;
}
