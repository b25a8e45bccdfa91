import type { RootFields } from "@generic-pt/core";
import type { VariantModel } from "../../model/model.js";

/** The root fields that point to a table, by the names of the format. */
export function rootFields({ root }: VariantModel, address: bigint, topLevel: number): RootFields {
  return Object.fromEntries(
    root
      // The configuration has the width of VAs.
      .filter(({ holds }) => holds !== "va-bits")
      .map(({ name, holds, shift, plus }) => [
        name,
        holds === "top-address" ? address >> BigInt(shift) : BigInt(topLevel + plus),
      ]),
  );
}
