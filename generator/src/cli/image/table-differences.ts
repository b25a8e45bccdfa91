import type { Mapping, TableFault, TableTraits } from "@generic-pt/core";
import { byteSize } from "../../model/byte-size.js";
import type { Attribute, Attributes } from "./attributes.js";
import { rightsText } from "./rights.js";
import type { Run } from "./table-runs.js";

/** What two tables can differ in, worst first. */
export const differenceKinds = [
  "fault",
  "only in A",
  "only in B",
  "elsewhere",
  "rights",
  "leaf",
  "attributes",
] as const;

export type DifferenceKind = (typeof differenceKinds)[number];

/** One thing that differs, in words: what it is in A and in B. */
export interface Change {
  readonly kind: DifferenceKind;
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** VAs at which two tables differ in one way. */
export interface Difference {
  readonly va: bigint;
  readonly length: bigint;
  /** The worst of its changes. */
  readonly kind: DifferenceKind;
  /** Beside the OAs. */
  readonly changes: readonly Change[];
  readonly a: Side;
  readonly b: Side;
}

/** What one of the tables has there. */
export interface Side {
  /** As of the first VA. */
  readonly mapping: Mapping | undefined;
  readonly fault: TableFault | undefined;
  /** OAs go on as VAs do. */
  readonly isConsecutive: boolean;
}

/** What is compared of leaves that both tables have. */
export interface Comparison {
  readonly traits: TableTraits;
  readonly a: Attributes;
  readonly b: Attributes;
  /** Kinds and names of fields that do not count. */
  readonly ignored: ReadonlySet<string>;
}

/** A piece of the VAs where neither table changes what it does. */
interface Piece {
  readonly va: bigint;
  readonly length: bigint;
  readonly a: Run | undefined;
  readonly b: Run | undefined;
}

/** Goes through both tables at once and gives what differs, neighbours that differ in the same way as one. */
export function* differencesOf(
  a: Iterator<Run>,
  b: Iterator<Run>,
  comparison: Comparison,
): Generator<Difference> {
  let pending: Difference | undefined;
  for (const piece of piecesOf(a, b)) {
    const found = differenceIn(piece, comparison);
    const merged = found && pending && merge(pending, found);
    if (merged === undefined && pending !== undefined) yield pending;
    pending = merged ?? found;
  }
  if (pending !== undefined) yield pending;
}

function* piecesOf(a: Iterator<Run>, b: Iterator<Run>): Generator<Piece> {
  let [x, y] = [next(a), next(b)];
  while (x !== undefined || y !== undefined) {
    const starts = [x, y].flatMap((run) => (run === undefined ? [] : [run.va]));
    const va = smallest(starts);
    const ends = [x, y].flatMap((run) => {
      return run === undefined ? [] : [run.va > va ? run.va : run.va + run.length];
    });
    const end = smallest(ends);
    const length = end - va;
    yield { va, length, a: x && x.va === va ? x : undefined, b: y && y.va === va ? y : undefined };
    x = x && x.va === va ? (after(x, length) ?? next(a)) : x;
    y = y && y.va === va ? (after(y, length) ?? next(b)) : y;
  }
}

function next(runs: Iterator<Run>): Run | undefined {
  const result = runs.next();
  return result.done === true ? undefined : result.value;
}

function smallest(values: readonly bigint[]): bigint {
  let [least = 0n] = values;
  for (const value of values) if (value < least) least = value;
  return least;
}

/** What is left of a run behind its first bytes. */
function after(run: Run, bytes: bigint): Run | undefined {
  if (bytes >= run.length) return undefined;
  const [va, length] = [run.va + bytes, run.length - bytes];
  if (run.fault !== undefined) return { va, length, fault: { ...run.fault, va, length } };
  return { va, length, mapping: { ...run.mapping, va, length, oa: run.mapping.oa + bytes } };
}

function differenceIn(piece: Piece, comparison: Comparison): Difference | undefined {
  const { va, length } = piece;
  const [a, b] = [sideOf(piece.a), sideOf(piece.b)];
  const changes = changesOf(a, b, comparison).filter(({ kind, what }) => {
    return !comparison.ignored.has(kind) && !comparison.ignored.has(what);
  });
  const isElsewhere =
    a.mapping !== undefined &&
    b.mapping !== undefined &&
    a.mapping.oa !== b.mapping.oa &&
    !comparison.ignored.has("elsewhere");
  const kinds = [...changes.map(({ kind }) => kind), ...(isElsewhere ? (["elsewhere"] as const) : [])];
  const kind = differenceKinds.find((one) => kinds.includes(one));
  return kind && { va, length, kind, changes, a, b };
}

function sideOf(run: Run | undefined): Side {
  return { mapping: run?.mapping, fault: run?.fault, isConsecutive: true };
}

function changesOf(a: Side, b: Side, comparison: Comparison): readonly Change[] {
  if (a.fault !== undefined || b.fault !== undefined) {
    const [from, to] = [stateOf(a), stateOf(b)];
    return from === to ? [] : [{ kind: "fault", what: "fault", from, to }];
  }
  if (a.mapping !== undefined && b.mapping !== undefined)
    return leafChanges(a.mapping, b.mapping, comparison);
  const { traits } = comparison;
  if (a.mapping !== undefined) {
    const from = rightsText(traits, a.mapping.effective);
    return [{ kind: "only in A", what: "mapped", from, to: "" }];
  }
  if (b.mapping === undefined) return [];
  return [{ kind: "only in B", what: "mapped", from: "", to: rightsText(traits, b.mapping.effective) }];
}

function stateOf({ mapping, fault }: Side): string {
  return fault?.code ?? (mapping === undefined ? "unmapped" : "mapped");
}

function leafChanges(a: Mapping, b: Mapping, comparison: Comparison): readonly Change[] {
  const { traits } = comparison;
  const rights = (bits: number): string => rightsText(traits, bits);
  const remaining = {
    kind: "rights",
    what: "rights",
    from: rights(a.effective),
    to: rights(b.effective),
  } as const;
  const own = {
    kind: "attributes",
    what: "own rights",
    from: rights(a.protection),
    to: rights(b.protection),
  } as const;
  const isSaid = own.from === remaining.from && own.to === remaining.to;
  const changes: readonly Change[] = [
    remaining,
    { kind: "leaf", what: "leaf", from: byteSize(a.leafSize), to: byteSize(b.leafSize) },
    ...(isSaid ? [] : [own]),
    ...attributeChanges(comparison.a.of(a.level, a.attributes), comparison.b.of(b.level, b.attributes)),
  ];
  return changes.filter(({ from, to }) => from !== to);
}

function attributeChanges(a: readonly Attribute[], b: readonly Attribute[]): readonly Change[] {
  const valueIn = (list: readonly Attribute[], name: string): string =>
    `${list.find((attribute) => attribute.name === name)?.value ?? 0n}`;
  const names = [...new Set([...a, ...b].map(({ name }) => name))];
  return names.map((name) => ({
    kind: "attributes" as const,
    what: name,
    from: valueIn(a, name),
    to: valueIn(b, name),
  }));
}

function merge(one: Difference, other: Difference): Difference | undefined {
  const isAlike =
    one.va + one.length === other.va &&
    one.kind === other.kind &&
    keyOf(one.changes) === keyOf(other.changes);
  if (!isAlike) return undefined;
  return {
    ...one,
    length: one.length + other.length,
    a: mergeSides(one.a, other.a, one.length),
    b: mergeSides(one.b, other.b, one.length),
  };
}

function keyOf(changes: readonly Change[]): string {
  return JSON.stringify(changes);
}

function mergeSides(one: Side, other: Side, length: bigint): Side {
  const follows = one.mapping === undefined || one.mapping.oa + length === other.mapping?.oa;
  return { ...one, isConsecutive: one.isConsecutive && follows };
}
