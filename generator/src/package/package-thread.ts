import { parentPort } from "node:worker_threads";
import type { FormatModel } from "../model/model.js";
import { algorithms } from "../specialise/algorithms.js";
import type { Style } from "../specialise/specialise.js";
import { packageFiles } from "./package-files.js";

/** What a thread is asked for. */
export interface PackageRequest {
  /** Which of the packages it is. */
  readonly index: number;
  readonly model: FormatModel;
  readonly style: Style;
}

/** What a thread answers. */
export type PackageAnswer = { readonly index: number } & (
  | { readonly files: ReadonlyMap<string, string>; readonly milliseconds: number }
  | { readonly error: unknown }
);

/** The other end of a thread of `PackageThreads`. */
if (!parentPort) throw new Error("this module runs as a thread");
const port = parentPort;
// The first package may be late: what all need can be there before it.
algorithms();
port.on("message", ({ index, model, style }: PackageRequest) => {
  const start = performance.now();
  const answer = (text: PackageAnswer): void => port.postMessage(text);
  try {
    const files = packageFiles(model, { style });
    answer({ index, files, milliseconds: performance.now() - start });
  } catch (error) {
    answer({ index, error });
  }
});
