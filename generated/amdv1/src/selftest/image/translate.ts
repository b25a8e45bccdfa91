// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".

import { EBADMSG, EFAULT, ENOENT, ERANGE } from "@generic-pt/core";
import type { ImageState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  const level = s.topLevel;
  let table = s.openTop();
  if (level >= 4) {
    // Level 4: VA bits 55..47, 128 TiB per item.
    const entry4Lo = s.words[table + ((vaHi >>> 14) & 0x3fe)];
    const entry4Hi = s.words[table + ((vaHi >>> 14) & 0x3fe) + 1];
    // no table (present 1, next-level 4)
    if ((entry4Lo & 0xe01) !== 0x801) return (entry4Lo & 1) === 0 ? ENOENT : EBADMSG;
    const next4 = s.image.open(3, entry4Hi & 0xfffff, entry4Lo & -0x1000, 4096);
    if (next4 < 0) return EFAULT;
    table = next4;
  }
  if (level >= 3) {
    // Level 3: VA bits 46..38, 256 GiB per item.
    const entry3Lo = s.words[table + ((vaHi >>> 5) & 0x3fe)];
    const entry3Hi = s.words[table + ((vaHi >>> 5) & 0x3fe) + 1];
    // no table (present 1, next-level 3)
    if ((entry3Lo & 0xe01) !== 0x601) {
      // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
      if ((entry3Lo & 0xe01) === 1 ||
        ((entry3Lo & -0x1ff) === -0x1ff && (entry3Hi & 0x7f) === 0x7f && (entry3Hi & 0x7f80) !== 0x7f80)) {
        const itemsLg23 = (entry3Lo & 0xe01) === 1
          ? 0
          : 32 - Math.clz32(~((entry3Hi >>> 7) & 0xff) & (((entry3Hi >>> 7) & 0xff) + 1));
        s.oaHi = ((entry3Hi >>> 1) & 0x7ffc0 & ~(((((1 << itemsLg23) - 1) & 0x1ff) << 6) | 0x3f)) |
          (vaHi & (((((1 << itemsLg23) - 1) & 0x1ff) << 6) | 0x3f));
        s.oaLo = vaLo;
        return 0;
      }
      return (entry3Lo & 1) === 0 ? ENOENT : EBADMSG;
    }
    const next3 = s.image.open(2, entry3Hi & 0xfffff, entry3Lo & -0x1000, 4096);
    if (next3 < 0) return EFAULT;
    table = next3;
  }
  if (level >= 2) {
    // Level 2: VA bits 37..29, 512 MiB per item.
    const index2 = (vaLo >>> 29) | ((vaHi & 0x3f) << 3);
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
        s.oaHi = ((entry2Hi >>> 1) & 0x7ffff & ~((((1 << itemsLg22) - 1) >>> 3) & 0x3f)) |
          (vaHi & (((1 << itemsLg22) - 1) >>> 3) & 0x3f);
        s.oaLo = ((((entry2Lo >>> 1) & 0x7ffff800) | (entry2Hi << 31)) & -0x20000000 & ~((((1 << itemsLg22) - 1) << 29) | 0x1fffffff)) |
          (vaLo & ((((1 << itemsLg22) - 1) << 29) | 0x1fffffff));
        return 0;
      }
      return (entry2Lo & 1) === 0 ? ENOENT : EBADMSG;
    }
    const next2 = s.image.open(1, entry2Hi & 0xfffff, entry2Lo & -0x1000, 4096);
    if (next2 < 0) return EFAULT;
    table = next2;
  }
  // Level 1: VA bits 28..20, 1 MiB per item.
  const entry1Lo = s.words[table + ((vaLo >>> 19) & 0x3fe)];
  const entry1Hi = s.words[table + ((vaLo >>> 19) & 0x3fe) + 1];
  // no table (present 1, next-level 1)
  if ((entry1Lo & 0xe01) !== 0x201) {
    // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
    if ((entry1Lo & 0xe01) === 1 ||
      ((entry1Lo & 0x1ffe01) === 0x1ffe01 && (entry1Lo & 0x1fe00000) !== 0x1fe00000)) {
      const itemsLg21 = (entry1Lo & 0xe01) === 1
        ? 0
        : 32 - Math.clz32(~((entry1Lo >>> 21) & 0xff) & (((entry1Lo >>> 21) & 0xff) + 1));
      s.oaHi = (entry1Hi >>> 1) & 0x7ffff;
      s.oaLo = ((((entry1Lo >>> 1) & 0x7ffff800) | (entry1Hi << 31)) & -0x100000 & ~(((((1 << itemsLg21) - 1) & 0x1ff) << 20) | 0xfffff)) |
        (vaLo & (((((1 << itemsLg21) - 1) & 0x1ff) << 20) | 0xfffff));
      return 0;
    }
    return (entry1Lo & 1) === 0 ? ENOENT : EBADMSG;
  }
  const next1 = s.image.open(0, entry1Hi & 0xfffff, entry1Lo & -0x1000, 4096);
  if (next1 < 0) return EFAULT;
  // Level 0: VA bits 19..11, 2 KiB per item.
  const entry0Lo = s.words[next1 + ((vaLo >>> 10) & 0x3fe)];
  const entry0Hi = s.words[next1 + ((vaLo >>> 10) & 0x3fe) + 1];
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entry0Lo & 0xe01) === 1 || ((entry0Lo & 0xe01) === 0xe01 && (entry0Lo & 0xff000) !== 0xff000)) {
    const itemsLg20 = (entry0Lo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entry0Lo >>> 12) & 0xff) & (((entry0Lo >>> 12) & 0xff) + 1));
    s.oaHi = (entry0Hi >>> 1) & 0x7ffff;
    s.oaLo = ((((entry0Lo >>> 1) & 0x7ffff800) | (entry0Hi << 31)) & -0x800 & ~(((((1 << itemsLg20) - 1) & 0x1ff) << 11) | 0x7ff)) |
      (vaLo & (((((1 << itemsLg20) - 1) & 0x1ff) << 11) | 0x7ff));
    return 0;
  }
  return (entry0Lo & 1) === 0 ? ENOENT : EBADMSG;
}
