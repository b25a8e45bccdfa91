import type { Binding } from "../lower/memory.js";
import { type Shape, wordCount } from "../lower/value.js";
import type { VariantModel } from "../model/model.js";
import {
  type SpecialisedModule,
  type Style,
  shapeOf,
  specialise,
  stateClass,
} from "../specialise/specialise.js";
import { fillTemplate } from "./templates.js";

/** Specialises each kind of variant once: some differ in nothing that the code of an operation depends on. */
export class Specialisations {
  private readonly style: Style;
  private readonly known = new Map<string, readonly SpecialisedModule[]>();
  private readonly earlier: ReadonlyMap<string, readonly SpecialisedModule[]>;

  /** `earlier`: what a former making of the same package specialised. What this one does not use is forgotten. */
  constructor(style: Style, earlier?: Specialisations) {
    this.style = style;
    this.earlier = new Map(earlier?.style === style ? earlier.known : []);
  }

  of(variant: VariantModel, binding: Binding): readonly SpecialisedModule[] {
    const key = JSON.stringify([binding, codeOf(variant)], (name, value: unknown) => {
      // What a spec says of its fields and features is for its documents.
      if (name === "doc") return undefined;
      return typeof value === "bigint" ? `${value}n` : value;
    });
    const modules = this.known.get(key) ?? this.earlier.get(key) ?? specialise(variant, binding, this.style);
    this.known.set(key, modules);
    return modules;
  }
}

/** What the code of a variant's operations is made from. Where its top is written down is the runtime's to know. */
function codeOf({ name: _, title: __, root: ___, registers: ____, features, ...rest }: VariantModel): object {
  return { ...rest, features: features.map(({ always: _____, ...feature }) => feature) };
}

/** The TypeScript modules of one variant and binding: specialised operations and the classes around them. */
export function bindingModules(
  variant: VariantModel,
  binding: Binding,
  specialisations: Specialisations,
): ReadonlyMap<string, string> {
  const specialised = specialisations.of(variant, binding);
  const writable = binding !== "image";
  const shape = shapeOf(variant);
  const files = new Map(specialised.map(({ file, text }) => [file, text]));
  files.set(
    "lanes",
    fillTemplate("lanes.ts", {
      writable,
      batches: binding === "arena",
      stateClass: stateClass(binding),
      vaWide: shape.va === 2,
      oaWide: shape.oa === 2,
    }),
  );
  files.set("page-table", pageTable(variant, binding, specialised, shape));
  files.set("index", index(specialised, writable));
  return files;
}

function index(specialised: readonly SpecialisedModule[], writable: boolean): string {
  const operations = specialised
    .map(({ file, operations: own }) => ({
      file,
      names: own
        .filter(({ operation }) => operation in signatures)
        .map(({ name }) => name)
        .sort()
        .join(", "),
    }))
    .filter(({ names }) => names !== "");
  const lanes = [
    "translateBatch",
    "translateNumber",
    ...(writable ? ["mapNumber", "unmapNumber"] : []),
  ].sort();
  const faces = writable ? ["createState", "PageTable"] : ["TableView"];
  const modules = [
    ...operations,
    { file: "lanes", names: lanes.join(", ") },
    { file: "page-table", names: faces.join(", ") },
  ];
  return fillTemplate("index.ts", { modules });
}

type Parameter = "Va" | "Oa" | "Entry" | "Length" | "number";

/** What each operation of the runtime's interface takes after the state; 64-bit values as two words. */
const signatures: Readonly<Record<string, readonly (readonly [name: string, type: Parameter])[]>> = {
  translate: [["va", "Va"]],
  findRun: [
    ["va", "Va"],
    ["last", "Va"],
  ],
  map: [
    ["va", "Va"],
    ["oa", "Oa"],
    ["length", "Length"],
    ["protection", "number"],
  ],
  unmap: [
    ["va", "Va"],
    ["length", "Length"],
  ],
  readDirty: [
    ["va", "Va"],
    ["length", "Length"],
  ],
  setDirty: [["va", "Va"]],
  destroy: [],
  decodeEntry: [
    ["level", "number"],
    ["entry", "Entry"],
    ["va", "Va"],
  ],
  encodeLeaf: [
    ["level", "number"],
    ["oa", "Oa"],
    ["itemsLg2", "number"],
    ["protection", "number"],
  ],
  encodeTable: [
    ["level", "number"],
    ["next", "number"],
  ],
};

