import fc from "fast-check";
import type { VariantModel } from "../generator/src/model/model.js";
import { edgeVas, sizesOf } from "./conformance/places.js";
import { halves, leafOaBits, type Settings } from "./model/settings.js";

/** One call, with everything it takes. */
export type Operation =
  | {
      readonly op: "map";
      readonly va: bigint;
      readonly oa: bigint;
      readonly length: bigint;
      readonly protection: number;
    }
  | { readonly op: "unmap"; readonly va: bigint; readonly length: bigint }
  | { readonly op: "translate"; readonly va: bigint }
  | { readonly op: "set dirty"; readonly va: bigint }
  | { readonly op: "read dirty"; readonly va: bigint; readonly length: bigint; readonly clear: boolean };

/**
 * How often properties are tried; GENERIC_PT_SOAK multiplies it, and then every run is another. Subjects that have few
 * tries each try different things when their `salt` differs.
 */
export function runs(usual: number, salt = 0): { readonly numRuns: number; readonly seed?: number } {
  const soak = Number(process.env.GENERIC_PT_SOAK ?? 0);
  return soak > 0 ? { numRuns: usual * soak } : { numRuns: usual, seed: 20190412 + salt };
}

/**
 * The same for one of the classes of a variant: all tries for the first, a third for each of the others, and different
 * ones. What they have in common is found by the first; what a style or a binding has of its own, by any try.
 */
export function runsOfClass(
  usual: number,
  number: number,
): { readonly numRuns: number; readonly seed?: number } {
  return runs(number === 0 ? usual : Math.ceil(usual / 3), number);
}

/**
 * Sequences of operations that meet again and again around one or two edges of the tree. With `strays`, and where VAs
 * are sign-extended, some are about VAs that hardware does not have: between the halves, or with another highest
 * translated bit.
 */
export function operations(
  variant: VariantModel,
  settings: Settings,
  maxLength: number,
  { strays = false } = {},
): fc.Arbitrary<readonly Operation[]> {
  const granule = 1n << BigInt(variant.granuleLg2);
  const parts = halves(settings);
  const oaEnd = 1n << BigInt(leafOaBits(variant, settings));
  const sizes = sizesOf(settings.pageSizes);
  const zones = edgeVas(variant, settings, granule);
  const size = fc.oneof(
    fc.constant(granule),
    fc.constantFrom(...sizes.slice(0, 5)),
    fc.constantFrom(...sizes),
  );
  const vaNear = (zone: bigint) =>
    fc.tuple(size, fc.integer({ min: -2, max: 4 }), fc.nat(3)).map(([unit, units, granules]) => {
      const va = zone - (zone % unit) + BigInt(units) * unit + BigInt(granules === 3 ? 1 : 0) * granule;
      return parts.some(({ first, last }) => first <= va && va <= last) ? va : zone;
    });
  const half = parts[0].last + 1n;
  const strayed = (va: bigint) => {
    if (!strays || !settings.hasUpperHalf) return fc.constant(va);
    const beside = va < half ? va + half : va - half;
    return fc.oneof({ weight: 9, arbitrary: fc.constant(va) }, { weight: 1, arbitrary: fc.constant(beside) });
  };
  const length = fc.tuple(size, fc.integer({ min: 1, max: 5 })).map(([unit, units]) => unit * BigInt(units));
  const protection = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(1, 2, 3) },
    { weight: 1, arbitrary: fc.nat(63) },
  );

  /** OAs that share the low bits of a VA, so that large leaves come about. */
  const map = (va: bigint) =>
    fc
      .record({ unit: size, base: fc.nat(40), odd: fc.nat(9), length, protection })
      .map(({ unit, base, odd, length: bytes, protection: asked }): Operation => {
        const aligned = (va % unit) + BigInt(base) * unit;
        const oa = (odd === 0 ? aligned + granule : odd === 1 ? aligned + granule / 2n : aligned) % oaEnd;
        return { op: "map", va, oa, length: atMost(bytes, leafAt(sizes, va, oa) * 48n), protection: asked };
      });
  const operation = (zone: bigint): fc.Arbitrary<Operation> =>
    vaNear(zone)
      .chain(strayed)
      .chain((va) =>
        fc.oneof(
          { weight: 6, arbitrary: map(va) },
          { weight: 4, arbitrary: length.map((bytes): Operation => ({ op: "unmap", va, length: bytes })) },
          { weight: 1, arbitrary: fc.constant<Operation>({ op: "translate", va: va + 5n }) },
          { weight: 2, arbitrary: fc.constant<Operation>({ op: "set dirty", va: va + 5n }) },
          {
            weight: 2,
            arbitrary: fc.tuple(length, fc.boolean()).map(
              ([bytes, clear]): Operation => ({
                op: "read dirty",
                va,
                length: atMost(bytes, granule * 4096n),
                clear,
              }),
            ),
          },
        ),
      );
  return fc
    .shuffledSubarray([...zones], { minLength: 1, maxLength: 2 })
    .chain((some) => fc.array(fc.constantFrom(...some).chain(operation), { minLength: 1, maxLength }));
}

/** The largest leaf that VA and OA can have in common: longer ranges than some of these take too many leaves. */
function leafAt(sizes: readonly bigint[], va: bigint, oa: bigint): bigint {
  return sizes.findLast((size) => (va ^ oa) % size === 0n) ?? sizes[0];
}

function atMost(bytes: bigint, most: bigint): bigint {
  return bytes < most ? bytes : most;
}
