// Made by generic-pt from riscv64.yaml: RISC-V page table for 64-bit address spaces (Sv39, Sv48, Sv57).
// Do not edit: change the spec, then run "generic-pt generate riscv64".

import { EBADMSG, EFAULT, ENOENT, ERANGE, missesUpperHalf } from "@generic-pt/core";
import type { ImageState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (vaHi < 0 && s.sign !== 0
    ? missesUpperHalf(vaHi, vaLo, s.reachHi, s.reachLo)
    : ((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) {
    return ERANGE;
  }
  return walkAt(s, s.topLevel, s.openTop(), vaHi, vaLo);
}

/** `walk` at a level that is known at run time. */
function walkAt(s: State, level: number, table: number, vaHi: number, vaLo: number): number {
  switch (level) {
    case 4:
      return walk4(s, table, vaHi, vaLo);
    case 3:
      return walk3(s, table, vaHi, vaLo);
    default:
      return walk2(s, table, vaHi, vaLo);
  }
}

/** Level 4 (VPN[4]): VA bits 56..48, 256 TiB per item. */
function walk4(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaHi >>> 15) & 0x3fe)];
  const entryHi = s.words[table + ((vaHi >>> 15) & 0x3fe) + 1];
  // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [12.4.1]
  if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
    const next = s.image.open(
      3,
      (entryLo >>> 30) | ((entryHi & 0x3fffff) << 2),
      (entryLo & 0x3ffffc00) << 2,
      4096,
    );
    if (next < 0) return EFAULT;
    return walk3(s, next, vaHi, vaLo);
  }
  // page-256t (valid 1, low-of-256t 0, reserved 0, napot 0, memory-type not 3)
  if ((entryLo & 7) !== 5 &&
    (entryLo & 0xf) !== 1 &&
    (entryLo & -0x3ff) === 1 &&
    (entryHi & -0x603fc001) === 0 &&
    (entryHi & 0x60000000) !== 0x60000000) {
    s.oaHi = (((entryHi & 0x3fc000) << 2) & 0xff0000) | (vaHi & 0xffff);
    s.oaLo = vaLo;
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/** Level 3 (VPN[3]): VA bits 47..39, 512 GiB per item. */
function walk3(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaHi >>> 6) & 0x3fe)];
  const entryHi = s.words[table + ((vaHi >>> 6) & 0x3fe) + 1];
  // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [12.4.1]
  if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
    const next = s.image.open(
      2,
      (entryLo >>> 30) | ((entryHi & 0x3fffff) << 2),
      (entryLo & 0x3ffffc00) << 2,
      4096,
    );
    if (next < 0) return EFAULT;
    return walk2(s, next, vaHi, vaLo);
  }
  // page-512g (valid 1, low-of-512g 0, reserved 0, napot 0, memory-type not 3)
  if ((entryLo & 7) !== 5 &&
    (entryLo & 0xf) !== 1 &&
    (entryLo & -0x3ff) === 1 &&
    (entryHi & -0x603fffe1) === 0 &&
    (entryHi & 0x60000000) !== 0x60000000) {
    s.oaHi = (((entryHi & 0x3fffe0) << 2) & 0xffff80) | (vaHi & 0x7f);
    s.oaLo = vaLo;
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/** Level 2 (VPN[2]): VA bits 38..30, 1 GiB per item. */
function walk2(s: State, table: number, vaHi: number, vaLo: number): number {
  const index = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const entryLo = s.words[table + (index << 1)];
  const entryHi = s.words[table + (index << 1) + 1];
  // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [12.4.1]
  if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
    const next = s.image.open(
      1,
      (entryLo >>> 30) | ((entryHi & 0x3fffff) << 2),
      (entryLo & 0x3ffffc00) << 2,
      4096,
    );
    if (next < 0) return EFAULT;
    return walk1(s, next, vaHi, vaLo);
  }
  // page-1g (valid 1, low-of-1g 0, reserved 0, napot 0, memory-type not 3)
  if ((entryLo & 7) !== 5 &&
    (entryLo & 0xf) !== 1 &&
    (entryLo & 0xffffc01) === 1 &&
    (entryHi & -0x60400000) === 0 &&
    (entryHi & 0x60000000) !== 0x60000000) {
    s.oaHi = ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) & 0xffffff;
    s.oaLo = (((entryLo & 0x30000000) << 2) & -0x40000000) | (vaLo & 0x3fffffff);
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/** Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. */
function walk1(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaLo >>> 20) & 0x3fe)];
  const entryHi = s.words[table + ((vaLo >>> 20) & 0x3fe) + 1];
  // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [12.4.1]
  if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
    const next = s.image.open(
      0,
      (entryLo >>> 30) | ((entryHi & 0x3fffff) << 2),
      (entryLo & 0x3ffffc00) << 2,
      4096,
    );
    if (next < 0) return EFAULT;
    return walk0(s, next, vaHi, vaLo);
  }
  // page-2m (valid 1, low-of-2m 0, reserved 0, napot 0, memory-type not 3)
  if ((entryLo & 7) !== 5 &&
    (entryLo & 0xf) !== 1 &&
    (entryLo & 0x7fc01) === 1 &&
    (entryHi & -0x60400000) === 0 &&
    (entryHi & 0x60000000) !== 0x60000000) {
    s.oaHi = ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) & 0xffffff;
    s.oaLo = (((entryLo & 0x3ff80000) << 2) & -0x200000) | (vaLo & 0x1fffff);
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/** Level 0 (VPN[0]): VA bits 20..12, 4 KiB per item. */
function walk0(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaLo >>> 11) & 0x3fe)];
  const entryHi = s.words[table + ((vaLo >>> 11) & 0x3fe) + 1];
  // page (valid 1, reserved 0, napot 0, memory-type not 3) or page-64k (valid 1, reserved 0, napot 1, memory-type not 3) [13 Svnapot]
  if ((entryLo & 7) !== 5 &&
    (entryLo & 0xf) !== 1 &&
    (((entryLo & 1) === 1 && (entryHi & -0x60400000) === 0 && (entryHi & 0x60000000) !== 0x60000000) || ((entryLo & 1) === 1 && (entryHi & -0x60400000) === -0x80000000 && (entryHi & 0x60000000) !== 0x60000000 && (entryLo & 0x3c00) === 0x2000))) {
    const itemsLg2 = (entryLo & 1) === 1 && (entryHi & -0x60400000) === 0 && (entryHi & 0x60000000) !== 0x60000000
      ? 0
      : 4;
    s.oaHi = ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) & 0xffffff;
    s.oaLo = (((entryLo & 0x3ffffc00) << 2) & -0x1000 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 12) | 0xfff)) |
      (vaLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 12) | 0xfff));
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}
