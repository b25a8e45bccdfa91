import { protections } from "@generic-pt/core";
import { deinitMembers, finalMembers, hexNumber as hex, pair } from "../recording-shapes.js";
import {
  anyString,
  boolean,
  count,
  either,
  listOf,
  type Members,
  mapOf,
  object,
  oneOf,
  result,
  type Shape,
} from "../shape.js";

const pages: Readonly<Record<string, Shape>> = { iova: hex, pgsize: hex, pgcount: count };
const removal: Readonly<Record<string, Shape>> = { walk_flush: listOf(pair), tables_freed: count };

/** The operations that take page sizes and counts: what goes in, what may come out. */
export const pageCountShapes: Readonly<
  Record<string, { readonly inputs: Members; readonly outcome: Members }>
> = {
  map_pages: {
    inputs: { required: { ...pages, oa: hex, prot: listOf(oneOf(...protections)) } },
    outcome: { required: { ret: result, mapped: hex }, optional: removal },
  },
  unmap_pages: {
    inputs: { required: pages },
    outcome: { required: { unmapped: hex }, optional: removal },
  },
  iova_to_phys: { inputs: { required: { iova: hex } }, outcome: { required: { phys: hex } } },
  read_and_clear_dirty: {
    inputs: { required: { iova: hex, len: hex, flags: listOf(oneOf("no_clear")) } },
    outcome: { required: { ret: result, dirty: listOf(pair) } },
  },
  check: { inputs: {}, outcome: { required: { tables: count, leaves: mapOf(/^\d+$/, count) } } },
  note: { inputs: { required: { text: anyString } }, outcome: {} },
};

const register = either(hex, count);

export const pageCountMembers: Members = {
  required: {
    format: anyString,
    config: object({
      required: {
        fmt: anyString,
        ias: count,
        oas: count,
        pgsize_bitmap: hex,
        quirks: listOf(anyString),
        coherent_walk: boolean,
      },
    }),
    init: object({
      required: { pgsize_bitmap: hex, ias: count, oas: count },
      optional: {
        start_level: count,
        pgd_bits: count,
        registers: mapOf(/^\w+$/, either(register, either(listOf(hex), mapOf(/^\w+$/, register)))),
      },
    }),
    // Steps are checked one by one, by their operation.
    steps: listOf(mapOf(/^\w+$/, () => {})),
    final: object(finalMembers),
    deinit: object(deinitMembers),
  },
  optional: { config_name: anyString, script: anyString, note: anyString, seed: count },
};
