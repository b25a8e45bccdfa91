// Made by generic-pt from x86_64.yaml: x86-64 long-mode page table.
// Do not edit: change the spec, then run "generic-pt generate x86_64".
// Citations in brackets are of: AMD64 Architecture Programmer's Manual, volume 2, 24593.

import {
  BaseReader,
  ImageState,
  type RootFields,
  type TableConfig,
  type TableOperations,
  type TableReader,
} from "@generic-pt/core";
import { traits } from "../traits.js";
import { decodeEntryAt } from "./entry.js";
import { findRun } from "./find-run.js";
import { translate } from "./translate.js";

const operations: TableOperations<ImageState> = {
  translate: translate,
  findRun: findRun,
  decodeEntry: decodeEntryAt,
};

/** x86-64 page table of three to five levels without an upper half in a memory image, with BigInt addresses. */
export class TableView extends BaseReader<ImageState, TableOperations<ImageState>> {
  /** The table that root fields point to. */
  static open(image: TableReader, root: RootFields, config: TableConfig = {}): TableView {
    return new TableView(ImageState.open(traits, image, root, config), operations);
  }

  /** The table that registers point to, e.g. as a debugger shows them. */
  static openRegisters(
    image: TableReader,
    registers: Readonly<Record<string, bigint>>,
    config: TableConfig = {},
  ): TableView {
    return new TableView(ImageState.openRegisters(traits, image, registers, config), operations);
  }
}
