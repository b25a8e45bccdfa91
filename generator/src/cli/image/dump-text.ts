import { byteSize } from "../../model/byte-size.js";
import type { Terminal } from "../terminal.js";
import { DumpRows } from "./dump-rows.js";
import { wrapped } from "./line-width.js";
import type { DumpTotals, ListedRun } from "./listed-runs.js";
import { rootLines } from "./names.js";
import type { OpenedTable } from "./opened-table.js";
import { StreamedTable } from "./streamed-table.js";

/** Where the rows of a dump go, one by one. */
export interface DumpOutput {
  add(run: ListedRun): void;
  /** `isCut`: there were more rows than were asked for. */
  end(totals: DumpTotals, isCut: boolean): void;
}

/** A dump for people. */
export class DumpText implements DumpOutput {
  private readonly terminal: Terminal;
  private readonly isNarrowed: boolean;
  private readonly rows: DumpRows;
  private readonly lines: StreamedTable;

  /** `isNarrowed`: not all that the table maps is asked for. */
  constructor(table: OpenedTable, terminal: Terminal, isNarrowed: boolean) {
    this.terminal = terminal;
    this.isNarrowed = isNarrowed;
    this.rows = new DumpRows(table, terminal);
    this.lines = new StreamedTable(terminal);
    terminal.out([terminal.paint.bold(table.name), ...rootLines(table, terminal.columns), ""].join("\n"));
    this.lines.add(this.rows.heading);
  }

  add(run: ListedRun): void {
    this.lines.add(this.rows.row(run));
  }

  end(totals: DumpTotals, isCut: boolean): void {
    if (totals.runs > 0) this.lines.flush();
    const sizes = [...totals.leaves].sort(([a], [b]) => (a < b ? -1 : 1));
    const leaves = sizes.map(([size, count]) => `${count} of ${byteSize(size)}`).join(", ");
    const mapped = leaves === "" ? undefined : `${roughSize(totals.bytes)} mapped, leaves: ${leaves}`;
    const found = [`${totals.runs} row${totals.runs === 1 ? "" : "s"}`, ...this.foundText(totals, mapped)];
    const faults = `${totals.faults} fault${totals.faults === 1 ? "" : "s"}`;
    const parts = [
      found.join(", "),
      ...(totals.faults === 0 ? [] : [faults]),
      ...(totals.hiddenFaults === 0
        ? []
        : [
            `the table is damaged: --faults none leaves out ${totals.hiddenFaults} fault${totals.hiddenFaults === 1 ? "" : "s"}`,
          ]),
    ];
    const lines = wrapped([parts.join("; ")], "", this.terminal.columns);
    const cut = isCut ? ["there is more: this is as far as --limit allows"] : [];
    this.terminal.out([...(totals.runs > 0 ? [""] : []), ...lines, ...cut].join("\n"));
  }

  private foundText({ runs }: DumpTotals, mapped: string | undefined): readonly string[] {
    if (mapped !== undefined) return [mapped];
    if (!this.isNarrowed) return ["nothing is mapped"];
    return runs === 0 ? ["no row matches"] : [];
  }
}

/** `7461852 KiB (7.1 GiB)`: exact, and what a person can imagine. */
function roughSize(bytes: bigint): string {
  const exact = byteSize(bytes);
  if (exact.length < 9) return exact;
  const power = Math.floor((bytes.toString(2).length - 1) / 10);
  const tenths = (bytes * 10n) >> BigInt(10 * power);
  return `${exact} (${tenths / 10n}.${tenths % 10n} ${byteSize(1n << BigInt(10 * power)).slice(2)})`;
}
