// Made by generic-pt from riscv32.yaml: RISC-V page table for 32-bit harts (Sv32).
// Do not edit: change the spec, then run "generic-pt generate riscv32".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

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
  decodeEntry: (s, level, _entryHi, entryLo, vaHi, vaLo) => decodeEntryAt(s, level, entryLo, vaHi, vaLo),
};

/** RISC-V page table for guests of 32-bit harts (Sv32x4) in a memory image, with BigInt addresses. */
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
