import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { Level, OaWidths, Top, VaWidths } from "./language-levels.js";
import {
  Assignment,
  Bits,
  cite,
  closed,
  doc,
  Levels,
  Match,
  type MatchValue,
  Names,
  named,
  namePattern,
  Size,
  text,
} from "./language-notation.js";
import { type ConditionalReading, Protections, type Restriction, type Rule } from "./language-protections.js";
import { Register, type RegisterField, RootField } from "./language-root.js";
import { bitsPattern, levelsPattern } from "./ranges.js";

/**
 * The spec language as data: one schema from which both the static types and the JSON Schema for editors come.
 * Alternatives ("a number or a range") are one schema with several types instead of `anyOf`, because a validator
 * can then name the one thing that is wrong.
 */

const FieldObject = Type.Object(
  {
    bits: Bits,
    levels: Type.Optional(Levels),
    on: Type.Optional(Names("What has the field: `leaf`, `table`, or names of entries; default everything.")),
    doc,
    cite,
  },
  closed,
);

const Field = Type.Unsafe<number | string | Static<typeof FieldObject>>({
  ...FieldObject,
  type: ["integer", "string", "object"],
  minimum: 0,
  maximum: 63,
  pattern: bitsPattern,
  description:
    "A field: its bits, or `{ bits, levels, on, doc, cite }`; items of other levels and kinds do not have it.",
});

const Piece = Type.Object(
  {
    bits: Bits,
    from: Type.Integer({
      minimum: 0,
      maximum: 63,
      description: "The address bit that the lowest of `bits` holds.",
    }),
  },
  closed,
);

const countsScalar = {
  minimum: 1,
  pattern: levelsPattern,
  items: { type: "integer", minimum: 1 },
  minItems: 1,
  description: "One count, a range of powers of two, or a list.",
};

const Counts = Type.Unsafe<number | string | number[] | Record<string, number | string | number[]>>({
  ...countsScalar,
  type: ["integer", "string", "array", "object"],
  patternProperties: { "^level [0-7]$": { ...countsScalar, type: ["integer", "string", "array"] } },
  additionalProperties: false,
  minProperties: 1,
  description:
    "Item counts that one entry may fuse: `16`, all powers of two in `2..256`, a list, or per level `{ level 0: 16 }`.",
});

const SizeCode = Type.Object(
  {
    kind: Type.Unsafe<"ones" | "napot">({
      enum: ["ones", "napot"],
      description:
        "`ones`: every address bit below size/2 is one. `napot`: the highest bit below the size is one, the rest zero.",
    }),
    low: Type.Integer({ minimum: 0, maximum: 63, description: "The entry bit where the code starts." }),
  },
  { ...closed, description: "How the size stands in the low bits of the address." },
);

const Contiguous = Type.Object(
  {
    counts: Counts,
    items: Type.Unsafe<"same" | "advance">({
      enum: ["same", "advance"],
      description: "`same`: the items are identical. `advance`: each holds its own output address.",
    }),
    "size-code": Type.Optional(SizeCode),
    feature: Type.Optional(text("The feature without which map does not use the entry.")),
  },
  { ...closed, description: "The entry is several items that hardware may cache as one leaf." },
);

const Entry = Type.Object(
  {
    kind: Type.Unsafe<"empty" | "table" | "leaf" | "reserved">({
      enum: ["empty", "table", "leaf", "reserved"],
      description: "What an item with this encoding is.",
    }),
    levels: Type.Optional(Levels),
    match: Type.Optional(Match),
    address: Type.Optional(text("The address layout that a leaf or table pointer uses.")),
    "high-oa": Type.Optional(
      Type.Unsafe<"drop" | "refuse">({
        enum: ["drop", "refuse"],
        description:
          "What becomes of bits of an OA above those that the leaf holds. `drop`: they are lost; `refuse`: map does not use the leaf. Left out: the leaf must hold all of them.",
      }),
    ),
    set: Type.Optional(Assignment),
    contiguous: Type.Optional(Contiguous),
    doc,
    cite,
  },
  { ...closed, description: "One encoding of an item." },
);

