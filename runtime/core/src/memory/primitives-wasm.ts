import type { WordPrimitives } from "./primitives.js";
import { ScriptPrimitives } from "./primitives-script.js";
import type { WasmApi, WasmFunction, WasmMemory } from "./wasm-api.js";
import {
  assembleModule,
  block,
  branch,
  branchIf,
  type Code,
  functionReturn,
  i32,
  i32Const,
  i32x4,
  i64FromHalves,
  i64x2,
  ifThen,
  localGet,
  localSet,
  localTee,
  loop,
  v128,
  vectorAccess,
  vectorConst,
  type WasmFunctionSource,
} from "./wasm-assembler.js";

/** What differs between items of 32 and of 64 bits. */
interface Width {
  readonly bits: 32 | 64;
  readonly lanes: typeof i32x4 | typeof i64x2;
  readonly loadSplat: number;
  readonly storeLane: number;
  /** A vector that counts its lanes: 0, 1, ... */
  readonly ramp: Code;
  /** A vector that holds the number of lanes in each. */
  readonly laneCount: Code;
}

const width32: Width = {
  bits: 32,
  lanes: i32x4,
  loadSplat: v128.load32Splat,
  storeLane: v128.store32Lane,
  ramp: vectorConst([0, 1, 2, 3]),
  laneCount: vectorConst([4, 4, 4, 4]),
};

const width64: Width = {
  bits: 64,
  lanes: i64x2,
  loadSplat: v128.load64Splat,
  storeLane: v128.store64Lane,
  ramp: vectorConst([0, 0, 1, 0]),
  laneCount: vectorConst([2, 0, 2, 0]),
};

// Every function begins with these parameters. `word` becomes a byte address that advances; `count` counts down.
const at = 0;
const left = 1;
const firstItem = 2;

const vectorBytes = 16;
/** Vectors handled in one round of the fast loop, so that its bookkeeping is spread over 64 bytes. */
const vectorsPerRound = 4;
const zeroVector = vectorConst([0, 0, 0, 0]);

/** Pushes a vector of copies of the n-th item among the parameters. */
function splatItem(width: Width, n: number): Code {
  if (width.bits === 32) return [localGet(firstItem + n), width.lanes.splat];
  return [i64FromHalves(firstItem + 2 * n, firstItem + 2 * n + 1), width.lanes.splat];
}

/** First local after `word`, `count` and so many items. */
function localAfter(width: Width, items: number): number {
  return firstItem + (items * width.bits) / 32;
}

/** `word` becomes the byte address. */
const toByteAddress: Code = [localGet(at), i32Const(2), i32.shl, localSet(at)];

/**
 * Repeats `round` while at least `items` are left, advancing by them. A branch out of `round` with depth 1 leaves the
 * loop before that advance.
 */
function whileLeft(width: Width, items: number, round: Code): Code {
  return block(
    loop(
      [localGet(left), i32Const(items), i32.ltU, branchIf(1)],
      round,
      [localGet(at), i32Const((items * width.bits) / 8), i32.add, localSet(at)],
      [localGet(left), i32Const(items), i32.sub, localSet(left)],
      branch(0),
    ),
  );
}

/** A fast loop over several vectors a round, then one item at a time. */
function overItems(width: Width, fast: (offsets: number[]) => Code, slow: Code): Code {
  const offsets = Array.from({ length: vectorsPerRound }, (_, n) => n * vectorBytes);
  const perRound = (vectorsPerRound * vectorBytes * 8) / width.bits;
  return [whileLeft(width, perRound, fast(offsets)), whileLeft(width, 1, slow)];
}

function fillRising(width: Width): WasmFunctionSource {
  const value = localAfter(width, 2);
  const step = value + 1;
  const stride = value + 2;
  const { add, mul } = width.lanes;
  return {
    name: `fillRising${width.bits}`,
    parameters: localAfter(width, 2),
    returnsI32: false,
    locals: { i32: 0, v128: 3 },
    body: [
      toByteAddress,
      [splatItem(width, 1), localTee(step), width.laneCount, mul, localSet(stride)],
      [splatItem(width, 0), localGet(step), width.ramp, mul, add, localSet(value)],
      overItems(
        width,
        (offsets) =>
          offsets.map((offset) => [
            [localGet(at), localGet(value), vectorAccess(v128.store, offset)],
            [localGet(value), localGet(stride), add, localSet(value)],
          ]),
        [
          [localGet(at), localGet(value), vectorAccess(width.storeLane, 0, 0)],
          [localGet(value), localGet(step), add, localSet(value)],
        ],
      ),
    ],
  };
}

