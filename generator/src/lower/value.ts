import type { Expr } from "./ir.js";
import type { Words } from "./words.js";

/** What an expression of an algorithm is lowered to. */
export type Value =
  | { readonly t: "int"; readonly e: Expr }
  | { readonly t: "bool"; readonly e: Expr }
  /** Va, Oa, Entry, and Length of formats whose VAs take two words. */
  | { readonly t: "words"; readonly kind: WordsKind; readonly w: Words }
  /** Length of formats whose VAs fit one word: a number of bytes, which may be 2^32. */
  | { readonly t: "bytes"; readonly e: Expr }
  | { readonly t: "level"; readonly levels: readonly number[]; readonly e: Expr }
  | { readonly t: "levels" }
  | { readonly t: "object"; readonly e: Expr; readonly type: "State" | "Arena" | "Gather" | "Sink" | "Array" }
  | { readonly t: "none" };

export type WordsKind = "Va" | "Oa" | "Entry" | "Length";

export const int = (e: Expr): Value => ({ t: "int", e });
export const truth = (e: Expr): Value => ({ t: "bool", e });
export const wide = (kind: WordsKind, w: Words): Value => ({ t: "words", kind, w });

/** How many words the values of one variant take. */
export interface Shape {
  readonly va: 1 | 2;
  readonly oa: 1 | 2;
  readonly item: 1 | 2;
}

export function wordCount(shape: Shape, kind: WordsKind): 1 | 2 {
  if (kind === "Entry") return shape.item;
  return kind === "Oa" ? shape.oa : shape.va;
}
