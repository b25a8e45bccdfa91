import { join } from "node:path";
import type { Arena, Invalidate, PageTable, RootFields, TableConfig, TableReader } from "@generic-pt/core";
import type { FormatModel, VariantModel } from "../generator/src/model/model.js";
import type { Style } from "../generator/src/specialise/specialise.js";
import { packageFolder, styles } from "./tested-formats.js";

export const writableBindings = ["arena", "shared"] as const;

export type WritableBinding = (typeof writableBindings)[number];

/** The number of a class among those of its variant. */
export function classNumber(style: Style, binding: WritableBinding): number {
  return styles.indexOf(style) * writableBindings.length + writableBindings.indexOf(binding);
}

/** One generated class: what tests open tables with. */
export interface Subject {
  /** `format/variant style binding` */
  readonly name: string;
  readonly format: FormatModel;
  readonly variant: VariantModel;
  readonly style: Style;
  readonly binding: WritableBinding;
  /** Its number among the classes of the variant. */
  readonly number: number;
  create(arena: Arena, config: TableConfig, invalidate?: Invalidate): PageTable;
  /** The table that root fields point to. */
  open(arena: Arena, root: RootFields, config: TableConfig): PageTable;
}

/** What tests ask of a table in an image. */
export type View = Pick<
  PageTable,
  "translate" | "mappings" | "decode" | "walk" | "features" | "topLevel" | "vaBits" | "upperHalf"
>;

/** A generated class for images. */
export interface ImageSubject {
  readonly name: string;
  readonly variant: VariantModel;
  open(image: TableReader, root: RootFields, config: TableConfig): View;
  /** The table that registers point to. */
  openRegisters(image: TableReader, registers: Registers, config: TableConfig): View;
}

/** Values by the names of registers. */
export type Registers = Readonly<Record<string, bigint>>;

interface TableModule {
  readonly PageTable: {
    create(arena: Arena, config: TableConfig, invalidate?: Invalidate): PageTable;
    open(arena: Arena, root: RootFields, config: TableConfig): PageTable;
  };
}

interface ViewModule {
  readonly TableView: {
    open(image: TableReader, root: RootFields, config: TableConfig): View;
    openRegisters(image: TableReader, registers: Registers, config?: TableConfig): View;
  };
}

/** The classes of a generated package for tables that can be changed, one per variant and binding. */
export async function subjectsOf(
  format: FormatModel,
  style: Style,
  folder: string = packageFolder(style, format.format),
): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  for (const variant of format.variants) {
    for (const binding of writableBindings) {
      const { PageTable: Table }: TableModule = await import(
        join(folder, "src", variant.name, binding, "index.ts")
      );
      subjects.push({
        name: `${format.format}/${variant.name} ${style} ${binding}`,
        format,
        variant,
        style,
        binding,
        number: classNumber(style, binding),
        create: (arena, config, invalidate) => Table.create(arena, config, invalidate),
        open: (arena, root, config) => Table.open(arena, root, config),
      });
    }
  }
  return subjects;
}

/** The classes of a generated package for images, one per variant. */
export async function imageSubjectsOf(
  format: FormatModel,
  style: Style,
  folder: string = packageFolder(style, format.format),
): Promise<readonly ImageSubject[]> {
  const subjects: ImageSubject[] = [];
  for (const variant of format.variants) {
    const module: ViewModule = await import(join(folder, "src", variant.name, "image", "index.ts"));
    subjects.push({
      name: `${format.format}/${variant.name} ${style} image`,
      variant,
      open: (image, root, config) => module.TableView.open(image, root, config),
      openRegisters: (image, registers, config) => module.TableView.openRegisters(image, registers, config),
    });
  }
  return subjects;
}

/** The classes of every style. */
export async function allSubjectsOf(format: FormatModel): Promise<readonly Subject[]> {
  const each = await Promise.all(styles.map((style) => subjectsOf(format, style)));
  return each.flat();
}
