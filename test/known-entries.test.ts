import { readFileSync } from "node:fs";
import { Arena, type DecodedEntry, protectionNames } from "@generic-pt/core";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseSize } from "../generator/src/spec/ranges.js";
import { type Subject, subjectsOf } from "./subjects.js";
import { testedFormats } from "./tested-formats.js";

/** An item that was taken apart by hand: a table and where it points, a leaf and what it says, or another kind. */
interface KnownEntry {
  readonly level: number;
  readonly raw: string;
  readonly kind?: "empty" | "reserved";
  readonly table?: string;
  readonly leaf?: string;
  readonly size?: string;
  readonly rights?: string;
  readonly dirty?: boolean;
  readonly why: string;
}

interface KnownEntries {
  readonly format: string;
  readonly variant: string;
  readonly source: string;
  readonly entries: readonly KnownEntry[];
}

const known: readonly KnownEntries[] = parse(
  readFileSync(new URL("known-entries.yaml", import.meta.url), "utf8"),
);

/** What the file says of an item, in the words of `DecodedEntry`. */
function expected({ kind, table, leaf, size, rights, dirty }: KnownEntry) {
  if (table !== undefined) return { kind: "table", address: BigInt(table) };
  if (leaf === undefined) return { kind };
  return {
    kind: "leaf",
    address: BigInt(leaf),
    size: parseSize(size ?? ""),
    rights: (rights ?? "").split(" ").sort(),
    dirty: dirty ?? false,
  };
}

function decoded({ kind, address, size, protection, dirty }: DecodedEntry, hasDirty: boolean) {
  if (kind === "table") return { kind, address };
  if (kind !== "leaf") return { kind };
  const rights = [...protectionNames(protection ?? 0)].sort();
  return { kind, address, size, rights, dirty: hasDirty && dirty };
}

const formats = new Map(testedFormats().map((format) => [format.format, format]));

async function subjectFor({ format, variant }: KnownEntries): Promise<Subject> {
  const model = formats.get(format);
  if (!model) throw new Error(`there is no format ${format}`);
  const subjects = await subjectsOf(model, "unrolled");
  const subject = subjects.find((each) => each.variant.name === variant && each.binding === "arena");
  if (!subject) throw new Error(`${format} has no variant ${variant}`);
  return subject;
}

for (const entries of known) {
  const { create, variant } = await subjectFor(entries);
  describe(`${entries.format}/${entries.variant} reads items as ${entries.source} has them`, () => {
    it.each(entries.entries)("level $level: $raw ($why)", (entry) => {
      const table = create(new Arena({ bytes: 1 << 20 }), { topLevel: variant.top.highest });
      const read = table.decode(entry.level, BigInt(entry.raw));
      expect(decoded(read, variant.dirty !== undefined)).toEqual(expected(entry));
    });
  });
}
