// Made by generic-pt from ept.yaml: Intel extended page table (EPT).
// Do not edit: change the spec, then run "generic-pt generate ept".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3C.

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

/** Intel extended page table with mode-based execute control in a memory image, with BigInt addresses. */
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
