// A dump is opened from the root fields that hardware would hold, and read.

import { PageTable } from "@generic-pt/amdv1";
import { TableView, translateNumber } from "@generic-pt/amdv1/image";
import { Arena, Protection, type RootFields, TableImage } from "@generic-pt/core";

const arena = new Arena({ bytes: 1 << 20, base: 0x40000000n });
const table = PageTable.create(arena, { vaBits: 39, topLevel: 2 });
table.map(0x200000n, 0x80000000n, 0x200000n, Protection.READ);
const root: RootFields = table.root();

const dump = new Uint8Array(arena.words.buffer.slice(0));
const image = TableImage.fromBytes([{ address: arena.address(0), bytes: dump }]);
const view = TableView.open(image, root, { vaBits: 39, topLevel: 2 });

export default {
  translated: view.translate(0x2abcden),
  asNumber: translateNumber(view.state, 0x2abcde),
  runs: [...view.mappings()].map(({ va, length, oa }) => [va, length, oa]),
};
