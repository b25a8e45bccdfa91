import { type Aspect, aspects } from "./aspects.js";

/** Where it depends on the models: it holds if they read each other's items alike in these respects. */
export type Holds = boolean | readonly Aspect[];

/** Where it depends on the models: breaking if the new one reads old items differently, or writes other bits. */
export interface Behaviour {
  readonly reads: readonly Aspect[];
  readonly writes: boolean;
}

/** What one kind of change does, and why, in a sentence for each audience. */
export interface Rule {
  readonly consumers: "breaking" | "compatible" | Behaviour;
  readonly consumersWhy: string;
  readonly newReadsOld: Holds;
  readonly oldReadsNew: Holds;
  readonly tablesWhy: string;
}

type Consumers = readonly [Rule["consumers"], string];
type Tables = readonly [newReadsOld: Holds, oldReadsNew: Holds, why: string];

function rule([consumers, consumersWhy]: Consumers, [newReadsOld, oldReadsNew, tablesWhy]: Tables): Rule {
  return { consumers, consumersWhy, newReadsOld, oldReadsNew, tablesWhy };
}

const untouched = (why: string): Tables => [true, true, why];
const unreadable = (why: string): Tables => [false, false, why];
const items: readonly Aspect[] = ["meaning", "address"];
const asRead = (...aspects: readonly Aspect[]): Tables => [
  aspects,
  aspects,
  "Decided by reading every possible item with both models.",
];
const itemsAsRead = asRead(...items);
const behaves: Consumers = [
  { reads: items, writes: true },
  "Programs see it where old items are read differently, or the same call writes other bits.",
];
const writes: Consumers = [
  { reads: [], writes: true },
  "Programs, and hardware, see it where the same call writes other bits.",
];
const meansTheSame = "What the bits mean stays: each package reads what the other wrote.";
const noItem = "No item changes.";
const notAskedFor = "Tables have it only if somebody asks for what the old package did not offer.";
const mayStand = "Tables that the old package made with it can no longer be opened as what they are.";
const oneGeometry =
  "Indices and places of items follow from it, so that every table is read at other places.";

