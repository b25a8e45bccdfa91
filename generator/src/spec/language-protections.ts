import { type Static, Type } from "@sinclair/typebox";
import { Assignment, cite, closed, doc, ErrorName, Levels, Match, Names, text } from "./language-notation.js";

/** The section of the language about protections. */

const conditions = {
  if: Type.Optional(Names("Protections that must all be asked for.")),
  unless: Type.Optional(Names("Protections of which none may be asked for.")),
  feature: Type.Optional(Names("Features that must all be on.")),
  "without-feature": Type.Optional(Names("Features of which none may be on.")),
};

export const Rule = Type.Object(
  {
    ...conditions,
    on: Type.Optional(Names("What the rule applies to: `leaf` (the default), `table`, or names of entries.")),
    levels: Type.Optional(Levels),
    set: Type.Optional(Assignment),
    mark: Type.Optional(text("The parameter whose bits are set.")),
    doc,
    cite,
  },
  closed,
);

const Refusal = Type.Object(
  { ...conditions, error: ErrorName, why: text("The reason; becomes documentation of the package."), cite },
  closed,
);

export const ConditionalReading = Type.Object(
  {
    on: Type.Optional(Names("The leaves that it is about, by names of entries; default all.")),
    match: Match,
    feature: conditions.feature,
    "without-feature": conditions["without-feature"],
  },
  closed,
);

/** A match, or several of which one must hold, each perhaps only for some leaves or with a feature. */
const Reading = Type.Unsafe<Static<typeof Match> | Static<typeof ConditionalReading>[]>({
  ...Match,
  type: ["object", "array"],
  minItems: 1,
  items: ConditionalReading,
  description:
    "Fields and the values they must have, or a list of `{ on, match, feature, without-feature }` of which one must hold.",
});

export const Restriction = Type.Object(
  {
    match: Match,
    levels: Type.Optional(Levels),
    takes: Type.Optional(Names("Protections that everything below the item loses.")),
    imposes: Type.Optional(Names("Protections that everything below the item gets, e.g. noexec.")),
    doc,
    cite,
  },
  { ...closed, description: "What a table item that matches does to everything below it." },
);

export const Protections = Type.Object(
  {
    "require-any": Type.Optional(
      Type.Array(Type.String(), { minItems: 1, description: "map refuses a request with none of these." }),
    ),
    refuse: Type.Optional(
      Type.Array(Refusal, { description: "Requests that map must refuse although they could be encoded." }),
    ),
    rules: Type.Array(Rule, { description: "The bits that protections, features and parameters add." }),
    reads: Type.Optional(
      Type.Record(Type.String({ pattern: "^[a-z]+$" }), Reading, {
        ...closed,
        description: "How a leaf's bits read back as protections. The default follows from the simple rules.",
      }),
    ),
    restricts: Type.Optional(
      Type.Array(Restriction, {
        minItems: 1,
        description: "How table items on the way restrict what lies below them.",
      }),
    ),
  },
  {
    ...closed,
    description: "What map's protections do to leaves, how leaves read back, and what tables take away.",
  },
);
