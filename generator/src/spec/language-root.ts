import { Type } from "@sinclair/typebox";
import { Bits, cite, closed, doc, Names, named } from "./language-notation.js";

/** The sections of the language about what makes hardware use a table. */

const rootValue = {
  holds: Type.Unsafe<"top-address" | "top-level" | "va-bits">({
    enum: ["top-address", "top-level", "va-bits"],
    description: "What hardware reads in this field.",
  }),
  shift: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 63,
      description: "Right shift of the address, e.g. 12 for a page number.",
    }),
  ),
  plus: Type.Optional(
    Type.Integer({ minimum: -8, maximum: 8, description: "Added to the level or the bits of VA." }),
  ),
  from: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 64,
      description: "The field holds this number minus the bits of VA, instead of these.",
    }),
  ),
  doc,
  cite,
};

export const RootField = Type.Object(rootValue, {
  ...closed,
  description: "A field of a register or context entry.",
});

export const RegisterField = Type.Object(
  {
    bits: Bits,
    ...rootValue,
    feature: Type.Optional(Names("The field is read only if a given register brings all of these features.")),
    "without-feature": Type.Optional(
      Names("The field is read only if no given register brings any of these features."),
    ),
  },
  { ...closed, description: "Where the register holds it." },
);

export const Register = Type.Object(
  {
    fields: named(RegisterField, "The fields of the register that say where the table is."),
    features: Type.Optional(Names("Features that a table has if this register points to it.")),
    doc,
    cite,
  },
  { ...closed, description: "A register, or one word of a context entry, of up to 64 bits." },
);
