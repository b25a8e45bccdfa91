import { protections } from "@generic-pt/core";
import { hexPattern } from "./hex.js";
import {
  anyString,
  boolean,
  count,
  either,
  listOf,
  type Members,
  mapOf,
  matching,
  nullable,
  object,
  oneOf,
  result,
  type Shape,
  scalar,
  tuple,
} from "./shape.js";

/** An address, a length, a raw item. */
export const hexNumber = matching(hexPattern, "a 64-bit number such as 0x1f000, in lower case");
const hex = hexNumber;
export const pair = tuple([hex, hex]);
/** Steps are checked one by one, by their operation. */
const anyObject = mapOf(/^\w+$/, () => {});

/** What goes into an operation, what may come out of it. */
interface OperationShape {
  readonly inputs: Members;
  readonly outcome: Members;
}

const flush = { flush: listOf(pair), tables_freed: count };

/** The operations of a page-table recording, by name. */
export const operationShapes: Readonly<Record<string, OperationShape>> = {
  map: {
    inputs: { required: { iova: hex, oa: hex, len: hex, prot: listOf(oneOf(...protections)) } },
    outcome: { required: { ret: result, mapped: hex }, optional: { new_top_level: count, ...flush } },
  },
  unmap: {
    inputs: { required: { iova: hex, len: hex } },
    outcome: { required: { unmapped: hex }, optional: flush },
  },
  unmap_gather: {
    inputs: { required: { ranges: listOf(pair), queued: boolean } },
    outcome: { required: { unmapped: listOf(hex) }, optional: flush },
  },
  iova_to_phys: { inputs: { required: { iova: hex } }, outcome: { required: { phys: hex } } },
  set_dirty: { inputs: { required: { iova: hex } }, outcome: { required: { ret: result } } },
  read_and_clear_dirty: {
    inputs: {
      required: { iova: hex, len: hex, flags: listOf(oneOf("no_clear")) },
      optional: { bitmap: boolean },
    },
    outcome: {
      required: { ret: result, dirty: listOf(pair) },
      optional: { dirty_leaves: listOf(pair), ...flush },
    },
  },
  alloc_limit: { inputs: { required: { allow: nullable(count) } }, outcome: {} },
  check: {
    inputs: {},
    outcome: { required: { tables: count, leaves: mapOf(/^\d+$/, count), top_level: count } },
  },
  note: { inputs: { required: { text: anyString } }, outcome: {} },
};

/** Members beside `features` are given a meaning by the map of formats. */
const configShape: Shape = mapOf(/^\w+$/, either(listOf(anyString), scalar));

const initMembers: Members = {
  required: {
    pgsize_bitmap: hex,
    granule_lg2: count,
    aperture: pair,
    max_vasz_lg2: count,
    max_oasz_lg2: count,
    top_level: count,
    features: listOf(anyString),
    top_pa: hex,
  },
  optional: { hw_info: mapOf(/^[\w-]+$/, either(count, hex)) },
};

export const finalMembers: Members = {
  required: {
    top_level: count,
    tables_live: count,
    mappings: listOf(tuple([hex, hex, hex, hex, count], 4)),
    tables: listOf(
      object({
        required: { level: count, va: hex, entries: mapOf(/^\d+([*+]\d+)?$/, either(hex, pair)) },
      }),
    ),
  },
};

export const deinitMembers: Members = { required: { tables_freed: count } };

/** Members of the document itself; those that say nothing about behaviour are not compared. */
export const recordingMembers: Members = {
  required: {
    format: anyString,
    config: configShape,
    init: object(initMembers),
    steps: listOf(anyObject),
    final: object(finalMembers),
    deinit: object(deinitMembers),
  },
  optional: { config_name: anyString, script: anyString, note: anyString, seed: count },
};

export const initListMembers: Members = {
  required: { format: anyString, steps: listOf(anyObject) },
  optional: { config_name: anyString, script: anyString, note: anyString },
};

export const initStepMembers: Members = {
  required: { op: oneOf("init"), config: configShape, ret: result },
  optional: { init: object(initMembers), top_entries: count },
};
