import { EOPNOTSUPP } from "../contract/errno.js";
import { PtError } from "../contract/error.js";
import type { PrimitivesKind, WordPrimitives } from "./primitives.js";
import { ScriptPrimitives } from "./primitives-script.js";
import { WasmPrimitives } from "./primitives-wasm.js";
import { wasmApi } from "./wasm-api.js";

/** The buffer of an arena with the primitives that work on it. */
export interface WordMemory {
  readonly words: Int32Array;
  readonly primitives: WordPrimitives;
}

const chunkBytes = 0x10000;

/**
 * Reserves `bytes` (a multiple of 64 KiB) of zeroed memory of fixed length. Left to choose, it falls back to plain
 * buffers and the script primitives where WebAssembly is missing, forbidden or out of address space.
 */
export function createWordMemory(bytes: number, shared: boolean, kind?: PrimitivesKind): WordMemory {
  if (kind === "script") return scriptMemory(bytes, shared);
  try {
    return wasmMemory(bytes, shared);
  } catch (cause) {
    if (kind === undefined) return scriptMemory(bytes, shared);
    throw new PtError(EOPNOTSUPP, "this host cannot run the WebAssembly primitives", { cause });
  }
}

function wasmMemory(bytes: number, shared: boolean): WordMemory {
  const api = wasmApi();
  if (api === undefined) throw new PtError(EOPNOTSUPP, "there is no WebAssembly");
  const chunks = bytes / chunkBytes;
  // A memory that could grow would make every access slower, and a shared one much slower.
  const memory = new api.Memory({ initial: chunks, maximum: chunks, shared });
  return {
    words: new Int32Array(memory.buffer),
    primitives: new WasmPrimitives(api, memory, shared),
  };
}

function scriptMemory(bytes: number, shared: boolean): WordMemory {
  const words = new Int32Array(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  return { words, primitives: new ScriptPrimitives(words, shared) };
}
