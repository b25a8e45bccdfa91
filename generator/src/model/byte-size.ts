const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

/** `64 KiB` for 65536; in bytes if it is no whole number of anything larger. */
export function byteSize(bytes: bigint): string {
  let unit = 0;
  let value = bytes;
  while (value !== 0n && value % 1024n === 0n && unit < units.length - 1) {
    value /= 1024n;
    unit++;
  }
  return `${value} ${units[unit]}`;
}
