import type { Json, JsonObject } from "../recording.js";
import { bothOf, elements, hexValue, objectOf, pick } from "../recording-members.js";
import { checkMembers, isObject, MalformedRecording } from "../shape.js";
import type { PageCountRecording, PageCountStep } from "./page-count-recording.js";
import { pageCountMembers, pageCountShapes } from "./page-count-shapes.js";

/** Whether a document is of an interface that takes page sizes and counts: its configuration names a `fmt`. */
export function hasPageCounts(document: JsonObject): boolean {
  return isObject(document.config) && Object.hasOwn(document.config, "fmt");
}

/** Checks such a document. Throws {@link MalformedRecording}. */
export function parsePageCounts(document: JsonObject): PageCountRecording {
  const checked = checkMembers(document, "", pageCountMembers);
  const { fmt, quirks, ...members } = objectOf(checked.config);
  return {
    kind: "page-count recording",
    format: String(fmt),
    config: { features: elements(quirks).map(String), members },
    init: objectOf(checked.init),
    steps: elements(checked.steps).map((step, index) => parseStep(step, `steps[${index}]`)),
    final: objectOf(checked.final),
    deinit: objectOf(checked.deinit),
  };
}

function parseStep(value: Json, place: string): PageCountStep {
  if (!isObject(value) || typeof value.op !== "string")
    throw new MalformedRecording(place, 'member "op" is missing or no string');
  const { op, ...members } = value;
  const shape = Object.hasOwn(pageCountShapes, op) ? pageCountShapes[op] : undefined;
  if (shape === undefined) throw new MalformedRecording(place, `unknown operation ${JSON.stringify(op)}`);
  checkMembers(members, place, bothOf(shape.inputs, shape.outcome));
  const outcome = pick(members, shape.outcome);
  const va = hexValue(members.iova);
  const pages = { va, size: hexValue(members.pgsize), count: BigInt(Number(members.pgcount ?? 0)), outcome };
  switch (op) {
    case "map_pages":
      return { op, ...pages, oa: hexValue(members.oa), protections: elements(members.prot).map(String) };
    case "unmap_pages":
      return { op, ...pages };
    case "read_and_clear_dirty":
      return { op, va, length: hexValue(members.len), clear: elements(members.flags).length === 0, outcome };
    case "iova_to_phys":
      return { op, va, outcome };
    case "check":
      return { op, va, outcome };
    default:
      return { op: "note", va, outcome };
  }
}
