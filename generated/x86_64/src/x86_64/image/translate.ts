// Made by generic-pt from x86_64.yaml: x86-64 long-mode page table.
// Do not edit: change the spec, then run "generic-pt generate x86_64".

import { EBADMSG, EFAULT, ENOENT, ERANGE, missesUpperHalf } from "@generic-pt/core";
import type { ImageState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (vaHi < 0 && s.sign !== 0
    ? missesUpperHalf(vaHi, vaLo, s.reachHi, s.reachLo)
    : ((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) {
    return ERANGE;
  }
  const level = s.topLevel;
  let table = s.openTop();
  if (level >= 4) {
    // Level 4 (PML5): VA bits 56..48, 256 TiB per item. [5.3.2, PML5E]
    const entry4Lo = s.words[table + ((vaHi >>> 15) & 0x3fe)];
    const entry4Hi = s.words[table + ((vaHi >>> 15) & 0x3fe) + 1];
    // no table (present 1, page-size 0)
    if ((entry4Lo & 0x81) !== 1) return (entry4Lo & 1) === 0 ? ENOENT : EBADMSG;
    const next4 = s.image.open(3, entry4Hi & ~s.markHi & 0xfffff, entry4Lo & ~s.markLo & -0x1000, 4096);
    if (next4 < 0) return EFAULT;
    table = next4;
  }
  // Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Figure 5-19, PML4E]
  const entry3Lo = s.words[table + ((vaHi >>> 6) & 0x3fe)];
  const entry3Hi = s.words[table + ((vaHi >>> 6) & 0x3fe) + 1];
  // no table (present 1, page-size 0)
  if ((entry3Lo & 0x81) !== 1) return (entry3Lo & 1) === 0 ? ENOENT : EBADMSG;
  const next3 = s.image.open(2, entry3Hi & ~s.markHi & 0xfffff, entry3Lo & ~s.markLo & -0x1000, 4096);
  if (next3 < 0) return EFAULT;
  // Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Figures 5-20 and 5-27, PDPE]
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const entry2Lo = s.words[next3 + (index2 << 1)];
  const entry2Hi = s.words[next3 + (index2 << 1) + 1];
  // no table (present 1, page-size 0)
  if ((entry2Lo & 0x81) !== 1) {
    // page-1g (present 1, page-size 1, low-of-1g 0) [Figure 5-27]
    if ((entry2Lo & 0x3fffe081) === 0x81) {
      s.oaHi = entry2Hi & ~s.markHi & 0xfffff;
      s.oaLo = (entry2Lo & ~s.markLo & -0x40000000) | (vaLo & 0x3fffffff);
      return 0;
    }
    return (entry2Lo & 1) === 0 ? ENOENT : EBADMSG;
  }
  const next2 = s.image.open(1, entry2Hi & ~s.markHi & 0xfffff, entry2Lo & ~s.markLo & -0x1000, 4096);
  if (next2 < 0) return EFAULT;
  // Level 1 (PD): VA bits 29..21, 2 MiB per item. [Figures 5-22 and 5-25, PDE]
  const entry1Lo = s.words[next2 + ((vaLo >>> 20) & 0x3fe)];
  const entry1Hi = s.words[next2 + ((vaLo >>> 20) & 0x3fe) + 1];
  // no table (present 1, page-size 0)
  if ((entry1Lo & 0x81) !== 1) {
    // page-2m (present 1, page-size 1, low-of-2m 0) [Figure 5-25]
    if ((entry1Lo & 0x1fe081) === 0x81) {
      s.oaHi = entry1Hi & ~s.markHi & 0xfffff;
      s.oaLo = (entry1Lo & ~s.markLo & -0x200000) | (vaLo & 0x1fffff);
      return 0;
    }
    return (entry1Lo & 1) === 0 ? ENOENT : EBADMSG;
  }
  const next1 = s.image.open(0, entry1Hi & ~s.markHi & 0xfffff, entry1Lo & ~s.markLo & -0x1000, 4096);
  if (next1 < 0) return EFAULT;
  // Level 0 (PT): VA bits 20..12, 4 KiB per item. [Figure 5-21, 4-Kbyte PTE]
  const entry0Lo = s.words[next1 + ((vaLo >>> 11) & 0x3fe)];
  const entry0Hi = s.words[next1 + ((vaLo >>> 11) & 0x3fe) + 1];
  // page (present 1) [Figure 5-21]
  if ((entry0Lo & 1) === 1) {
    s.oaHi = entry0Hi & ~s.markHi & 0xfffff;
    s.oaLo = (entry0Lo & ~s.markLo & -0x1000) | (vaLo & 0xfff);
    return 0;
  }
  return (entry0Lo & 1) === 0 ? ENOENT : EBADMSG;
}
