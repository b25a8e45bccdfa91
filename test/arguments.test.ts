import { Arena, EINVAL, EOVERFLOW, Protection } from "@generic-pt/core";
import { expect, it } from "vitest";
import * as sv32 from "../generated/riscv32/src/sv32/arena/index.js";
import * as vtdss from "../generated/vtdss/src/vtdss/arena/index.js";

const both = Protection.READ | Protection.WRITE;

it("a batch refuses addresses of which a format's words hold a part only", () => {
  const state = sv32.createState(new Arena({ bytes: 1 << 16 }));
  expect(sv32.mapNumber(state, 0x400000, 0x5000, 0x1000, both)).toBe(0x1000);
  const vas = Int32Array.of(0x400010, 0, 0x400010, 0x1000, 0x400020, 0);
  const oas = new Int32Array(6);
  const statuses = new Int32Array(3);
  expect(sv32.translateBatch(state, vas, oas, statuses)).toBe(2);
  expect([...statuses]).toEqual([0, EOVERFLOW, 0]);
  expect([oas[0], oas[4]]).toEqual([0x5010, 0x5020]);
});

it.each([999, 64, -1, 1.5, Number.NaN])("%s is no set of protections", (protection) => {
  const state = vtdss.createState(new Arena({ bytes: 1 << 16 }), { vaBits: 39, topLevel: 2 });
  expect(vtdss.mapNumber(state, 0, 0, 0x1000, protection)).toBe(EINVAL);
  expect(vtdss.translateNumber(state, 0)).toBeLessThan(0);
});

it("a sink that asks for dirty state while it is told of some is refused", () => {
  const table = vtdss.PageTable.create(new Arena({ bytes: 1 << 16 }), { vaBits: 39, topLevel: 2 });
  table.map(0n, 0n, 0x4000n, both);
  for (const va of [0n, 0x1000n, 0x2000n]) table.setDirty(va);
  let told = 0;
  table.readAndClearDirty(0n, 0x4000n, {
    dirty: () => {
      told += 1;
      expect(() => table.readAndClearDirty(0n, 0x4000n, undefined)).toThrow(
        expect.objectContaining({ code: "EBUSY" }),
      );
    },
  });
  expect(told).toBe(3);
});
