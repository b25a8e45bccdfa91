/**
 * Just enough of an assembler for the primitives: instructions are arrays of bytes, nested as is convenient, and
 * `assembleModule` lays out a module of functions over one imported memory.
 */
export type Code = number | readonly Code[];

/** A function whose parameters are all i32. */
export interface WasmFunctionSource {
  readonly name: string;
  readonly parameters: number;
  readonly returnsI32: boolean;
  /** Locals after the parameters, in this order. */
  readonly locals: { readonly i32: number; readonly v128: number };
  readonly body: Code;
}

const i32Type = 0x7f;
const v128Type = 0x7b;
const noResult = 0x40;
/** The most that an address of 32 bits reaches, in units of 64 KiB. */
const mostChunks = 0x10000;

export const localGet = (local: number): Code => [0x20, local];
export const localSet = (local: number): Code => [0x21, local];
export const localTee = (local: number): Code => [0x22, local];
export const i32Const = (value: number): Code => [0x41, signed(value)];
/** Leaves the function with the value on the stack. */
export const functionReturn: Code = 0x0f;
/** Leaves `depth` blocks (or goes on with the next round, if that is a loop) when the value on the stack is not 0. */
export const branchIf = (depth: number): Code => [0x0d, depth];
export const branch = (depth: number): Code => [0x0c, depth];
export const block = (...body: Code[]): Code => [0x02, noResult, body, end];
export const loop = (...body: Code[]): Code => [0x03, noResult, body, end];
export const ifThen = (...body: Code[]): Code => [0x04, noResult, body, end];
const end = 0x0b;

export const i32 = { eqz: 0x45, ltU: 0x49, popcnt: 0x69, add: 0x6a, sub: 0x6b, shl: 0x74 } as const;
const i64 = { or: 0x84, shl: 0x86, fromI32U: 0xad } as const;

/** Pushes the i64 that two i32 locals are the halves of. */
export const i64FromHalves = (lo: number, hi: number): Code => [
  [localGet(lo), i64.fromI32U],
  [localGet(hi), i64.fromI32U, [0x42, signed(32)], i64.shl],
  i64.or,
];

/** An instruction of the vector set. */
const vector = (opcode: number): Code => [0xfd, unsigned(opcode)];
/** A vector instruction that reads or writes memory at the address on the stack plus `offset`. */
export const vectorAccess = (opcode: number, offset: number, ...lane: number[]): Code => [
  vector(opcode),
  // The alignment is a hint; items are at least 4 bytes wide.
  2,
  unsigned(offset),
  lane,
];
/** Pushes a vector of 32-bit lanes. */
export const vectorConst = (lanes: readonly [number, number, number, number]): Code => [
  vector(0x0c),
  lanes.map((lane) => [lane & 0xff, (lane >>> 8) & 0xff, (lane >>> 16) & 0xff, lane >>> 24]),
];

export const v128 = {
  load: 0x00,
  load32Splat: 0x09,
  load64Splat: 0x0a,
  store: 0x0b,
  and: vector(0x4e),
  /** First operand without the bits of the second. */
  andNot: vector(0x4f),
  or: vector(0x50),
  xor: vector(0x51),
  anyTrue: vector(0x53),
  store32Lane: 0x5a,
  store64Lane: 0x5b,
} as const;

export const i32x4 = {
  splat: vector(0x11),
  eq: vector(0x37),
  ne: vector(0x38),
  bitmask: vector(0xa4),
  add: vector(0xae),
  mul: vector(0xb5),
} as const;

export const i64x2 = {
  splat: vector(0x12),
  eq: vector(0xd6),
  ne: vector(0xd7),
  bitmask: vector(0xc4),
  add: vector(0xce),
  mul: vector(0xd5),
} as const;

/** A module that exports the functions by name and imports its memory as `host.memory`. */
export function assembleModule(functions: readonly WasmFunctionSource[], sharedMemory: boolean): Uint8Array {
  const types = functions.map(({ parameters, returnsI32 }) => [
    0x60,
    list(Array.from({ length: parameters }, () => i32Type)),
    list(returnsI32 ? [i32Type] : []),
  ]);
  const memory = [
    name("host"),
    name("memory"),
    0x02,
    sharedMemory ? 0x03 : 0x01,
    unsigned(1),
    unsigned(mostChunks),
  ];
  const bodies = functions.map(({ locals, body }) => {
    const declared = list([
      [unsigned(locals.i32), i32Type],
      [unsigned(locals.v128), v128Type],
    ]);
    return sized([declared, body, end]);
  });
  return Uint8Array.from(
    flat([
      [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      section(1, types),
      section(2, [memory]),
      section(
        3,
        functions.map((_, index) => unsigned(index)),
      ),
      section(
        7,
        functions.map((source, index) => [name(source.name), 0x00, unsigned(index)]),
      ),
      section(10, bodies),
    ]),
  );
}

const section = (id: number, items: readonly Code[]): Code => [id, sized(list(items))];

const list = (items: readonly Code[]): Code => [unsigned(items.length), items];

const sized = (code: Code): Code => {
  const bytes = flat(code);
  return [unsigned(bytes.length), bytes];
};

/** Names here are ASCII. */
const name = (text: string): Code => list(Array.from(text, (letter) => letter.charCodeAt(0)));

function flat(code: Code): number[] {
  return typeof code === "number" ? [code] : code.flatMap(flat);
}

/** LEB128. */
function unsigned(value: number): number[] {
  const rest = value >>> 7;
  return rest === 0 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(rest)];
}

/** LEB128, signed. */
function signed(value: number): number[] {
  const rest = value >> 7;
  const ends = (value & 0x40) === 0 ? rest === 0 : rest === -1;
  return ends ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(rest)];
}
