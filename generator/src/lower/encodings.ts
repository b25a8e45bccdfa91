import { hasField } from "@generic-pt/core";
import type { BitTest, ContiguousModel, EntryModel, LevelModel, VariantModel } from "../model/model.js";
import { binary, bool, both, call, choose, type Expr, either, not, num, zero } from "./ir.js";
import { bitMask, moveBits, testBits, type Words } from "./words.js";

/** Which encoding an item has, as tests on its words. */
export class Encodings {
  private readonly variant: VariantModel;
  readonly level: LevelModel;

  constructor(variant: VariantModel, level: LevelModel) {
    this.variant = variant;
    this.level = level;
  }

  ofKind(kind: EntryModel["kind"]): readonly EntryModel[] {
    return this.level.kinds.filter((encoding) => encoding.kind === kind);
  }

  isKind(item: Words, kind: EntryModel["kind"]): Expr {
    // Encodings with the same ones before them share the tests that exclude those.
    const groups = new Map<string, { readonly shadows: readonly EntryModel[]; any: Expr }>();
    for (const encoding of this.ofKind(kind)) {
      const shadows = this.shadowsOf(encoding);
      const key = shadows.map(({ name }) => name).join();
      const group = groups.get(key) ?? { shadows, any: bool(false) };
      group.any = either(group.any, this.matches(item, encoding));
      groups.set(key, group);
    }
    return [...groups.values()].reduce<Expr>((test, { shadows, any }) => {
      const excluding = shadows.reduce<Expr>(
        (rest, other) => both(not(this.matches(item, other)), rest),
        any,
      );
      return either(test, excluding);
    }, bool(false));
  }

  /** The item is a leaf of one item. */
  isSingle(item: Words): Expr {
    const isOne = ({ kind, contiguous }: EntryModel) => kind === "leaf" && !contiguous;
    const { kinds } = this.level;
    return kinds.filter(isOne).reduce<Expr>((any, encoding) => {
      const earlier = kinds.slice(0, kinds.indexOf(encoding));
      const shadows = earlier.filter((other) => !isOne(other) && !areDisjoint(other.tests, encoding.tests));
      const own = shadows.reduce<Expr>(
        (test, other) => both(not(this.matches(item, other)), test),
        this.matches(item, encoding),
      );
      return either(any, own);
    }, bool(false));
  }

  /** The one test that `isSingle` makes, if it makes just one. */
  singleTest(): BitTest | undefined {
    const { kinds } = this.level;
    const single = kinds.filter(({ kind, contiguous }) => kind === "leaf" && !contiguous);
    const [encoding] = single;
    if (!encoding || single.length > 1) return undefined;
    const earlier = kinds.slice(0, kinds.indexOf(encoding));
    const [shadow, ...more] = earlier.filter((other) => !areDisjoint(other.tests, encoding.tests));
    if (shadow) {
      // Whatever another encoding does not take.
      const [test, ...others] = shadow.tests;
      const isRest = more.length === 0 && encoding.tests.length === 0 && others.length === 0;
      return isRest && test && !shadow.contiguous ? { ...test, negated: !test.negated } : undefined;
    }
    const negated = encoding.tests.filter((test) => test.negated);
    if (negated.length === 0) return encoding.tests.reduce<BitTest>(mergeTests, anything);
    return encoding.tests.length === 1 ? encoding.tests[0] : undefined;
  }

  /** Encodings of other kinds that come first and share items with it; none that another of them covers whole. */
  private shadowsOf(encoding: EntryModel): readonly EntryModel[] {
    const earlier = this.level.kinds
      .slice(0, this.level.kinds.indexOf(encoding))
      .filter(({ kind, tests }) => kind !== encoding.kind && !areDisjoint(tests, encoding.tests));
    return earlier.filter((shadow, at) => {
      return !earlier.some((other, place) => {
        return place !== at && covers(other, shadow) && (place < at || !covers(shadow, other));
      });
    });
  }

  /** The encoding's name and the fields that tell it: "table (present 1, next-level 2)", with its citation. */
  describe(encoding: EntryModel): string {
    const told = encoding.tests.flatMap((test) =>
      this.variant.fields
        .filter((field) => hasField(field, this.level.level, encoding))
        .map(({ name, high, low }) => ({ name, low, mask: bitMask(high, low) }))
        .filter(({ mask }) => (test.mask & mask) === mask)
        .map(
          ({ name, low, mask }) =>
            `${name} ${test.negated ? "not " : ""}${(test.value & mask) >> BigInt(low)}`,
        ),
    );
    const fields = told.length > 0 ? ` (${told.join(", ")})` : "";
    return `${encoding.name}${fields}${encoding.cite ? ` [${encoding.cite}]` : ""}`;
  }

  /** The item matches `encoding`, perhaps after one before it. */
  matches(item: Words, encoding: EntryModel): Expr {
    const code = encoding.contiguous && sizeCodeOf(this.variant, this.level, encoding.contiguous);
    let tests = encoding.tests;
    if (code) {
      const at = tests.findIndex((test) => !test.negated);
      const fixed = { mask: code.fixedMask, value: code.fixedValue, negated: false };
      const merged = at < 0 ? fixed : mergeTests(tests[at], fixed);
      tests = [merged, ...tests.filter((_, index) => index !== at)];
    }
    const matched = tests.reduce<Expr>((all, test) => both(all, lowerTest(item, test)), bool(true));
    return code ? both(matched, code.isValid(item)) : matched;
  }

