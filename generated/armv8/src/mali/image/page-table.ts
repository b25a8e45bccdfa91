// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

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

/** Arm Mali Midgard page table in a memory image, with BigInt addresses. */
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
