import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json, JsonObject } from "../recording.js";
import { isArray, isObject, MalformedRecording } from "../shape.js";

/** Reads a JSON file of a dump; undefined if it is not there. Throws {@link MalformedRecording}. */
export function readDumpDocument(folder: string, file: string): JsonObject | undefined {
  const text = readText(folder, file);
  if (text === undefined) return undefined;
  const document = parse(file, text);
  if (!isObject(document)) throw new MalformedRecording(file, "expected an object");
  return document;
}

function readText(folder: string, file: string): string | undefined {
  try {
    return readFileSync(join(folder, file), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      if (error.code === "ENOENT") return undefined;
      throw new MalformedRecording(file, `cannot be read: ${String(error.code)}`);
    }
    throw error;
  }
}

function parse(file: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new MalformedRecording(file, `no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function stringAt(value: Json | undefined, place: string): string {
  if (typeof value !== "string")
    throw new MalformedRecording(place, `expected a string, found ${shown(value)}`);
  return value;
}

/** An address or a length, in hexadecimal. */
export function addressAt(value: Json | undefined, place: string): bigint {
  if (typeof value !== "string" || !/^0x[0-9a-f]{1,16}$/i.test(value))
    throw new MalformedRecording(
      place,
      `expected a hexadecimal number of at most 64 bits, found ${shown(value)}`,
    );
  return BigInt(value);
}

export function countAt(value: Json | undefined, place: string): number {
  if (!(typeof value === "number" && Number.isSafeInteger(value) && value >= 0))
    throw new MalformedRecording(place, `expected a whole number, found ${shown(value)}`);
  return value;
}

export function listAt(value: Json | undefined, place: string): readonly Json[] {
  if (!isArray(value)) throw new MalformedRecording(place, `expected a list, found ${shown(value)}`);
  return value;
}

export function objectAt(value: Json | undefined, place: string): JsonObject {
  if (!isObject(value)) throw new MalformedRecording(place, `expected an object, found ${shown(value)}`);
  return value;
}

function shown(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