  /** lg2 of the items that a leaf fuses; of something that is a leaf. */
  itemsLg2(item: Words): Expr {
    const leaves = this.ofKind("leaf");
    const last = leaves[leaves.length - 1];
    return leaves.reduceRight<Expr>((rest, encoding) => {
      const count = this.countLg2(item, encoding);
      return encoding === last ? count : choose(this.matches(item, encoding), count, rest);
    }, zero);
  }

  private countLg2(item: Words, encoding: EntryModel): Expr {
    if (!encoding.contiguous) return zero;
    const code = sizeCodeOf(this.variant, this.level, encoding.contiguous);
    return code ? code.countLg2(item) : num(encoding.contiguous.countsLg2[0]);
  }
}

const anything: BitTest = { mask: 0n, value: 0n, negated: false };

/** How the size of a contiguous leaf stands in the bits of one level's items. */
export interface SizeCode {
  /** Bits that are the same for every size of the level. */
  readonly fixedMask: bigint;
  readonly fixedValue: bigint;
  /** Bit of the item where the part that tells the sizes apart begins, and its width. */
  readonly low: number;
  readonly width: number;
  isValid(item: Words): Expr;
  countLg2(item: Words): Expr;
  /** The bits for 2^itemsLg2 items; 0 < itemsLg2. */
  encode(itemsLg2: Expr): Words;
}

export function sizeCodeOf(
  variant: VariantModel,
  level: LevelModel,
  contiguous: ContiguousModel,
): SizeCode | undefined {
  if (!contiguous.sizeCode) return undefined;
  const { kind, low: codeLow } = contiguous.sizeCode;
  const low = codeLow + level.itemLg2 - variant.granuleLg2;
  const counts = contiguous.countsLg2;
  const width = counts[counts.length - 1];
  const fixedMask = bitMask(low - 1, codeLow);
  const pattern = (count: number): { mask: bigint; value: bigint } => ({
    mask: bitMask(low + count - 1, low),
    value: kind === "ones" ? bitMask(low + count - 2, low) : 1n << BigInt(low + count - 1),
  });
  const isCount = (item: Words, count: number): Expr =>
    testBits(item, pattern(count).mask, pattern(count).value);
  const risesFromTwo = kind === "ones" && counts.every((count, index) => count === index + 1);
  const all = bitMask(low + width - 1, low);
  return {
    fixedMask,
    fixedValue: kind === "ones" ? fixedMask : 0n,
    low,
    width,
    isValid: (item) =>
      risesFromTwo
        ? not(testBits(item, all, all))
        : counts.reduce<Expr>((any, count) => either(any, isCount(item, count)), bool(false)),
    countLg2: (item) => {
      if (!risesFromTwo) {
        return counts.reduceRight<Expr>(
          (rest, count, index) =>
            index === counts.length - 1 ? num(count) : choose(isCount(item, count), num(count), rest),
          zero,
        );
      }
      // One more than the trailing ones.
      const code = moveBits(item, low + width - 1, low, 0).lo;
      const lowestZero = binary("&", { k: "unary", op: "~", operand: code }, binary("+", code, num(1)));
      return binary("-", num(32), call("Math.clz32", [lowestZero]));
    },
    encode: (itemsLg2) => {
      const half = binary(">>>", binary("<<", num(1), itemsLg2), num(1));
      const code = kind === "ones" ? binary("-", half, num(1)) : half;
      return moveBits({ lo: code, hi: zero }, width - 1, 0, low);
    },
  };
}

function lowerTest(item: Words, test: BitTest): Expr {
  const holds = testBits(item, test.mask, test.value);
  return test.negated ? not(holds) : holds;
}

function mergeTests(a: BitTest, b: BitTest): BitTest {
  return { mask: a.mask | b.mask, value: a.value | b.value, negated: false };
}

/** No item passes both lists of tests. Errs on the side of false. */
function areDisjoint(a: readonly BitTest[], b: readonly BitTest[]): boolean {
  return a.some((left) => b.some((right) => contradict(left, right)));
}

/** Every item of `inner` matches `outer` as well. Errs on the side of false. */
function covers(outer: EntryModel, inner: EntryModel): boolean {
  if (outer.contiguous !== undefined) return false;
  return outer.tests.every((test) => inner.tests.some((given) => implies(given, test)));
}

function implies(given: BitTest, test: BitTest): boolean {
  if (given.negated) return test.negated && given.mask === test.mask && given.value === test.value;
  if (test.negated) return (given.value & test.mask) !== (test.value & given.mask);
  return (given.mask & test.mask) === test.mask && (given.value & test.mask) === test.value;
}

function contradict(a: BitTest, b: BitTest): boolean {
  const common = a.mask & b.mask;
  if (!a.negated && !b.negated) return (a.value & common) !== (b.value & common);
  if (a.negated && b.negated) return false;
  const [positive, negative] = a.negated ? [b, a] : [a, b];
  // The one demands exactly what the other rules out.
  return (
    (positive.mask & negative.mask) === negative.mask && (positive.value & negative.mask) === negative.value
  );
}
