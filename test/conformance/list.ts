import { writableBindings } from "../subjects.js";
import { shippedFormats, styles, testedFormats } from "../tested-formats.js";
import { combinations } from "./matrix.js";

/** What the conformance suite is run on, in short. */
export interface Totals {
  readonly formats: number;
  readonly variants: number;
  /** Format × variant × configuration. */
  readonly configurations: number;
  /** The same × style × binding. */
  readonly combinations: number;
  /** Cases carried out, each on a table of its own. */
  readonly checks: number;
}

/** One configuration of a variant, on which every style and binding is tried. */
interface Row {
  readonly format: string;
  readonly variant: string;
  readonly configuration: string;
  readonly styles: readonly string[];
  readonly bindings: readonly string[];
  /** Cases that apply: the class of the first style and binding runs them all, the others by turns. */
  readonly cases: number;
  /** Cases that are run, over all styles and bindings. */
  readonly checks: number;
}

/** What the suite is run on: the formats of folder specs, and on demand those that are there for tests only. */
export function listed(withTestFormats: boolean): { readonly rows: readonly Row[]; readonly totals: Totals } {
  const all = combinations(withTestFormats ? testedFormats() : shippedFormats(), styles);
  const rows = new Map<string, Row>();
  for (const { format, variant, configuration, checks } of all) {
    const key = JSON.stringify([format, variant, configuration]);
    const known = rows.get(key);
    rows.set(key, {
      format,
      variant,
      configuration,
      styles,
      bindings: writableBindings,
      cases: known?.cases ?? checks,
      checks: (known?.checks ?? 0) + checks,
    });
  }
  const different = (keys: readonly string[]) => new Set(keys).size;
  return {
    rows: [...rows.values()],
    totals: {
      formats: different(all.map(({ format }) => format)),
      variants: different(all.map(({ format, variant }) => `${format}/${variant}`)),
      configurations: rows.size,
      combinations: all.length,
      checks: all.reduce((sum, { checks }) => sum + checks, 0),
    },
  };
}

/** The totals in words, as README has them. */
export function inWords({ formats, variants, configurations, combinations: all, checks }: Totals): string {
  return `${configurations} configurations of ${variants} variants of ${formats} formats, ${all} with style and binding, ${checks} checks`;
}

/** The text of the command: a line for each configuration, the totals last. */
export function listText(args: readonly string[]): string {
  const unknown = args.find((each) => each !== "--json" && each !== "--all");
  if (unknown !== undefined) throw new Error(`${unknown}: known are --json and --all`);
  const { rows, totals } = listed(args.includes("--all"));
  if (args.includes("--json")) return `${JSON.stringify({ totals, rows }, undefined, 2)}\n`;
  const each = `each: ${styles.join(" and ")}, ${writableBindings.join(" and ")}`;
  const lines = rows.map(
    ({ format, variant, configuration, cases, checks }) =>
      `${format}/${variant}: ${configuration}: ${cases} cases, ${checks} checks`,
  );
  return `${[...lines, each, inWords(totals)].join("\n")}\n`;
}
