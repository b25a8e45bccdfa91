import fc from "fast-check";
import { expect, it } from "vitest";
import { drawItem } from "../generator/src/docs/draw-item.js";
import { overlappingTexts } from "../generator/src/docs/drawing.js";
import type { ItemPicture, Segment } from "../generator/src/docs/item-picture.js";
import { expectWellFormed } from "./well-formed.js";

const roles: readonly Segment["role"][] = [
  "must",
  "address",
  "dirty",
  "right",
  "feature",
  "field",
  "any",
  "unused",
];

const name = fc
  .array(fc.stringMatching(/^[a-z0-9]{1,16}$/), { minLength: 1, maxLength: 5 })
  .map((words) => words.join("-"));

const part = fc.record({
  width: fc.integer({ min: 1, max: 20 }),
  role: fc.constantFrom(...roles),
  name: fc.oneof(fc.constant(""), name),
  from: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
  isOne: fc.boolean(),
  value: fc.oneof(fc.constant(""), fc.constant("level + 1"), fc.constant("is not 1, 2, 3, 5, 8 or 13")),
});

const picture: fc.Arbitrary<ItemPicture> = fc
  .record({
    bits: fc.constantFrom(32 as const, 64 as const),
    parts: fc.array(part, { minLength: 1, maxLength: 64 }),
    name,
  })
  .map(({ bits, parts, name: encoding }) => {
    const segments: Segment[] = [];
    for (let high: number = bits - 1, at = 0; high >= 0; at++) {
      const {
        width = 1,
        role = "field",
        name: own = "",
        from,
        isOne = false,
        value = "",
      } = parts[at % parts.length] ?? {};
      const low = Math.max(0, high - width + 1);
      const digits = new Map(
        value === "" && role === "must"
          ? Array.from({ length: high - low + 1 }, (_, bit) => [
              low + bit,
              { digit: isOne ? "1" : "0", isWritten: false },
            ])
          : [],
      ) as Segment["digits"];
      segments.push({ high, low, role, name: own, ...(from === undefined ? {} : { from }), digits, value });
      high = low - 1;
    }
    return { encoding, kind: "leaf", bits, levels: [0], segments };
  });

it("texts have room of their own, whatever the fields are called and however narrow they are", () => {
  fc.assert(
    fc.property(picture, (one) => {
      const drawing = drawItem(one);
      expect(overlappingTexts(drawing.texts)).toEqual([]);
      expect(drawing.texts.every(({ left, right }) => left >= 0 && right <= drawing.width)).toBe(true);
      expectWellFormed(drawing.svg(drawing.height));
    }),
    { numRuns: 80 },
  );
});
