import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseRecording } from "./parse-recording.js";
import type { Json, JsonObject, Recording } from "./recording.js";
import { isArray, isObject } from "./shape.js";

/**
 * A script for which another behaviour was decided than the recorded one, so that every later step and the final
 * state differ as well. It applies to exactly the recorded content, wherever that lies.
 */
export interface Ruling {
  /** Heading of its section in docs/deviations.md. */
  readonly id: string;
  readonly reason: string;
  /** {@link contentHash} of the recording it replaces. */
  readonly recorded: string;
  /** Takes the place of these members of the recording. */
  readonly expected: {
    readonly steps: readonly JsonObject[];
    readonly final: JsonObject;
    readonly deinit: JsonObject;
  };
}

/** Members that say something about behaviour. */
const content = ["format", "config", "init", "steps", "final", "deinit"];

let shipped: readonly Ruling[] | undefined;

/** The rulings that come with the toolchain; they are data: rulings.json. */
export function shippedRulings(): readonly Ruling[] {
  shipped ??= JSON.parse(
    readFileSync(new URL("../../src/verify/rulings.json", import.meta.url), "utf8"),
  ) as Ruling[];
  return shipped;
}

/** SHA-256 of what a recording says about behaviour, independent of the spelling of the file. */
function contentHash(document: JsonObject): string {
  const members = content.map((name) => [name, ordered(document[name] ?? null)]);
  return createHash("sha256").update(JSON.stringify(members)).digest("hex");
}

/** The recording to replay instead, if there is a ruling on it. */
export function ruleOn(
  recording: Recording,
  rulings: readonly Ruling[],
): { readonly ruling: Ruling; readonly recording: Recording } | undefined {
  if (rulings.length === 0) return undefined;
  const hash = contentHash(recording.document);
  const ruling = rulings.find(({ recorded }) => recorded === hash);
  if (ruling === undefined) return undefined;
  const parsed = parseRecording({ ...recording.document, ...ruling.expected });
  if (parsed.kind !== "recording") throw new Error(`ruling ${ruling.id} on ${hash} is no recording`);
  return { ruling, recording: parsed };
}

function ordered(value: Json): Json {
  if (isArray(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, ordered(member)]));
}
