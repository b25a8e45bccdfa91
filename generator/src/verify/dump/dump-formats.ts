import { readFileSync } from "node:fs";
import type { ProtectionName, TableConfig } from "@generic-pt/core";

/** Something that is so of a leaf, or is not. */
export type Condition =
  /** A protection: the leaf's own, or what is left of it under the tables above. */
  | { readonly protection: ProtectionName; readonly of: "leaf" | "effective"; readonly is?: boolean }
  /** A field of the leaf's item: a bit of it is set, or it has this value. */
  | { readonly field: string; readonly equals?: number; readonly is?: boolean }
  /** The leaf is in a table of this level or above. */
  | { readonly levelFrom: number }
  /** All of them are so. */
  | { readonly all: readonly Condition[] };

/** One place in the text of rights: the letter if the condition holds, else `-`. */
export type RightsLetter =
  | (Condition & {
      readonly letter: string;
      /** The listing says what may be at most: a right that it has may be missing in the table. */
      readonly atMost?: true;
    })
  /** Says nothing about the table. */
  | { readonly ignored: true };

/** One word in the text of rights. */
export type RightsWord =
  /** The word if the condition holds, else `otherwise`, or nothing. */
  | (Condition & { readonly word: string; readonly otherwise?: string })
  /** One word for each value of a field, from 0 up. */
  | { readonly field: string; readonly words: readonly string[] };

export type Column = "va" | "oa" | "length" | "rights" | "leafSize" | "source" | "access" | "entry" | "note";

/** What lists of a file mean. A name in `list` means that list; none: every list that is not described otherwise. */
export interface ListDescription {
  readonly file: string;
  readonly list?: string;
  /** The table that it is about; default: the one that has the list's name. */
  readonly table?: string;
  readonly kind: "mappings" | "samples" | "faults";
  readonly columns: readonly Column[];
  /** Columns that a row may lack, at its end. */
  readonly optionalColumns?: number;
  /** What the `rights` column says, letter by letter. */
  readonly rights?: readonly RightsLetter[];
  /** Or word by word, with a space between two. */
  readonly words?: readonly RightsWord[];
  /** Only leaves of which this holds are in the list. */
  readonly only?: Condition;
  /** Per value of `source` or `access`: the right that the access needed, if it needed one. */
  readonly accesses?: Readonly<Record<string, Access>>;
  /** A file that may be missing. */
  readonly optional?: true;
}

/** What one way to access memory needs, and what the last column of its rows says. */
export interface Access {
  readonly needs?: Condition;
  /** What the `entry` column holds: the leaf's raw item, or the OA of the leaf's first byte. */
  readonly entry?: "item" | "leaf-oa";
}

/** A number in the manifest's `counts`, or numbers by leaf size, counted over some tables. */
export interface CountDescription {
  readonly tables: readonly string[];
  readonly of: "leaves" | "leaves-by-size" | "tables";
}

/** The lists and counts of one way to record dumps. */
export interface RecorderDescription {
  readonly lists: readonly ListDescription[];
  readonly counts?: Readonly<Record<string, CountDescription>>;
}

/** What the `format` of a manifest means. */
export interface DumpFormat {
  readonly package: string;
  /** Default: the package's first. */
  readonly variant?: string;
  /** The top level is not part of it: the manifest states levels per table. */
  readonly config?: Omit<TableConfig, "topLevel">;
  /** Name of a recorder. */
  readonly recorder: string;
}

/** How the names in dumps map to packages and rights. It is data: dump-formats.json. */
export interface DumpFormats {
  readonly recorders: Readonly<Record<string, RecorderDescription>>;
  /** By the `format` of a manifest. */
  readonly formats: Readonly<Record<string, DumpFormat>>;
}

let shipped: DumpFormats | undefined;

/** The map that comes with the toolchain. */
export function shippedDumpFormats(): DumpFormats {
  shipped ??= JSON.parse(
    readFileSync(new URL("../../../src/verify/dump/dump-formats.json", import.meta.url), "utf8"),
  ) as DumpFormats;
  return shipped;
}

/** What a manifest's format means; undefined if nobody knows. */
export function findDumpFormat({ formats }: DumpFormats, name: string): DumpFormat | undefined {
  return Object.hasOwn(formats, name) ? formats[name] : undefined;
}
