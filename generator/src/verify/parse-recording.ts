import { isManifest } from "./dump/manifest.js";
import { hasPageCounts, parsePageCounts } from "./page-counts/parse-page-counts.js";
import type {
  InitList,
  InitStep,
  Json,
  JsonObject,
  Outcome,
  Parsed,
  Range,
  RecordedConfig,
  Recording,
  Step,
} from "./recording.js";
import { bothOf, elements, hexValue, objectOf, pick } from "./recording-members.js";
import { initListMembers, initStepMembers, operationShapes, recordingMembers } from "./recording-shapes.js";
import { checkMembers, isArray, isObject, MalformedRecording } from "./shape.js";

/**
 * Tells from its content what a document is, and checks it if it is a page-table recording.
 * Throws {@link MalformedRecording} if it claims to be one and is not.
 */
export function parseRecording(document: Json): Parsed {
  if (!isObject(document)) return { kind: "unsupported", name: "not a recording" };
  if (Object.hasOwn(document, "steps")) {
    if (hasPageCounts(document)) return parsePageCounts(document);
    return isInitList(document) ? parseInitList(document) : parseTableRecording(document);
  }
  if (Object.hasOwn(document, "final") || Object.hasOwn(document, "init"))
    throw new MalformedRecording("", 'member "steps" is missing');
  if (isManifest(document)) return { kind: "unsupported", name: "dump manifest" };
  if (typeof document.kind === "string") return { kind: "unsupported", name: "context recording" };
  return { kind: "unsupported", name: "not a recording" };
}

/** The first line of a JSON Lines file tells what it is. */
export function parseFirstLine(line: Json): Parsed {
  const transcript = isObject(line) && typeof line.t === "string";
  return { kind: "unsupported", name: transcript ? "transcript" : "not a recording" };
}

function isInitList(document: JsonObject): boolean {
  const steps = document.steps;
  if (!isArray(steps) || steps.length === 0) return false;
  return steps.every((step) => isObject(step) && step.op === "init");
}

function parseInitList(document: JsonObject): InitList {
  const { format, steps } = checkMembers(document, "", initListMembers);
  return {
    kind: "init list",
    format: String(format),
    steps: elements(steps).map((step, index) => parseInitStep(step, `steps[${index}]`)),
  };
}

function parseInitStep(value: Json, place: string): InitStep {
  const { op: _op, config, ...outcome } = checkMembers(value, place, initStepMembers);
  const created = outcome.ret === 0;
  if (created !== Object.hasOwn(outcome, "init") || created !== Object.hasOwn(outcome, "top_entries"))
    throw new MalformedRecording(place, "init and top_entries go with ret 0, and only with it");
  return { config: parseConfig(config, `${place}.config`), outcome };
}

function parseTableRecording(document: JsonObject): Recording {
  const checked = checkMembers(document, "", recordingMembers);
  return {
    kind: "recording",
    format: String(checked.format),
    config: parseConfig(checked.config, "config"),
    init: objectOf(checked.init),
    steps: elements(checked.steps).map((step, index) => parseStep(step, `steps[${index}]`)),
    final: objectOf(checked.final),
    deinit: objectOf(checked.deinit),
    document,
  };
}

function parseConfig(value: Json | undefined, place: string): RecordedConfig {
  if (!isObject(value)) throw new MalformedRecording(place, "expected an object");
  const { features, ...members } = value;
  if (!isArray(features)) throw new MalformedRecording(place, 'member "features" must be a list');
  return { features: features.map(String), members };
}

function parseStep(value: Json, place: string): Step {
  if (!isObject(value) || typeof value.op !== "string")
    throw new MalformedRecording(place, 'member "op" is missing or no string');
  const shape = Object.hasOwn(operationShapes, value.op) ? operationShapes[value.op] : undefined;
  if (shape === undefined)
    throw new MalformedRecording(place, `unknown operation ${JSON.stringify(value.op)}`);
  const { op: _op, ...members } = value;
  checkMembers(members, place, bothOf(shape.inputs, shape.outcome));
  const outcome: Outcome = pick(members, shape.outcome);
  const iova = members.iova;
  switch (value.op) {
    case "map":
      return {
        op: "map",
        va: hexValue(iova),
        oa: hexValue(members.oa),
        length: hexValue(members.len),
        protections: elements(members.prot).map(String),
        outcome,
      };
    case "unmap":
      return { op: "unmap", va: hexValue(iova), length: hexValue(members.len), outcome };
    case "unmap_gather":
      return parseGather(members, outcome, place);
    case "iova_to_phys":
      return { op: "iova_to_phys", va: hexValue(iova), outcome };
    case "set_dirty":
      return { op: "set_dirty", va: hexValue(iova), outcome };
    case "read_and_clear_dirty":
      return {
        op: "read_and_clear_dirty",
        va: hexValue(iova),
        length: hexValue(members.len),
        clear: elements(members.flags).length === 0,
        bitmap: members.bitmap !== false,
        outcome,
      };
    case "alloc_limit":
      return { op: "alloc_limit", allow: members.allow === null ? null : Number(members.allow), outcome };
    case "check":
      return { op: "check", outcome };
    default:
      return { op: "note", outcome };
  }
}

function parseGather(members: JsonObject, outcome: Outcome, place: string): Step {
  const ranges = elements(members.ranges).map((range) => parseRange(range));
  if (elements(outcome.unmapped).length !== ranges.length)
    throw new MalformedRecording(`${place}.unmapped`, `expected ${ranges.length} elements, one per range`);
  return { op: "unmap_gather", ranges, queued: members.queued === true, outcome };
}

function parseRange(value: Json): Range {
  const [va, length] = elements(value);
  return { va: hexValue(va), length: hexValue(length) };
}
