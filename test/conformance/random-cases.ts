import fc from "fast-check";
import { isKeptOa } from "../model/usable-oas.js";
import type { Operation } from "../random-operations.js";
import { operations, runs } from "../random-operations.js";
import type { SeriesCase } from "./case.js";
import type { Rig } from "./rig.js";

/** Carries an operation out and compares what comes of it. */
function perform(rig: Rig, operation: Operation): void {
  switch (operation.op) {
    case "map":
      // A parameter's bits are no address while it is in force: such an OA cannot be mapped.
      if (isKeptOa(rig.variant, rig.settings, operation.oa, operation.length))
        rig.map(operation.va, operation.oa, operation.length, operation.protection);
      return;
    case "unmap":
      rig.unmap(operation.va, operation.length);
      return;
    case "translate":
      rig.translate(operation.va);
      return;
    case "set dirty":
      rig.setDirty(operation.va);
      return;
    case "read dirty": {
      if (!rig.variant.dirty) return;
      // Callers align: a range does not start within a leaf.
      const va = rig.pages.leafAt(operation.va)?.va ?? operation.va;
      rig.readDirty(va, operation.length, operation.clear);
    }
  }
}

export const randomCases: readonly SeriesCase[] = [
  {
    name: "does what the page map says, at random",
    series: (onNewRig) => {
      let arbitrary: fc.Arbitrary<readonly Operation[]> | undefined;
      let tries = 1;
      let salt = 0;
      onNewRig(({ variant, settings, isWhole, share }) => {
        arbitrary = operations(variant, settings, 14);
        tries = isWhole ? 10 : share.thorough ? 2 : 1;
        salt = share.number;
      });
      if (!arbitrary) throw new Error("no table, no operations");
      fc.assert(
        fc.property(arbitrary, (sequence) => {
          onNewRig((rig) => {
            for (const operation of sequence) perform(rig, operation);
            rig.check();
          });
        }),
        runs(tries, salt),
      );
    },
  },
];
