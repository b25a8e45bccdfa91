// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".

import { EBADMSG, EFAULT, ENOENT, ERANGE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  const level = s.topLevel;
  let table = s.top;
  if (level >= 5) {
    // Level 5 (level 6): VA bits 63..57, 128 PiB per item.
    const entry5Lo = s.words[table + ((vaHi >>> 25) << 1)];
    const entry5Hi = s.words[table + ((vaHi >>> 25) << 1) + 1];
    // no table (present 1, next-level 5)
    if ((entry5Lo & 0xe01) !== 0xa01) return (entry5Lo & 1) === 0 ? ENOENT : EBADMSG;
    const next5 = ((entry5Lo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
    if ((entry5Hi & ~s.markHi & 0xfffff) !== s.baseHi || next5 + 1024 > s.wordCount) return EFAULT;
    table = next5;
  }
  if (level >= 4) {
    // Level 4 (level 5): VA bits 56..48, 256 TiB per item.
    const entry4Lo = s.words[table + ((vaHi >>> 15) & 0x3fe)];
    const entry4Hi = s.words[table + ((vaHi >>> 15) & 0x3fe) + 1];
    // no table (present 1, next-level 4)
    if ((entry4Lo & 0xe01) !== 0x801) {
      // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
      if ((entry4Lo & 0xe01) === 1 ||
        ((entry4Lo & -0x1ff) === -0x1ff && (entry4Hi & 0xffff) === 0xffff && (entry4Hi & 0x70000) !== 0x70000)) {
        const itemsLg24 = (entry4Lo & 0xe01) === 1
          ? 0
          : 32 - Math.clz32(~((entry4Hi >>> 16) & 7) & (((entry4Hi >>> 16) & 7) + 1));
        s.oaHi = (entry4Hi & ~s.markHi & 0xf0000 & ~(((((1 << itemsLg24) - 1) & 0x1ff) << 16) | 0xffff)) |
          (vaHi & (((((1 << itemsLg24) - 1) & 0x1ff) << 16) | 0xffff));
        s.oaLo = vaLo;
        return 0;
      }
      return (entry4Lo & 1) === 0 ? ENOENT : EBADMSG;
    }
    const next4 = ((entry4Lo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
    if ((entry4Hi & ~s.markHi & 0xfffff) !== s.baseHi || next4 + 1024 > s.wordCount) return EFAULT;
    table = next4;
  }
  if (level >= 3) {
    // Level 3 (level 4): VA bits 47..39, 512 GiB per item.
    const entry3Lo = s.words[table + ((vaHi >>> 6) & 0x3fe)];
    const entry3Hi = s.words[table + ((vaHi >>> 6) & 0x3fe) + 1];
    // no table (present 1, next-level 3)
    if ((entry3Lo & 0xe01) !== 0x601) {
      // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
      if ((entry3Lo & 0xe01) === 1 ||
        ((entry3Lo & -0x1ff) === -0x1ff && (entry3Hi & 0x7f) === 0x7f && (entry3Hi & 0x7f80) !== 0x7f80)) {
        const itemsLg23 = (entry3Lo & 0xe01) === 1
          ? 0
          : 32 - Math.clz32(~((entry3Hi >>> 7) & 0xff) & (((entry3Hi >>> 7) & 0xff) + 1));
        s.oaHi = (entry3Hi & ~s.markHi & 0xfff80 & ~(((((1 << itemsLg23) - 1) & 0x1ff) << 7) | 0x7f)) |
          (vaHi & (((((1 << itemsLg23) - 1) & 0x1ff) << 7) | 0x7f));
        s.oaLo = vaLo;
        return 0;
      }
      return (entry3Lo & 1) === 0 ? ENOENT : EBADMSG;
    }
    const next3 = ((entry3Lo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
    if ((entry3Hi & ~s.markHi & 0xfffff) !== s.baseHi || next3 + 1024 > s.wordCount) return EFAULT;
    table = next3;
  }
  if (level >= 2) {
    // Level 2 (level 3): VA bits 38..30, 1 GiB per item.
    const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
    const entry2Lo = s.words[table + (index2 << 1)];
    const entry2Hi = s.words[table + (index2 << 1) + 1];
    // no table (present 1, next-level 2)
    if ((entry2Lo & 0xe01) !== 0x401) {
      // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
      if ((entry2Lo & 0xe01) === 1 ||
        ((entry2Lo & 0x3ffffe01) === 0x3ffffe01 && ((entry2Lo & -0x40000000) !== -0x40000000 || (entry2Hi & 0x3f) !== 0x3f))) {
        const itemsLg22 = (entry2Lo & 0xe01) === 1
          ? 0
          : 32 - Math.clz32(~((entry2Lo >>> 30) | ((entry2Hi & 0x3f) << 2)) & (((entry2Lo >>> 30) | ((entry2Hi & 0x3f) << 2)) + 1));
        s.oaHi = (entry2Hi & ~s.markHi & 0xfffff & ~((((1 << itemsLg22) - 1) >>> 2) & 0x7f)) |
          (vaHi & (((1 << itemsLg22) - 1) >>> 2) & 0x7f);
        s.oaLo = (entry2Lo & ~s.markLo & -0x40000000 & ~((((1 << itemsLg22) - 1) << 30) | 0x3fffffff)) |
          (vaLo & ((((1 << itemsLg22) - 1) << 30) | 0x3fffffff));
        return 0;
      }
      return (entry2Lo & 1) === 0 ? ENOENT : EBADMSG;
    }
    const next2 = ((entry2Lo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
    if ((entry2Hi & ~s.markHi & 0xfffff) !== s.baseHi || next2 + 1024 > s.wordCount) return EFAULT;
    table = next2;
  }
  // Level 1 (level 2): VA bits 29..21, 2 MiB per item.
  const entry1Lo = s.words[table + ((vaLo >>> 20) & 0x3fe)];
  const entry1Hi = s.words[table + ((vaLo >>> 20) & 0x3fe) + 1];
  // no table (present 1, next-level 1)
  if ((entry1Lo & 0xe01) !== 0x201) {
    // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
    if ((entry1Lo & 0xe01) === 1 ||
      ((entry1Lo & 0x1ffe01) === 0x1ffe01 && (entry1Lo & 0x1fe00000) !== 0x1fe00000)) {
      const itemsLg21 = (entry1Lo & 0xe01) === 1
        ? 0
        : 32 - Math.clz32(~((entry1Lo >>> 21) & 0xff) & (((entry1Lo >>> 21) & 0xff) + 1));
      s.oaHi = entry1Hi & ~s.markHi & 0xfffff;
      s.oaLo = (entry1Lo & ~s.markLo & -0x200000 & ~(((((1 << itemsLg21) - 1) & 0x1ff) << 21) | 0x1fffff)) |
        (vaLo & (((((1 << itemsLg21) - 1) & 0x1ff) << 21) | 0x1fffff));
      return 0;
    }
    return (entry1Lo & 1) === 0 ? ENOENT : EBADMSG;
  }
  const next1 = ((entry1Lo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  if ((entry1Hi & ~s.markHi & 0xfffff) !== s.baseHi || next1 + 1024 > s.wordCount) return EFAULT;
  // Level 0 (level 1): VA bits 20..12, 4 KiB per item.
  const entry0Lo = s.words[next1 + ((vaLo >>> 11) & 0x3fe)];
  const entry0Hi = s.words[next1 + ((vaLo >>> 11) & 0x3fe) + 1];
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entry0Lo & 0xe01) === 1 || ((entry0Lo & 0xe01) === 0xe01 && (entry0Lo & 0xff000) !== 0xff000)) {
    const itemsLg20 = (entry0Lo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entry0Lo >>> 12) & 0xff) & (((entry0Lo >>> 12) & 0xff) + 1));
    s.oaHi = entry0Hi & ~s.markHi & 0xfffff;
    s.oaLo = (entry0Lo & ~s.markLo & -0x1000 & ~(((((1 << itemsLg20) - 1) & 0x1ff) << 12) | 0xfff)) |
      (vaLo & (((((1 << itemsLg20) - 1) & 0x1ff) << 12) | 0xfff));
    return 0;
  }
  return (entry0Lo & 1) === 0 ? ENOENT : EBADMSG;
}
