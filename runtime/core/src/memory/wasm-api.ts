/**
 * What the core uses of WebAssembly, as types of its own: neither ECMAScript's nor Node's type declarations have it,
 * and those of the DOM are not everywhere.
 */
export interface WasmApi {
  readonly Memory: new (limits: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: boolean;
  }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Record<string, Record<string, unknown>>,
  ) => {
    readonly exports: Readonly<Record<string, WasmFunction>>;
  };
}

export interface WasmMemory {
  readonly buffer: ArrayBufferLike;
}

export type WasmFunction = (...numbers: number[]) => number;

/** The host's WebAssembly, if it has it. */
export function wasmApi(): WasmApi | undefined {
  const api: unknown = Reflect.get(globalThis, "WebAssembly");
  return typeof api === "object" && api !== null ? (api as WasmApi) : undefined;
}