function pageTable(
  variant: VariantModel,
  binding: Binding,
  specialised: readonly SpecialisedModule[],
  shape: Shape,
): string {
  const writable = binding !== "image";
  const runtime = new Set(
    writable
      ? [
          "type Arena",
          "BaseTable",
          "type Invalidate",
          "type RootFields",
          "type TableConfig",
          "TableState",
          "type WritableOperations",
        ]
      : [
          "BaseReader",
          "ImageState",
          "type RootFields",
          "type TableConfig",
          "type TableOperations",
          "type TableReader",
        ],
  );
  const names = new Map(
    specialised.flatMap(({ file, operations }) =>
      operations
        .filter(({ operation }) => operation in signatures)
        .map(({ operation, name }) => [operation, { name, file }] as const),
    ),
  );
  // Tables that can be changed have every operation, if only to say that the format has no such thing.
  const offered = Object.keys(signatures).filter((operation) => writable || names.has(operation));
  const adapters = offered.map((operation) => {
    const emitted = names.get(operation);
    if (!emitted) {
      runtime.add("EOPNOTSUPP");
      return { name: operation, code: "() => EOPNOTSUPP" };
    }
    return { name: operation, code: adapter(operation, emitted.name, shape, runtime) };
  });
  if (writable) {
    if (shape.va === 2) runtime.add("addressOf");
    adapters.push({
      name: "done",
      code: shape.va === 2 ? "(s) => addressOf(s.doneHi, s.doneLo)" : "(s) => BigInt(s.doneBytes)",
    });
  }
  const imported = new Map<string, string[]>();
  for (const { name, file } of names.values()) imported.set(file, [...(imported.get(file) ?? []), name]);
  return fillTemplate("page-table.ts", {
    title: variant.title,
    writable,
    runtimeImports: [...runtime].sort(byName),
    operationImports: [...imported].sort().map(([file, list]) => ({ file, names: list.sort().join(", ") })),
    adapters,
  });
}

const byName = (a: string, b: string): number => {
  const [left, right] = [a.replace("type ", "").toLowerCase(), b.replace("type ", "").toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** The function itself, or a wrapper where values of the format take one word. */
function adapter(operation: string, name: string, shape: Shape, runtime: Set<string>): string {
  const parameters = signatures[operation];
  const narrow = parameters.filter(([, type]) => isNarrow(type, shape));
  if (narrow.length === 0) return name;
  const taken = parameters.flatMap(([parameter, type]) =>
    type === "number" ? [parameter] : [`${parameter}Hi`, `${parameter}Lo`],
  );
  const passed = parameters.flatMap(([parameter, type]) => {
    if (type === "number") return [parameter];
    if (!isNarrow(type, shape)) return [`${parameter}Hi`, `${parameter}Lo`];
    return [
      type === "Length" ? `(${parameter}Hi >>> 0) * 0x100000000 + (${parameter}Lo >>> 0)` : `${parameter}Lo`,
    ];
  });
  // Addresses that no table of the format can hold; nothing can be mapped there, so there is nothing to remove either.
  const beyondVa = operation === "unmap" ? "0" : operation === "findRun" ? "ERANGE" : "EOVERFLOW";
  const refused = (type: Parameter) => (type === "Oa" ? "ERANGE" : beyondVa);
  const checked = (["Oa", "Va"] as const).flatMap((type) => {
    const tests = narrow.filter(([, own]) => own === type).map(([parameter]) => `${parameter}Hi !== 0`);
    return tests.length === 0 ? [] : [{ test: tests.join(" || "), errno: refused(type) }];
  });
  const call = `${name}(${["s", ...passed].join(", ")})`;
  const unused = narrow.filter(([, type]) => type === "Entry").map(([parameter]) => `${parameter}Hi`);
  const list = ["s", ...taken].map((text) => (unused.includes(text) ? `_${text}` : text)).join(", ");
  if (checked.length === 0) return `(${list}) => ${call}`;
  for (const { errno } of checked) if (errno !== "0") runtime.add(errno);
  const chosen = checked.reduceRight((rest, { test, errno }) => `${test} ? ${errno} : ${rest}`, call);
  return `(${list}) => (${chosen})`;
}

function isNarrow(type: Parameter, shape: Shape): boolean {
  return type !== "number" && wordCount(shape, type) === 1;
}
