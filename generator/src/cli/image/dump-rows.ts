import type { Mapping } from "@generic-pt/core";
import { byteSize } from "../../model/byte-size.js";
import type { Terminal } from "../terminal.js";
import { Attributes, attributesText } from "./attributes.js";
import { faultWords } from "./fault-explanation.js";
import type { ListedRun } from "./listed-runs.js";
import { levelName, vaDigits } from "./names.js";
import { hex, paddedHex } from "./number-text.js";
import type { OpenedTable } from "./opened-table.js";
import { rightsText } from "./rights.js";
import type { Row } from "./streamed-table.js";

/** Makes rows of runs. */
export class DumpRows {
  private readonly table: OpenedTable;
  private readonly attributes: Attributes;
  private readonly digits: number;
  private readonly paint: Terminal["paint"];

  constructor(table: OpenedTable, { paint }: Terminal) {
    this.table = table;
    this.paint = paint;
    this.attributes = new Attributes(table.view, table.traits);
    this.digits = vaDigits(table);
  }

  get heading(): Row {
    return { cells: ["VA", "size", "OA", "leaf", "rights"], tail: "attributes", paint: this.paint.bold };
  }

  row(run: ListedRun): Row {
    const start = [paddedHex(run.va, this.digits), byteSize(run.length)];
    const { traits } = this.table;
    if (run.fault !== undefined) {
      const { code, level } = run.fault;
      const tail = `${code}: ${faultWords(code)}, level ${levelName(traits, level)}`;
      return { cells: start, tail, paint: this.paint.red };
    }
    const { mapping, largest } = run;
    const leaf = byteSize(mapping.leafSize);
    return {
      cells: [
        ...start,
        hex(mapping.oa),
        largest === mapping.leafSize ? leaf : `${leaf}..${byteSize(largest)}`,
        rightsText(traits, mapping.effective),
      ],
      tail: run.isMixed ? "" : [...this.ownText(mapping), this.attributesOf(mapping)].join(" "),
    };
  }

  private attributesOf({ level, attributes }: Mapping): string {
    return attributesText(this.attributes.of(level, attributes));
  }

  /** What the leaf itself says, where tables above leave something else of it. */
  private ownText({ protection, effective }: Mapping): readonly string[] {
    const own = rightsText(this.table.traits, protection);
    return own === rightsText(this.table.traits, effective) ? [] : [`(own ${own})`];
  }
}
