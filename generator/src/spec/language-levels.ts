import { Type } from "@sinclair/typebox";
import { cite, closed, ErrorName, Levels, Size, text } from "./language-notation.js";

/** The sections of the language about addresses and the levels that translate them. */

export const Level = Type.Object(
  {
    levels: Levels,
    "index-bits": Type.Integer({ minimum: 1, maximum: 24, description: "Bits of VA that index the table." }),
    "table-size": Type.Optional(Size),
    label: Type.Optional(text("What the manual calls the level.")),
    cite,
  },
  closed,
);

export const VaWidths = Type.Object(
  {
    max: Type.Integer({ minimum: 1, maximum: 64, description: "Bits of the widest VA." }),
    widths: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 64 }), {
        minItems: 1,
        description: "The only widths that hardware has; without it any up to the widest.",
      }),
    ),
    min: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 64,
        description: "Bits of the narrowest VA; default those of an offset within a page.",
      }),
    ),
    otherwise: Type.Optional({
      ...ErrorName,
      description: "The error for a VA that is too wide; default EINVAL.",
    } as typeof ErrorName),
    "word-bits": Type.Optional(
      Type.Unsafe<64>({
        enum: [64],
        description:
          "64: callers hold VAs in words of 64 bits, although none has more than 32; a range wraps where its words do.",
      }),
    ),
    "within-oa": Type.Optional(
      Type.Boolean({ description: "VAs may not be wider than OAs: the error for it is `otherwise`." }),
    ),
    "beyond-top": Type.Unsafe<"narrow" | "refuse">({
      enum: ["narrow", "refuse"],
      description:
        "When more VA bits are asked for than a fixed top covers: `narrow` the VA width, or `refuse` with EOPNOTSUPP.",
    }),
  },
  { ...closed, description: "Input addresses." },
);

export const OaWidths = Type.Object(
  {
    max: Type.Integer({ minimum: 1, maximum: 64, description: "Bits of the widest OA." }),
    widths: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 64 }), {
        minItems: 1,
        description: "The only widths that hardware of any variant has; another is refused with EOPNOTSUPP.",
      }),
    ),
    unchecked: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 64 }), {
        minItems: 1,
        description:
          "Widths with which `map` compares no OA: it takes any, and leaves drop the bits for which they have no place.",
      }),
    ),
  },
  { ...closed, description: "Output addresses." },
);

export const Top = Type.Object(
  {
    levels: Levels,
    otherwise: ErrorName,
    concatenated: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: 256,
        description:
          "So many tables at most may stand in a row as the top, a power of two: VAs wider than one table reach so many times as far before they need another level.",
      }),
    ),
  },
  { ...closed, description: "Levels that a top table may have, and the error for any other." },
);