function fillEqual(width: Width): WasmFunctionSource {
  const value = localAfter(width, 1);
  return {
    name: `fillEqual${width.bits}`,
    parameters: localAfter(width, 1),
    returnsI32: false,
    locals: { i32: 0, v128: 1 },
    body: [
      toByteAddress,
      [splatItem(width, 0), localSet(value)],
      overItems(
        width,
        (offsets) =>
          offsets.map((offset) => [localGet(at), localGet(value), vectorAccess(v128.store, offset)]),
        [localGet(at), localGet(value), vectorAccess(width.storeLane, 0, 0)],
      ),
    ],
  };
}

/**
 * Index of the first item whose masked bits (first item parameter) are those of the second, or are not, or -1: what a
 * vector of `found` tells of the differences.
 */
function find(width: Width, name: string, found: Code): WasmFunctionSource {
  const total = localAfter(width, 2);
  const mask = total + 1;
  const value = total + 2;
  const tell: Code = [localGet(value), v128.xor, localGet(mask), v128.and, found];
  return {
    name: `${name}${width.bits}`,
    parameters: localAfter(width, 2),
    returnsI32: true,
    locals: { i32: 1, v128: 2 },
    body: [
      toByteAddress,
      [localGet(left), localSet(total)],
      [splatItem(width, 0), localSet(mask)],
      [splatItem(width, 1), localSet(value)],
      overItems(
        width,
        // The fast loop only tells that there is one; the slow loop goes on from there and tells which.
        (offsets) => [
          offsets.map((offset, n) => [
            [localGet(at), vectorAccess(v128.load, offset), tell],
            n === 0 ? [] : v128.or,
          ]),
          v128.anyTrue,
          branchIf(1),
        ],
        [
          [localGet(at), vectorAccess(width.loadSplat, 0), tell, v128.anyTrue],
          ifThen(localGet(total), localGet(left), i32.sub, functionReturn),
        ],
      ),
      i32Const(-1),
    ],
  };
}

function clear(width: Width): WasmFunctionSource {
  const found = localAfter(width, 1);
  const mask = found + 1;
  const items = found + 2;
  const bits = found + 3;
  const { ne, bitmask } = width.lanes;
  const keep: Code = [localGet(items), localGet(mask), v128.andNot];
  const load = (opcode: number, offset: number): Code => [
    [localGet(at), vectorAccess(opcode, offset), localTee(items)],
    [localGet(mask), v128.and, localTee(bits), v128.anyTrue],
  ];
  return {
    name: `clear${width.bits}`,
    parameters: localAfter(width, 1),
    returnsI32: true,
    locals: { i32: 1, v128: 3 },
    body: [
      toByteAddress,
      [splatItem(width, 0), localSet(mask)],
      overItems(
        width,
        (offsets) =>
          offsets.map((offset) => [
            load(v128.load, offset),
            ifThen(
              [localGet(at), keep, vectorAccess(v128.store, offset)],
              [localGet(bits), zeroVector, ne, bitmask, i32.popcnt],
              [localGet(found), i32.add, localSet(found)],
            ),
          ]),
        [
          load(width.loadSplat, 0),
          ifThen(
            [localGet(at), keep, vectorAccess(width.storeLane, 0, 0)],
            [localGet(found), i32Const(1), i32.add, localSet(found)],
          ),
        ],
      ),
      localGet(found),
    ],
  };
}

/** The module's bytes, for memory that is shared or not. */
export function primitivesModule(sharedMemory: boolean): Uint8Array {
  const functions = [width32, width64].flatMap((width) => [
    fillRising(width),
    fillEqual(width),
    find(width, "findUnlike", []),
    find(width, "findLike", [zeroVector, width.lanes.eq]),
    clear(width),
  ]);
  return assembleModule(functions, sharedMemory);
}

