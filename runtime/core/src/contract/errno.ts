/**
 * Error numbers of the hot paths: a function that can fail returns 0 (or a useful number that is not negative) or
 * one of these. The values are Linux's, because recordings and the iommufd ABI carry them.
 */
const numbers = {
  EPERM: -1,
  ENOENT: -2,
  EIO: -5,
  ENXIO: -6,
  E2BIG: -7,
  EBADF: -9,
  EAGAIN: -11,
  ENOMEM: -12,
  EACCES: -13,
  EFAULT: -14,
  EBUSY: -16,
  EEXIST: -17,
  ENODEV: -19,
  EINVAL: -22,
  ENOTTY: -25,
  ENOSPC: -28,
  ERANGE: -34,
  ENOSYS: -38,
  ELOOP: -40,
  EBADMSG: -74,
  EOVERFLOW: -75,
  EOPNOTSUPP: -95,
  EADDRINUSE: -98,
  EADDRNOTAVAIL: -99,
  ETIMEDOUT: -110,
} as const;

/** Operation not permitted. */
export const EPERM = numbers.EPERM;
/** Nothing there: no mapping, no such object. */
export const ENOENT = numbers.ENOENT;
/** Input/output error. */
export const EIO = numbers.EIO;
/** Address outside what the table or the image covers. */
export const ENXIO = numbers.ENXIO;
/** A structure is larger than understood. */
export const E2BIG = numbers.E2BIG;
/** Not an open handle. */
export const EBADF = numbers.EBADF;
/** Someone else was faster; try again. */
export const EAGAIN = numbers.EAGAIN;
/** No table memory left. */
export const ENOMEM = numbers.ENOMEM;
/** Permission denied. */
export const EACCES = numbers.EACCES;
/** Bad address of a caller's buffer. */
export const EFAULT = numbers.EFAULT;
/** In use. */
export const EBUSY = numbers.EBUSY;
/** Already exists. */
export const EEXIST = numbers.EEXIST;
/** No such device. */
export const ENODEV = numbers.ENODEV;
/** Invalid argument. */
export const EINVAL = numbers.EINVAL;
/** Unknown ioctl. */
export const ENOTTY = numbers.ENOTTY;
/** No room left. */
export const ENOSPC = numbers.ENOSPC;
/** A VA or OA out of range. */
export const ERANGE = numbers.ERANGE;
/** Not implemented. */
export const ENOSYS = numbers.ENOSYS;
/** A table reached through itself, or twice. */
export const ELOOP = numbers.ELOOP;
/** An item with a reserved pattern. */
export const EBADMSG = numbers.EBADMSG;
/** An address sum wraps. */
export const EOVERFLOW = numbers.EOVERFLOW;
/** The format or configuration cannot do this. */
export const EOPNOTSUPP = numbers.EOPNOTSUPP;
/** A mapping is already there. */
export const EADDRINUSE = numbers.EADDRINUSE;
/** No free address range. */
export const EADDRNOTAVAIL = numbers.EADDRNOTAVAIL;
/** Timed out. */
export const ETIMEDOUT = numbers.ETIMEDOUT;

const names: ReadonlyMap<number, string> = new Map(
  Object.entries(numbers).map(([name, number]) => [number, name]),
);

/** `EADDRINUSE` for -98; a number that has no name here reads `errno -200`. */
export function errnoName(errno: number): string {
  return names.get(errno) ?? `errno ${errno}`;
}

/** -98 for `EADDRINUSE`; undefined for a name that is not listed here. */
export function errnoNumber(name: string): number | undefined {
  return Object.hasOwn(numbers, name) ? numbers[name as keyof typeof numbers] : undefined;
}
