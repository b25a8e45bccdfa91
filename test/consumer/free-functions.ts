// The fast lanes: operations as functions over a state, with pairs of 32-bit words or with numbers.

import {
  createState,
  map,
  mapNumber,
  translate,
  translateBatch,
  translateNumber,
  unmap,
  unmapNumber,
} from "@generic-pt/amdv1";
import { Arena, EADDRINUSE, ENOENT, Protection } from "@generic-pt/core";

const state = createState(new Arena({ bytes: 1 << 20 }), { vaBits: 48, topLevel: 3 });

const mapped = map(state, 0, 0x10000, 1, 0x50000000, 0, 0x10000, Protection.READ);
const again = map(state, 0, 0x10000, 1, 0x50000000, 0, 0x10000, Protection.READ);
const found = translate(state, 0, 0x14abc);
const words = [state.oaHi, state.oaLo];
const asNumber = translateNumber(state, 0x14abc);

const vas = new Int32Array([0x10000, 0, 0x1000, 0]);
const oas = new Int32Array(4);
const statuses = new Int32Array(2);
const translatedCount = translateBatch(state, vas, oas, statuses);

const unmapped = unmap(state, 0, 0x10000, 0, 0x10000);
const bytes = mapNumber(state, 2 ** 40, 2 ** 33, 2 ** 30, Protection.READ);

export default {
  mapped,
  again: again === EADDRINUSE,
  found,
  words,
  asNumber,
  translatedCount,
  oas: [...oas],
  statuses: [statuses[0], statuses[1] === ENOENT],
  unmapped,
  bytes,
  removed: unmapNumber(state, 2 ** 40, 2 ** 30),
};