/** The primitives in WebAssembly with SIMD: one call per table, then 16 bytes at a time. */
export class WasmPrimitives implements WordPrimitives {
  readonly kind = "wasm";
  // The exports themselves, so that a call goes straight from the caller into WebAssembly.
  readonly fillRising64: WordPrimitives["fillRising64"];
  readonly fillRising32: WordPrimitives["fillRising32"];
  readonly fillEqual64: WordPrimitives["fillEqual64"];
  readonly fillEqual32: WordPrimitives["fillEqual32"];
  readonly clear64: WordPrimitives["clear64"];
  readonly clear32: WordPrimitives["clear32"];
  private readonly findUnlike64: WasmFunction;
  private readonly findUnlike32: WasmFunction;
  private readonly findLike64: WasmFunction;
  private readonly findLike32: WasmFunction;

  /** Throws if the host cannot run it, e.g. for want of SIMD or because a policy forbids to compile. */
  constructor(api: WasmApi, memory: WasmMemory, shared: boolean) {
    const instance = new api.Instance(compiled(api, shared), { host: { memory } });
    const { exports } = instance;
    this.fillRising64 = exports.fillRising64;
    this.fillRising32 = exports.fillRising32;
    this.fillEqual64 = exports.fillEqual64;
    this.fillEqual32 = exports.fillEqual32;
    this.findUnlike64 = exports.findUnlike64;
    this.findUnlike32 = exports.findUnlike32;
    this.findLike64 = exports.findLike64;
    this.findLike32 = exports.findLike32;
    if (shared) {
      // A vector cannot be changed atomically, and bits that others set meanwhile must not be lost.
      const script = new ScriptPrimitives(new Int32Array(memory.buffer), shared);
      this.clear64 = script.clear64.bind(script);
      this.clear32 = script.clear32.bind(script);
    } else {
      this.clear64 = exports.clear64;
      this.clear32 = exports.clear32;
    }
  }

  zero(word: number, countWords: number): void {
    this.fillEqual32(word, countWords, 0);
  }

  findSet64(word: number, count: number, maskLo: number, maskHi: number): number {
    return this.findUnlike64(word, count, maskLo, maskHi, 0, 0);
  }

  findSet32(word: number, count: number, mask: number): number {
    return this.findUnlike32(word, count, mask, 0);
  }

  countLike64(word: number, count: number, maskLo: number, maskHi: number, lo: number, hi: number): number {
    const found = this.findUnlike64(word, count, maskLo, maskHi, lo, hi);
    return found < 0 ? count : found;
  }

  countLike32(word: number, count: number, mask: number, value: number): number {
    const found = this.findUnlike32(word, count, mask, value);
    return found < 0 ? count : found;
  }

  countUnlike64(word: number, count: number, maskLo: number, maskHi: number, lo: number, hi: number): number {
    const found = this.findLike64(word, count, maskLo, maskHi, lo, hi);
    return found < 0 ? count : found;
  }

  countUnlike32(word: number, count: number, mask: number, value: number): number {
    const found = this.findLike32(word, count, mask, value);
    return found < 0 ? count : found;
  }

  anySet64(word: number, count: number, maskLo: number, maskHi: number): boolean {
    return this.findUnlike64(word, count, maskLo, maskHi, 0, 0) >= 0;
  }

  anySet32(word: number, count: number, mask: number): boolean {
    return this.findUnlike32(word, count, mask, 0) >= 0;
  }

  allSet64(word: number, count: number, maskLo: number, maskHi: number): boolean {
    return this.findUnlike64(word, count, maskLo, maskHi, maskLo, maskHi) < 0;
  }

  allSet32(word: number, count: number, mask: number): boolean {
    return this.findUnlike32(word, count, mask, mask) < 0;
  }
}

/** Compiled once per kind of memory, which the import has to name. */
const modules: { plain?: object; shared?: object } = {};

function compiled(api: WasmApi, shared: boolean): object {
  const kind = shared ? "shared" : "plain";
  modules[kind] ??= new api.Module(primitivesModule(shared));
  return modules[kind];
}
