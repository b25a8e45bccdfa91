import type { Mapping } from "@generic-pt/core";
import { expect, test } from "vitest";
import type { TableView } from "../table-factory.js";
import { collectRuns, runAt } from "./leaf-runs.js";

const leaf = { leafSize: 0x1000n, level: 0, attributes: 1n, protection: 1, effective: 1 };

function tableOf(mappings: TableView["mappings"]): TableView {
  return {
    translate: () => undefined,
    mappings,
    decode: (level, raw) => ({ level, raw, kind: "leaf", encoding: "page", fields: {} }),
  };
}

test("a walk that does not end is given up", () => {
  const endless = tableOf(function* () {
    for (let va = 0n; ; va += 0x2000n) yield { va, length: 0x1000n, oa: va, ...leaf };
  });
  expect(collectRuns(endless, {}, 5).failures).toEqual([
    { op: "walk", field: "length", actual: "more than 1048576 runs or faults: given up" },
  ]);
});

test("so is one that finds nothing but damage, of which a few are named", () => {
  const endless = tableOf(function* (_first, _last, onFault): IterableIterator<Mapping> {
    for (let va = 0n; ; va += 0x1000n)
      onFault?.({ va, length: 0x1000n, level: 0, errno: -74, code: "EBADMSG" });
    // biome-ignore lint/correctness/noUnreachable: what makes it a generator
    yield { va: 0n, length: 0x1000n, oa: 0n, ...leaf };
  });
  expect(collectRuns(endless, {}, 2).failures.map(({ field }) => field)).toEqual([
    "VA 0x0 to 0xfff (4 KiB), level 0",
    "VA 0x1000 to 0x1fff (4 KiB), level 0",
    "length",
  ]);
});

test("an address is looked up in the run that covers it", () => {
  const runs = [
    { va: 0x1000n, length: 0x2000n, oa: 0n, ...leaf },
    { va: 0x5000n, length: 0x1000n, oa: 0n, ...leaf },
  ];
  const found = [0xfffn, 0x1000n, 0x2fffn, 0x3000n, 0x5000n, 0x6000n].map((va) => runAt(runs, va)?.va);
  expect(found).toEqual([undefined, 0x1000n, 0x1000n, undefined, 0x5000n, undefined]);
});