const Parameter = Type.Object(
  {
    feature: text("The feature that needs the parameter."),
    within: text("The field whose bits the parameter may take."),
    doc,
    cite,
  },
  { ...closed, description: "A number that a table is created with." },
);

/** What a feature changes beside the rules that name it. */
export const effects = [
  "top-grows",
  "whole-va",
  "sign-extended",
  "upper-half",
  "flush-whole-range",
  "flush-without-gaps",
  "mark-flushed",
] as const;

const Feature = Type.Object(
  {
    effect: Type.Optional(
      Type.Unsafe<(typeof effects)[number]>({
        enum: [...effects],
        description: "What the feature changes beside the rules that name it.",
      }),
    ),
    always: Type.Optional(
      Type.Boolean({ description: "Compiled in: a table must be created with the feature on." }),
    ),
    supported: Type.Optional(
      Type.Boolean({
        description:
          "false: tolerated where a table does not need it, e.g. a top that covers all VAs; refused elsewhere.",
      }),
    ),
    set: Type.Optional(Assignment),
    doc,
    cite,
  },
  { ...closed, description: "A switch that a table is created with." },
);

const SizeException = Type.Object({ size: Size, why: text("The reason."), cite }, closed);

const identity = {
  format: Type.String({
    pattern: namePattern,
    description: "Name of the format: the file name without `.yaml`.",
  }),
  source: Type.Object(
    {
      manual: text("The manual that defines the format."),
      section: Type.Optional(text("Its section about page tables.")),
      url: Type.Optional(Type.String({ pattern: "^https?://", description: "Where to get it." })),
    },
    { ...closed, description: "Where the format is defined." },
  ),
};

const variable = {
  title: text("One line that names the format."),
  description: text("A paragraph for people who meet the format."),
  item: Type.Object(
    {
      bits: Type.Unsafe<32 | 64>({ enum: [32, 64], description: "Width of an item." }),
      endian: Type.Optional(
        Type.Unsafe<"little" | "big">({
          enum: ["little", "big"],
          description: "Byte order; default little.",
        }),
      ),
      slot: Type.Optional({
        ...Size,
        description:
          "Bytes from one item to the next where other things lie between them, e.g. `16B`: a power of two, 64 at most; default the item's own.",
      } as typeof Size),
      at: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 60,
          description:
            "Byte of its slot at which an item starts, e.g. 8 for the second half of 16; default 0.",
        }),
      ),
    },
    { ...closed, description: "One slot of a table." },
  ),
  granule: {
    ...Size,
    description: "Size of the smallest page: bytes, or with a unit `4KiB`.",
  } as typeof Size,
  "table-size": Type.Optional({
    ...Size,
    description: "Bytes allocated for a table, e.g. `4KiB`; default its items times their size.",
  } as typeof Size),
  va: VaWidths,
  oa: OaWidths,
  top: Top,
  levels: Type.Array(Level, { minItems: 1, description: "The levels, each exactly once." }),
  fields: named(Field, "Bit fields of an item."),
  addresses: named(
    Type.Array(Piece, { minItems: 1, description: "The pieces of an address." }),
    "Address layouts: pieces, each of which holds address bits from `from` up.",
  ),
  entries: named(Entry, "The encodings, in order of priority: the first whose match holds decides."),
  sizes: Type.Optional(
    Type.Object(
      {
        except: Type.Optional(
          Type.Array(SizeException, { description: "Leaf sizes that map must not use." }),
        ),
      },
      { ...closed, description: "Leaf sizes." },
    ),
  ),
  protections: Protections,
  parameters: Type.Optional(named(Parameter, "Numbers that a table is created with.")),
  features: Type.Optional(named(Feature, "Switches that a table is created with.")),
  dirty: Type.Optional(
    Type.Object(
      {
        if: Type.Optional({
          ...Match,
          description: "What a leaf has whose writes hardware marks; others are never dirty.",
        } as typeof Match),
        match: { ...Match, description: "What a leaf has that hardware wrote through." } as typeof Match,
        set: Type.Optional({
          ...Assignment,
          description: "What marking a leaf dirty writes; default the values of `match`.",
        } as typeof Assignment),
        clear: Type.Optional({
          ...Assignment,
          description: "What makes a leaf clean again; default zeros in the fields of `match`.",
        } as typeof Assignment),
        doc,
        cite,
      },
      { ...closed, description: "How hardware marks a written leaf." },
    ),
  ),
  root: Type.Optional(
    named(RootField, "The register or context-entry fields that make hardware use a table."),
  ),
  registers: Type.Optional(
    named(Register, "Registers as hardware has them, from which a table in a memory image can be opened."),
  ),
};

