import { protectionNames, type Walk, type WalkStep } from "@generic-pt/core";
import { byteSize } from "../../model/byte-size.js";
import type { Terminal } from "../terminal.js";
import { textTable } from "../text-table.js";
import type { AccessVerdict } from "./access.js";
import { Attributes, attributesText } from "./attributes.js";
import { explainFault, faultWords } from "./fault-explanation.js";
import { wrapped } from "./line-width.js";
import { levelName, restrictionText, rootLines, vaDigits } from "./names.js";
import { hex, paddedHex } from "./number-text.js";
import type { OpenedTable } from "./opened-table.js";
import { rightsText, rightsWords } from "./rights.js";

/** A walk for people: a line per level and its fields, then where it leads. */
export function walkText(
  table: OpenedTable,
  walk: Walk,
  verdicts: readonly AccessVerdict[],
  { paint, columns }: Terminal,
): string {
  const title = `${table.name} ${paddedHex(walk.va, vaDigits(table))}`;
  const end = walk.leaf === undefined ? faultText(table, walk, columns) : leafText(table, walk);
  const [first = "", ...rest] = end;
  return [
    paint.bold(title),
    ...rootLines(table, columns),
    "",
    ...(walk.steps.length === 0
      ? []
      : [
          ...stepLines(
            table,
            walk,
            columns,
            (line) => paint.bold(line),
            (line) => paint.dim(line),
          ),
          "",
        ]),
    walk.leaf === undefined ? paint.red(first) : paint.green(first),
    ...rest,
    ...verdicts
      .map((verdict) => verdictText(table, verdict))
      .flatMap((line) => wrapped([line], "  ", columns)),
  ].join("\n");
}

type Paint = (line: string) => string;

function stepLines(
  table: OpenedTable,
  walk: Walk,
  columns: number,
  heading: Paint,
  dim: Paint,
): readonly string[] {
  const digits = table.traits.itemBits / 4;
  const rows = walk.steps.map(({ level, table: address, index, entry }) => [
    levelName(table.traits, level),
    hex(address),
    `${index}`,
    paddedHex(entry.raw, digits),
    entry.kind === "table" ? `table ${hex(entry.address ?? 0n)}` : kindText(entry.kind, entry.encoding),
  ]);
  const [head = "", ...lines] = textTable([["level", "table", "item", "entry", "is"], ...rows]).split("\n");
  const attributes = new Attributes(table.view, table.traits);
  return [
    heading(head),
    ...walk.steps.flatMap((step, at) => [
      lines[at] ?? "",
      ...detailLines(attributes, step, columns).map((line) => dim(line)),
    ]),
  ];
}

function kindText(kind: string, encoding: string): string {
  return kind === "leaf" ? `leaf ${encoding}` : kind;
}

function detailLines(attributes: Attributes, step: WalkStep, columns: number): readonly string[] {
  const restriction = restrictionText(step, (bits) => protectionNames(bits).join(" "));
  const fields = attributesText(attributes.set(step.level, step.entry.raw)).split(" ");
  const bracketed = restriction === "" ? [] : [`(${restriction})`];
  return wrapped([[...fields, ...bracketed].filter((text) => text !== "").join(" ")], "    ", columns);
}

function leafText(table: OpenedTable, { va, leaf, steps }: Walk): readonly string[] {
  if (leaf === undefined) return [];
  const { traits } = table;
  const inside = va & (leaf.size - 1n);
  const digits = vaDigits(table);
  const own = rightsText(traits, leaf.protection);
  const effective = rightsText(traits, leaf.effective);
  const taking = steps.filter(({ takes, imposes }) => takes !== 0 || imposes !== 0);
  const restricted = taking.map(({ level }) => levelName(traits, level)).join(", ");
  const first = va - inside;
  return [
    `${paddedHex(va, digits)} maps to ${hex(leaf.oa)}`,
    `  leaf      ${byteSize(leaf.size)} at ${paddedHex(first, digits)}, OA ${hex(leaf.oa - inside)}`,
    `  rights    ${effective}   (${rightsWords(traits, leaf.effective)})`,
    ...(own === effective
      ? []
      : [`  own       ${own}   (the leaf alone; restricted by level ${restricted})`]),
  ];
}

function faultText(table: OpenedTable, walk: Walk, columns: number): readonly string[] {
  const code = walk.fault?.code ?? "";
  return [
    `${paddedHex(walk.va, vaDigits(table))} faults: ${faultWords(code)} (${code})`,
    ...explainFault(table, walk).flatMap((line) => wrapped([line], "  ", columns)),
  ];
}

/** `write     denied by level 1 (PD): item 3 at 0x1018` */
function verdictText({ traits }: OpenedTable, { access, allowed, deniedBy, fault }: AccessVerdict): string {
  const name = access.padEnd(8);
  if (allowed) return `${name}  allowed`;
  // Hardware has the table that the image lacks.
  if (fault === "EFAULT") return `${name}  unknown: ${faultWords(fault)}`;
  if (deniedBy === undefined) return `${name}  denied: ${faultWords(fault ?? "")}`;
  const { level, index, itemAddress, entry } = deniedBy;
  const what = entry.kind === "leaf" ? "the leaf itself, " : "";
  return `${name}  denied by ${what}level ${levelName(traits, level)}, item ${index} at ${hex(itemAddress)}`;
}
