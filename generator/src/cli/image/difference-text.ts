import { byteSize } from "../../model/byte-size.js";
import { printable } from "../printable.js";
import type { Terminal } from "../terminal.js";
import type { DifferenceOutput, DifferenceTotals } from "./difference-output.js";
import { wrapped } from "./line-width.js";
import { rootLines, vaDigits } from "./names.js";
import { hex, paddedHex } from "./number-text.js";
import type { OpenedTable } from "./opened-table.js";
import { StreamedTable } from "./streamed-table.js";
import { type Difference, differenceKinds, type Side } from "./table-differences.js";

/** A comparison for people. */
export class DifferenceText implements DifferenceOutput {
  private readonly terminal: Terminal;
  private readonly digits: number;
  private readonly lines: StreamedTable;

  constructor(a: OpenedTable, b: OpenedTable, terminal: Terminal) {
    const { paint } = terminal;
    this.terminal = terminal;
    this.digits = Math.max(vaDigits(a), vaDigits(b));
    this.lines = new StreamedTable(terminal);
    const sides = [
      ["A", a],
      ["B", b],
    ] as const;
    for (const [name, table] of sides)
      terminal.out(
        [paint.bold(`${name}: ${printable(table.image.path)}`), ...rootLines(table, terminal.columns)].join(
          "\n",
        ),
      );
    terminal.out("");
    this.lines.add({ cells: ["what", "VA", "size"], tail: "A -> B", paint: paint.bold });
  }

  add({ va, length, kind, changes, a, b }: Difference): void {
    const { paint } = this.terminal;
    const texts = [
      ...oaTexts(a, b),
      ...changes.map(({ kind: of, what, from, to }) => {
        if (of === "only in A") return from;
        if (of === "only in B") return to;
        return `${of === "fault" ? "" : `${what} `}${from} -> ${to}`;
      }),
    ];
    this.lines.add({
      cells: [kind, paddedHex(va, this.digits), byteSize(length)],
      tail: texts.join(", "),
      ...(kind === "fault" ? { paint: paint.red } : {}),
    });
  }

  end({ differences, bytes }: DifferenceTotals, isCut: boolean): void {
    if (differences > 0) this.lines.flush();
    const byKind = differenceKinds.flatMap((kind) => {
      const size = bytes.get(kind);
      return size === undefined ? [] : [`${kind} ${byteSize(size)}`];
    });
    const count = `${differences} difference${differences === 1 ? "" : "s"}`;
    const text = differences === 0 ? "no difference" : `${count}: ${byKind.join(", ")}`;
    this.terminal.out(
      [
        ...(differences > 0 ? [""] : []),
        ...wrapped([text], "", this.terminal.columns),
        ...(isCut ? ["there is more: this is as far as --limit allows"] : []),
      ].join("\n"),
    );
  }
}

function oaTexts(a: Side, b: Side): readonly string[] {
  const [from, to] = [oaText(a), oaText(b)];
  if (from === undefined || to === undefined) return [from ?? to ?? []].flat();
  return a.mapping?.oa === b.mapping?.oa && a.isConsecutive === b.isConsecutive ? [] : [`${from} -> ${to}`];
}

function oaText({ mapping, isConsecutive }: Side): string | undefined {
  if (mapping === undefined) return undefined;
  return isConsecutive ? hex(mapping.oa) : `${hex(mapping.oa)}...`;
}