/** Keys whose values a variant may override. */
export const sections = Object.keys(variable) as readonly Section[];
export type Section = keyof typeof variable;

/** One variant with everything merged in: what is resolved into numbers. */
export const VariantSchema = Type.Object({ ...identity, ...variable }, closed);

/** The schema of an override: everything optional, and null removes a key. */
function override(schema: TSchema): TSchema {
  const { required: _, properties, patternProperties, minProperties: __, ...rest } = schema;
  const nested = (members: Record<string, TSchema>) =>
    Object.fromEntries(Object.entries(members).map(([key, member]) => [key, override(member)]));
  return Type.Unsafe({
    ...rest,
    ...(properties === undefined ? {} : { properties: nested(properties) }),
    ...(patternProperties === undefined ? {} : { patternProperties: nested(patternProperties) }),
    ...(rest.enum === undefined ? { type: [rest.type, "null"].flat() } : { enum: [...rest.enum, null] }),
  });
}

const overridden = Object.fromEntries(
  Object.entries(variable).map(([key, schema]) => [key, override(schema)]),
);

const Part = Type.Unsafe<Readonly<Record<string, unknown>>>({
  ...closed,
  type: "object",
  properties: overridden,
  description: "What several variants share: they name it in `use`. It merges as a variant does.",
});

const Variant = Type.Unsafe<Readonly<Record<string, unknown>>>({
  ...closed,
  type: "object",
  properties: {
    use: Names("Parts that are merged into the base before the variant's own keys, in this order."),
    ...overridden,
  },
  description:
    "What differs from the base: maps merge key by key, null removes a key, lists and scalars replace.",
});

const { title, description, ...sayable } = variable;

/** Parts and variants may say what the base leaves open: what is missing is missing in a variant. */
const base = Type.Partial(Type.Object(sayable)).properties;

export const SpecSchema = Type.Object(
  {
    ...identity,
    title,
    description,
    ...base,
    parts: Type.Optional(named(Part, "What variants are put together from.")),
    variants: Type.Optional(
      named(
        Variant,
        "Configurations of the format; the first is the default. Left out: one, named as the format.",
      ),
    ),
  },
  { ...closed, title: "generic-pt page-table format", description: "One page-table format." },
);

export type Spec = Static<typeof SpecSchema>;
export type VariantSpec = Static<typeof VariantSchema>;
export type EntrySpec = Static<typeof Entry>;
export type FieldSpec = Static<typeof Field>;
export type RestrictionSpec = Static<typeof Restriction>;
export type RuleSpec = Static<typeof Rule>;
export type RootFieldSpec = Static<typeof RootField>;
export type RegisterFieldSpec = Static<typeof RegisterField>;
export type FeatureSpec = Static<typeof Feature>;
export type ContiguousSpec = Static<typeof Contiguous>;
export type MatchSpec = Static<typeof Match>;
export type MatchValueSpec = Static<typeof MatchValue>;
export type ReadingSpec = Static<typeof ConditionalReading>;
export type SetSpec = Static<typeof Assignment>;
export type ConditionsSpec = Pick<RuleSpec, "if" | "unless" | "feature" | "without-feature">;
