import type { PageCountRecording } from "./page-counts/page-count-recording.js";

/** A value as it stands in a JSON document. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/**
 * The results that a recording claims (or a replay observed), by the field names and in the spelling of the file:
 * addresses and lengths are lower-case hexadecimal strings. A field that is absent says "nothing of the kind".
 */
export type Outcome = JsonObject;

/** VA and length of one range. */
export interface Range {
  readonly va: bigint;
  readonly length: bigint;
}

/** One operation of a recording: what was asked for, and in `outcome` what came back. */
export type Step =
  | MapStep
  | UnmapStep
  | UnmapGatherStep
  | TranslateStep
  | SetDirtyStep
  | ReadDirtyStep
  | AllocLimitStep
  | CheckStep
  | NoteStep;

interface StepBase<Op extends string> {
  readonly op: Op;
  readonly outcome: Outcome;
}

export interface MapStep extends StepBase<"map"> {
  readonly va: bigint;
  readonly oa: bigint;
  readonly length: bigint;
  readonly protections: readonly string[];
}

export interface UnmapStep extends StepBase<"unmap">, Range {}

/** Several unmaps that share one gather. */
export interface UnmapGatherStep extends StepBase<"unmap_gather"> {
  readonly ranges: readonly Range[];
  /** The flush is left to somebody else: nothing is invalidated here. */
  readonly queued: boolean;
}

export interface TranslateStep extends StepBase<"iova_to_phys"> {
  readonly va: bigint;
}

export interface SetDirtyStep extends StepBase<"set_dirty"> {
  readonly va: bigint;
}

export interface ReadDirtyStep extends StepBase<"read_and_clear_dirty">, Range {
  readonly clear: boolean;
  /** Whether pieces are reported; without, only the flush shows what was dirty. */
  readonly bitmap: boolean;
}

export interface AllocLimitStep extends StepBase<"alloc_limit"> {
  /** Table allocations that still succeed; null: no limit. */
  readonly allow: number | null;
}

export interface CheckStep extends StepBase<"check"> {}

export interface NoteStep extends StepBase<"note"> {}

/** What a table was created with: `features`, and the other members by the names of the recording. */
export interface RecordedConfig {
  readonly features: readonly string[];
  readonly members: JsonObject;
}

/** One table's life: created, worked on, read out, destroyed. */
export interface Recording {
  readonly kind: "recording";
  readonly format: string;
  readonly config: RecordedConfig;
  readonly init: Outcome;
  readonly steps: readonly Step[];
  readonly final: Outcome;
  readonly deinit: Outcome;
  /** The document as it was read, for what is said about the whole of it. */
  readonly document: JsonObject;
}

export interface InitStep {
  readonly config: RecordedConfig;
  readonly outcome: Outcome;
}

/** A list of independent creations. */
export interface InitList {
  readonly kind: "init list";
  readonly format: string;
  readonly steps: readonly InitStep[];
}

/** A document that is understood but cannot be replayed, with the name under which it is counted. */
export interface Unsupported {
  readonly kind: "unsupported";
  readonly name: string;
}

export type Parsed = Recording | InitList | PageCountRecording | Unsupported;
