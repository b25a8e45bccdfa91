import type { Command } from "commander";

/** What says which image to read and which table in it. */
export interface ImageOptions {
  readonly format?: string;
  readonly register?: readonly string[];
  readonly root?: string;
  readonly table?: string;
  readonly topLevel?: string;
  readonly vaBits?: string;
  readonly feature?: readonly string[];
  readonly parameter?: readonly string[];
  readonly base?: string;
  readonly packages?: string;
  /** What the names of the options end in that say where the table is. */
  readonly suffix?: "-b";
}

/** Collects an option that may be repeated. */
export function repeated(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** The options that every command has which reads tables in an image. */
export function addImageOptions(command: Command): Command {
  return command
    .option("--format <format>", "format of the table, or format/variant")
    .option("--register <name=value>", "a register; may be repeated; default: the manifest's", repeated)
    .option("--root <address>", "physical address of the top table, instead of registers")
    .option("--table <name>", "a table that the manifest names, instead of registers")
    .option("--top-level <number>", "level of the top table, where nothing else says it")
    .option("--va-bits <number>", "bits of VA that hardware translates")
    .option("--feature <name>", "a feature that the table was made with; may be repeated", repeated)
    .option("--parameter <name=value>", "a parameter of the table; may be repeated", repeated)
    .option("--base <address>", "physical address of a raw file's first byte")
    .option("--packages <folder>", "folder of the built packages");
}

/** What an image may be, for the help of an argument. */
export const imageHelp = "folder with a manifest.json, a manifest, an ELF core, or raw memory";
