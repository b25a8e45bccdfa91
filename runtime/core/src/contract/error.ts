import { errnoName } from "./errno.js";

/** What may accompany a {@link PtError}. */
export interface PtErrorOptions extends ErrorOptions {
  /** Bytes that were done before the error. */
  readonly done?: bigint;
}

/** The one error class of the friendly API. The hot paths return its `errno` instead of throwing. */
export class PtError extends Error {
  override readonly name = "PtError";
  /** Symbolic error number, e.g. `EADDRINUSE`. */
  readonly code: string;
  /** Negative error number of contract/errno. */
  readonly errno: number;
  /** Bytes that were done before the error, where the operation is one that can stop half way. */
  readonly done?: bigint;

  constructor(errno: number, message: string, options: PtErrorOptions = {}) {
    super(message, options);
    this.errno = errno;
    this.code = errnoName(errno);
    if (options.done !== undefined) this.done = options.done;
  }
}
