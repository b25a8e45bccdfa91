import { protectionNames } from "@generic-pt/core";
import type { Terminal } from "../terminal.js";
import { Attributes } from "./attributes.js";
import type { DumpOutput } from "./dump-text.js";
import { jsonText } from "./json-text.js";
import type { DumpTotals, ListedRun } from "./listed-runs.js";
import type { OpenedTable } from "./opened-table.js";
import { rightsText } from "./rights.js";

/** A dump as one JSON document that is written while it is found, a row a line. */
export class DumpJson implements DumpOutput {
  private readonly table: OpenedTable;
  private readonly terminal: Terminal;
  private readonly attributes: Attributes;
  private pending = "";

  constructor(table: OpenedTable, terminal: Terminal) {
    this.table = table;
    this.terminal = terminal;
    const { traits, root, topLevel, origin } = table;
    this.attributes = new Attributes(table.view, traits);
    const { format, variant } = traits;
    const head = jsonText({ format, variant, root, topLevel, origin });
    terminal.out(`${head.slice(0, -1)},"runs":[`);
  }

  add(run: ListedRun): void {
    if (this.pending !== "") this.terminal.out(`${this.pending},`);
    this.pending = jsonText(this.rowOf(run));
  }

  end({ runs, bytes, leaves, faults, hiddenFaults }: DumpTotals, isCut: boolean): void {
    if (this.pending !== "") this.terminal.out(this.pending);
    const bySize = Object.fromEntries(
      [...leaves].map(([size, count]) => [`0x${size.toString(16)}`, Number(count)]),
    );
    const all = faults + hiddenFaults;
    const summary = { rows: runs, bytes, leaves: bySize, faults: all, complete: !isCut };
    this.terminal.out(`],"summary":${jsonText(summary)}}`);
  }

  private rowOf({ va, length, ...run }: ListedRun): object {
    if (run.fault !== undefined) {
      const { code, level } = run.fault;
      return { va, length, fault: { code, level } };
    }
    const { mapping, largest, isMixed } = run;
    const { oa, leafSize, level, attributes, protection, effective } = mapping;
    const { traits } = this.table;
    const common = { va, length, oa, leafSize, ...(largest === leafSize ? {} : { largestLeaf: largest }) };
    const rights = { rights: rightsText(traits, effective), effective: protectionNames(effective) };
    if (isMixed) return { ...common, ...rights };
    const fields = this.attributes.of(level, attributes).map(({ name, value }) => [name, value]);
    return {
      ...common,
      level,
      ...rights,
      protections: protectionNames(protection),
      attributes: Object.fromEntries(fields) as Readonly<Record<string, bigint>>,
      raw: attributes,
    };
  }
}
