import type { TableFactory } from "../generator/src/verify/table-factory.js";

/** The tables that the packed recordings are replayed against; undefined: that part of the tests is left out. */
export const openTable: TableFactory | undefined = undefined as TableFactory | undefined;
