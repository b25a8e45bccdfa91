/** Where a workload works: VAs at random, or the starts of ranges in random order. The C contestants have the same. */
export type Places =
  | {
      readonly kind: "random";
      readonly count: number;
      readonly base: number;
      /** lg2 of the slots to choose among. */
      readonly slotsLg2: number;
      /** lg2 of the bytes from slot to slot; a VA lies in the first 4 KiB of its slot. */
      readonly strideLg2: number;
      readonly seed: number;
    }
  | {
      readonly kind: "shuffled";
      readonly count: number;
      readonly base: number;
      readonly strideLg2: number;
      readonly seed: number;
    };

/** Marsaglia's xorshift32; `seed` is not 0. */
function randomNumbers(seed: number): () => number {
  let x = seed | 0;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x >>> 0;
  };
}

/** The VAs, all below 2^53. */
export function vasOf(places: Places): readonly number[] {
  const random = randomNumbers(places.seed);
  const stride = 2 ** places.strideLg2;
  if (places.kind === "random") {
    return Array.from({ length: places.count }, () => {
      const slot = random() >>> (32 - places.slotsLg2);
      return places.base + slot * stride + (random() & 0xfff);
    });
  }
  const vas = Array.from({ length: places.count }, (_, at) => places.base + at * stride);
  for (let at = vas.length - 1; at > 0; at--) {
    const other = random() % (at + 1);
    [vas[at], vas[other]] = [vas[other], vas[at]];
  }
  return vas;
}

/** Numbers as pairs of int32 words, low word first. */
export function wordsOf(numbers: readonly number[]): Int32Array {
  const words = new Int32Array(2 * numbers.length);
  numbers.forEach((number, at) => {
    words[2 * at] = number % 2 ** 32;
    words[2 * at + 1] = Math.floor(number / 2 ** 32);
  });
  return words;
}
