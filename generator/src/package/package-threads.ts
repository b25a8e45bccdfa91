import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { FormatModel } from "../model/model.js";
import type { Style } from "../specialise/specialise.js";
import type { PackageAnswer, PackageRequest } from "./package-thread.js";

/** The files of a package, by their paths within it. */
export interface MadePackage {
  readonly files: ReadonlyMap<string, string>;
  /** What making it took. */
  readonly milliseconds: number;
}

/** A thread takes about as long until it is at full speed as three formats take. */
const fewestFormats = 3;
/** Each thread holds a compiler. */
const mostThreads = 8;
/** Expressions live shortly, and there are many: room for them saves half of the collector's work. */
const youngMegabytes = 64;

const threadModule = new URL("./package-thread.js", import.meta.url);

/** Makes packages in several threads. */
export class PackageThreads {
  private readonly threads: readonly Worker[];

  private constructor(count: number) {
    this.threads = Array.from({ length: count }, () => {
      const thread = new Worker(threadModule, {
        resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
      });
      // A thread with nothing to do is no reason to stay.
      thread.unref();
      return thread;
    });
  }

  /**
   * Threads for so many formats; undefined where one process alone is as fast. They get ready while their owner does
   * something else, and end with {@link close}.
   */
  static start(formats: number): PackageThreads | undefined {
    const count = Math.min(availableParallelism(), mostThreads, Math.floor(formats / fewestFormats));
    // Sources that nobody has built cannot be loaded by a thread.
    return count < 2 || !existsSync(fileURLToPath(threadModule)) ? undefined : new PackageThreads(count);
  }

  /**
   * The packages of the models, in their order. Throws what the first model that cannot be made throws, as one process
   * would; Error if a thread ends.
   */
  async make(models: readonly FormatModel[], style: Style): Promise<readonly MadePackage[]> {
    // The large ones first: a large one that begins last keeps one thread busy while the others wait.
    const waiting = models
      .map((model, index): PackageRequest => ({ index, model, style }))
      .sort((a, b) => b.model.variants.length - a.model.variants.length);
    const answers: PackageAnswer[] = [];
    await Promise.all(
      this.threads.map(async (thread) => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const answer = await ask(thread, next);
          answers[answer.index] = answer;
        }
      }),
    );
    return answers.map((answer) => {
      if ("error" in answer) throw answer.error;
      return answer;
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.terminate()));
  }
}

function ask(thread: Worker, request: PackageRequest): Promise<PackageAnswer> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number): void => reject(new Error(`a thread ended with code ${code}`));
    const settle = (): void => {
      thread.unref();
      thread.off("error", onError).off("exit", onExit);
    };
    const onError = (error: Error): void => {
      settle();
      reject(error);
    };
    thread.ref();
    thread.once("error", onError).once("exit", onExit);
    thread.once("message", (answer: PackageAnswer) => {
      settle();
      resolve(answer);
    });
    thread.postMessage(request);
  });
}
