import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { EACCES, EBADF, EINVAL, EIO, ENOENT } from "../contract/errno.js";
import { PtError } from "../contract/error.js";
import { type ByteReader, checkWithin } from "../memory/byte-reader.js";

/** What one system call reads at most. */
const mostAtOnce = 1 << 30;

/**
 * Random access to the bytes of a regular file. Errors name its path. The size is that of the moment of opening: a
 * file that has become shorter gives EIO where bytes lack.
 */
export class FileReader implements ByteReader {
  readonly path: string;
  readonly size: number;
  private descriptor: number | undefined;

  /** Throws ENOENT or EACCES, EINVAL if it is no regular file, EIO for everything else that goes wrong. */
  constructor(path: string) {
    this.path = path;
    const descriptor = attempt(path, () => openSync(path, openFlags()));
    try {
      const stat = attempt(path, () => fstatSync(descriptor));
      if (!stat.isFile()) throw new PtError(EINVAL, `${path}: not a regular file`);
      if (!Number.isSafeInteger(stat.size)) throw new PtError(EINVAL, `${path}: larger than 2^53 bytes`);
      this.size = stat.size;
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
    this.descriptor = descriptor;
  }

  read(position: number, into: Uint8Array): void {
    const { descriptor, path } = this;
    if (descriptor === undefined) throw new PtError(EBADF, `${path}: closed`);
    checkWithin(this, position, into.length);
    for (let done = 0; done < into.length; ) {
      const bytes = Math.min(into.length - done, mostAtOnce);
      const got = attempt(path, () => readSync(descriptor, into, done, bytes, position + done));
      if (got === 0) {
        const lacking = `${into.length - done} bytes lack at file offset ${position + done}`;
        throw new PtError(EIO, `${path}: ${lacking}; the file had ${this.size} when it was opened`);
      }
      done += got;
    }
  }

  /** Frees the file; reading is EBADF from then on. May be called again. */
  close(): void {
    const { descriptor } = this;
    this.descriptor = undefined;
    if (descriptor !== undefined) attempt(this.path, () => closeSync(descriptor));
  }
}

/** Opening a pipe that nobody writes to must not wait. Not all systems have the flag, whatever the types say. */
function openFlags(): number {
  const flags: Readonly<Record<string, number | undefined>> = { ...constants };
  return constants.O_RDONLY | (flags.O_NONBLOCK ?? 0);
}

/** Does something with a file; a system's error becomes a PtError that names the path. */
export function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const code = cause instanceof Error ? Reflect.get(cause, "code") : undefined;
    const message = cause instanceof Error ? cause.message : String(cause);
    switch (code) {
      case "ENOENT":
      case "ENOTDIR":
        throw new PtError(ENOENT, `${path}: no such file`, { cause });
      case "EACCES":
      case "EPERM":
        throw new PtError(EACCES, `${path}: permission denied`, { cause });
      case "ENAMETOOLONG":
        throw new PtError(EINVAL, `${shortened(path)}: a name that is too long for a file`, { cause });
      case "ERR_INVALID_ARG_TYPE":
      case "ERR_INVALID_ARG_VALUE":
        throw new PtError(EINVAL, `${path}: not a path`, { cause });
      default:
        throw new PtError(EIO, `${path}: ${message}`, { cause });
    }
  }
}

/** A message is to be read. */
function shortened(path: string): string {
  return path.length > 80 ? `${path.slice(0, 80)}…` : path;
}
