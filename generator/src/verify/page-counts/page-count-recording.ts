import type { JsonObject, Outcome, Range, RecordedConfig } from "../recording.js";

/**
 * One operation of an interface that takes a page size and a number of pages: what was asked for, and in `outcome`
 * what came back.
 */
export type PageCountStep =
  | MapPagesStep
  | UnmapPagesStep
  | PlainStep<"iova_to_phys">
  | ReadDirtyPagesStep
  | PlainStep<"check">
  | PlainStep<"note">;

interface PlainStep<Op extends string> {
  readonly op: Op;
  /** 0 where the operation has none. */
  readonly va: bigint;
  readonly outcome: Outcome;
}

/** Pages of one size, one after the other. */
export interface Pages {
  readonly va: bigint;
  /** Bytes of each page; any number, also one that the table does not offer. */
  readonly size: bigint;
  readonly count: bigint;
}

export interface MapPagesStep extends Pages {
  readonly op: "map_pages";
  readonly oa: bigint;
  readonly protections: readonly string[];
  readonly outcome: Outcome;
}

export interface UnmapPagesStep extends Pages {
  readonly op: "unmap_pages";
  readonly outcome: Outcome;
}

export interface ReadDirtyPagesStep extends Range {
  readonly op: "read_and_clear_dirty";
  readonly clear: boolean;
  readonly outcome: Outcome;
}

/** One table's life, recorded through operations that take a page size and a number of pages. */
export interface PageCountRecording {
  readonly kind: "page-count recording";
  /** The name by which the map of formats knows the format: the recording's `config.fmt`. */
  readonly format: string;
  /** Its `quirks` are the features. */
  readonly config: RecordedConfig;
  readonly init: JsonObject;
  readonly steps: readonly PageCountStep[];
  readonly final: Outcome;
  readonly deinit: Outcome;
}
