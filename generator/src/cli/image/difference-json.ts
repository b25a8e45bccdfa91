import type { Mapping } from "@generic-pt/core";
import type { Terminal } from "../terminal.js";
import type { DifferenceOutput, DifferenceTotals } from "./difference-output.js";
import { jsonText } from "./json-text.js";
import type { OpenedTable } from "./opened-table.js";
import { rightsText } from "./rights.js";
import type { Difference, Side } from "./table-differences.js";

/** A comparison as one JSON document that is written while it is found, a row a line. */
export class DifferenceJson implements DifferenceOutput {
  private readonly terminal: Terminal;
  private readonly table: OpenedTable;
  private pending = "";

  constructor(a: OpenedTable, b: OpenedTable, terminal: Terminal) {
    this.terminal = terminal;
    this.table = a;
    const { format, variant } = a.traits;
    const head = jsonText({ format, variant, a: placeOf(a), b: placeOf(b) });
    terminal.out(`${head.slice(0, -1)},"differences":[`);
  }

  add({ va, length, kind, changes, a, b }: Difference): void {
    if (this.pending !== "") this.terminal.out(`${this.pending},`);
    const rows = changes
      .filter(({ what }) => what !== "mapped")
      .map(({ what, from, to }) => ({ what, from, to }));
    this.pending = jsonText({ va, length, kind, changes: rows, a: this.sideOf(a), b: this.sideOf(b) });
  }

  end({ differences, bytes }: DifferenceTotals, isCut: boolean): void {
    if (this.pending !== "") this.terminal.out(this.pending);
    const summary = { differences, bytes: Object.fromEntries(bytes), complete: !isCut };
    this.terminal.out(`],"summary":${jsonText(summary)}}`);
  }

  private sideOf({ mapping, fault, isConsecutive }: Side): object | null {
    if (fault !== undefined) return { fault: fault.code };
    return mapping === undefined ? null : { ...this.leafOf(mapping), consecutive: isConsecutive };
  }

  private leafOf({ oa, leafSize, effective }: Mapping): object {
    return { oa, leafSize, rights: rightsText(this.table.traits, effective) };
  }
}

function placeOf({ image, root, topLevel, origin }: OpenedTable): object {
  return { image: image.path, root, topLevel, origin };
}