/** One entry per kind of change. */
export const rules = {
  "format-added": rule(["compatible", "Nothing that was there changes."], untouched(notAskedFor)),
  "format-removed": rule(
    ["breaking", "The package is gone."],
    [false, true, "Nothing reads the tables of the format any more."],
  ),
  "format-renamed": rule(
    ["breaking", "The package has another name."],
    untouched("Names of formats do not stand in tables."),
  ),
  "variant-added": rule(["compatible", "Nothing that was there changes."], untouched(notAskedFor)),
  "variant-removed": rule(
    ["breaking", "The entry point of the package is gone."],
    [false, true, "Nothing reads the tables of the variant any more."],
  ),
  "default-variant": rule(
    ["breaking", "The package's main entry point is another variant."],
    untouched("Each variant reads its tables as before."),
  ),
  "item-layout": rule(
    ["breaking", "Raw items have another width or byte order."],
    unreadable("The bytes of an item mean another number."),
  ),
  "item-slots": rule(
    ["breaking", "Items lie elsewhere in their tables."],
    unreadable("Items are looked for where the other does not write them."),
  ),
  granule: rule(["breaking", "The smallest page has another size."], unreadable(oneGeometry)),
  "va-widened": rule(["compatible", "Every VA that was accepted still is."], untouched(notAskedFor)),
  "va-narrowed": rule(["breaking", "VAs that were accepted are refused."], [false, true, mayStand]),
  "oa-widened": rule(
    ["compatible", "Every OA that was accepted still is."],
    untouched("Old tables hold no OAs beyond their own space, and new ones only on request."),
  ),
  "oa-narrowed": rule(
    ["breaking", "OAs that were accepted are refused."],
    [false, true, "Old tables may hold OAs that the new package cuts off."],
  ),
  "oa-unchecked": rule(["compatible", "Every OA that was accepted still is."], untouched(meansTheSame)),
  "oa-checked": rule(["breaking", "OAs that were accepted are refused."], untouched(meansTheSame)),
  "top-widened": rule(["compatible", "Every top level that was accepted still is."], untouched(notAskedFor)),
  "top-narrowed": rule(["breaking", "Top levels that were accepted are refused."], [false, true, mayStand]),
  "top-default": rule(
    [
      "breaking",
      "A table that is created without a top level gets another one, and its registers other values.",
    ],
    [true, false, "Who opens tables at the old default finds another table there."],
  ),
  "va-error": rule(["breaking", "A refused VA width fails with another error."], untouched(noItem)),
  "top-error": rule(["breaking", "A refused top level fails with another error."], untouched(noItem)),
  "level-added": rule(["compatible", "Nothing that was there changes."], untouched(notAskedFor)),
  "level-removed": rule(["breaking", "Tables cannot have the level any more."], [false, true, mayStand]),
  "index-bits": rule(["breaking", "VAs are cut into indices elsewhere."], unreadable(oneGeometry)),
  "table-size": rule(
    ["breaking", "Tables take another amount of memory."],
    unreadable("Tables are read as a whole, and lie at multiples of their size."),
  ),
  "leaf-size-added": rule(
    ["compatible", "map uses the size where it fits; what is translated stays."],
    [items, items, "map may write the new leaf unasked: the old package must be able to read it."],
  ),
  "leaf-size-added-on-request": rule(
    ["compatible", "map uses the size only with the feature."],
    [items, items, notAskedFor],
  ),
  "leaf-size-removed": rule(
    ["breaking", "Who counts on leaves of the size no longer gets them."],
    itemsAsRead,
  ),
  "leaf-size-needs-feature": rule(
    ["breaking", "map uses the size only if the feature is asked for."],
    itemsAsRead,
  ),
  "leaf-size-freed": rule(
    ["compatible", "map uses the size where it fits; what is translated stays."],
    [items, items, "map may write the leaf unasked: the old package must be able to read it."],
  ),
  "entry-added": rule(behaves, itemsAsRead),
  "entry-removed": rule(["breaking", "Decoded items no longer have the name of the entry."], itemsAsRead),
  "entry-renamed": rule(
    ["breaking", "Decoded items have another name."],
    untouched("Names do not stand in tables."),
  ),
  "entry-kind": rule(["breaking", "The same item is another kind of thing."], itemsAsRead),
  "entry-match": rule(behaves, itemsAsRead),
  "entry-order": rule(behaves, itemsAsRead),
  "entry-bits": rule(writes, untouched(meansTheSame)),
  "entry-address": rule(behaves, itemsAsRead),
  "entry-oa-widened": rule(
    ["compatible", "map uses the leaf for OAs that it refused."],
    untouched(meansTheSame),
  ),
  "entry-oa-narrowed": rule(
    ["breaking", "map does not use the leaf for OAs for which it did."],
    untouched(meansTheSame),
  ),
  "entry-contiguous": rule(behaves, itemsAsRead),
  "protection-bits": rule(writes, untouched(meansTheSame)),
  "protection-read": rule(
    [{ reads: ["protections"], writes: false }, "Decoded leaves may have other protections."],
    asRead("protections"),
  ),
  restriction: rule(
    [{ reads: ["restrictions"], writes: false }, "Effective rights below a table may differ."],
    asRead("restrictions"),
  ),
  "protection-required": rule(["breaking", "map refuses requests that it granted."], untouched(noItem)),
  "protection-not-required": rule(["compatible", "map grants requests that it refused."], untouched(noItem)),
  "refusal-added": rule(["breaking", "map refuses requests that it granted."], untouched(noItem)),
  "refusal-removed": rule(["compatible", "map grants requests that it refused."], untouched(noItem)),
  "refusal-error": rule(["breaking", "map fails with another error."], untouched(noItem)),
  "field-added": rule(["compatible", "Decoded items have one field more."], untouched(noItem)),
  "field-removed": rule(
    ["breaking", "Decoded items lack the field."],
    untouched("Fields name bits; what the bits do stands in the entries and protections."),
  ),
  "field-renamed": rule(
    ["breaking", "Decoded items have the field under another name."],
    untouched("Names do not stand in tables."),
  ),
  "field-moved": rule(
    ["breaking", "The field has other bits."],
    unreadable("The field is read from bits into which the other package did not write it."),
  ),
  "field-widened": rule(["compatible", "More items have the field."], untouched(noItem)),
  "field-narrowed": rule(["breaking", "Some decoded items lack the field."], untouched(noItem)),
  "dirty-added": rule(["compatible", "Nothing that was there changes."], asRead("dirty")),
  "dirty-removed": rule(["breaking", "Dirty state is not reported any more."], asRead("dirty")),
  "dirty-moved": rule(["breaking", "Dirty state is read from other bits."], asRead("dirty")),
  "dirty-tracked": rule(["breaking", "Other leaves can be marked as dirty."], untouched(meansTheSame)),
  "dirty-bits": rule(
    ["breaking", "Marking a leaf as dirty, or making it clean, writes other bits."],
    untouched(meansTheSame),
  ),
  "feature-added": rule(["compatible", "Nobody asked for it yet."], untouched(notAskedFor)),
  "feature-removed": rule(["breaking", "create refuses tables with the feature."], [false, true, mayStand]),
  "feature-removed-policy": rule(
    ["breaking", "create refuses tables with the feature."],
    untouched("The feature leaves no trace in what tables mean."),
  ),
  "feature-effect": rule(
    ["breaking", "The feature does something else."],
    unreadable("Tables with it mean something else."),
  ),
  "feature-required": rule(
    ["breaking", "create must be asked for the feature."],
    [false, true, "Tables that were made without it can no longer be opened as what they are."],
  ),
  "feature-optional": rule(["compatible", "Who asks for it still gets it."], untouched(notAskedFor)),
  "feature-unsupported": rule(["breaking", "create refuses the feature."], [false, true, mayStand]),
  "feature-supported": rule(["compatible", "create accepts what it refused."], untouched(notAskedFor)),
  "feature-bits": rule(["breaking", "Table pointers are marked with other bits."], untouched(meansTheSame)),
  "parameter-added": rule(["compatible", "Nobody gave it yet."], untouched(notAskedFor)),
  "parameter-removed": rule(
    ["breaking", "create refuses the parameter."],
    [false, true, "Marked addresses are taken for other addresses."],
  ),
  "parameter-widened": rule(
    ["compatible", "Every value that was accepted still is."],
    untouched(notAskedFor),
  ),
  "parameter-narrowed": rule(
    ["breaking", "Values that were accepted are refused."],
    [false, true, "Marked addresses are taken for other addresses."],
  ),
  "parameter-feature": rule(
    ["breaking", "The parameter counts with another feature."],
    unreadable("A mark is taken for a part of the address where the feature is not on."),
  ),
  "root-added": rule(
    ["compatible", "root() has one field more."],
    [false, true, "What was saved beside an old table lacks the field, and the table may not be found."],
  ),
  "root-removed": rule(
    ["breaking", "root() lacks the field."],
    [true, false, "What is saved beside a new table lacks the field, and the table may not be found."],
  ),
  "root-changed": rule(
    ["breaking", "The field has another value for the same table."],
    unreadable("What was saved beside a table leads elsewhere."),
  ),
  "register-added": rule(["compatible", "Tables can be opened in one way more."], untouched(noItem)),
  "register-removed": rule(
    ["breaking", "Tables cannot be opened by the register."],
    [false, true, "A saved value of the register no longer leads to its table."],
  ),
  "register-changed": rule(
    ["breaking", "The same value of the register leads elsewhere."],
    unreadable("A saved value of the register leads to another table."),
  ),
  reading: rule([{ reads: aspects, writes: false }, "Old items are read differently."], asRead(...aspects)),
  unknown: rule(
    ["breaking", "A part of the model changed whose meaning this command does not know."],
    unreadable("A part of the model changed whose meaning this command does not know."),
  ),
  documentation: rule(["compatible", "Only words for people changed."], untouched(noItem)),
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof rules;
