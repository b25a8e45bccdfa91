// Made by generic-pt from vtdss.yaml: Intel VT-d second-stage page table.
// Do not edit: change the spec, then run "generic-pt generate vtdss".

import { EBADMSG, EFAULT, ENOENT, ERANGE } from "@generic-pt/core";
import type { ImageState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  const level = s.topLevel;
  let table = s.openTop();
  if (level >= 4) {
    // Level 4 (SS-PML5): VA bits 56..48, 256 TiB per item. [Figure 9-8, SS-PML5E]
    const entry4Lo = s.words[table + ((vaHi >>> 15) & 0x3fe)];
    const entry4Hi = s.words[table + ((vaHi >>> 15) & 0x3fe) + 1];
    // no table (page-size 0)
    if ((entry4Lo & 3) === 0 || (entry4Lo & 0x80) !== 0) return (entry4Lo & 3) === 0 ? ENOENT : EBADMSG;
    const next4 = s.image.open(3, entry4Hi & 0xfffff, entry4Lo & -0x1000, 4096);
    if (next4 < 0) return EFAULT;
    table = next4;
  }
  if (level >= 3) {
    // Level 3 (SS-PML4): VA bits 47..39, 512 GiB per item. [Figure 9-8, SS-PML4E]
    const entry3Lo = s.words[table + ((vaHi >>> 6) & 0x3fe)];
    const entry3Hi = s.words[table + ((vaHi >>> 6) & 0x3fe) + 1];
    // no table (page-size 0)
    if ((entry3Lo & 3) === 0 || (entry3Lo & 0x80) !== 0) return (entry3Lo & 3) === 0 ? ENOENT : EBADMSG;
    const next3 = s.image.open(2, entry3Hi & 0xfffff, entry3Lo & -0x1000, 4096);
    if (next3 < 0) return EFAULT;
    table = next3;
  }
  // Level 2 (SS-PDPT): VA bits 38..30, 1 GiB per item. [Figure 9-8, SS-PDPTE]
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const entry2Lo = s.words[table + (index2 << 1)];
  const entry2Hi = s.words[table + (index2 << 1) + 1];
  // no table (page-size 0)
  if ((entry2Lo & 3) === 0 || (entry2Lo & 0x80) !== 0) {
    // large-page (page-size 1) [3.7, super pages]
    if ((entry2Lo & 3) !== 0 && (entry2Lo & 0x80) === 0x80) {
      s.oaHi = entry2Hi & 0xfffff;
      s.oaLo = (entry2Lo & -0x40000000) | (vaLo & 0x3fffffff);
      return 0;
    }
    return (entry2Lo & 3) === 0 ? ENOENT : EBADMSG;
  }
  const next2 = s.image.open(1, entry2Hi & 0xfffff, entry2Lo & -0x1000, 4096);
  if (next2 < 0) return EFAULT;
  // Level 1 (SS-PD): VA bits 29..21, 2 MiB per item. [Figure 9-8, SS-PDE]
  const entry1Lo = s.words[next2 + ((vaLo >>> 20) & 0x3fe)];
  const entry1Hi = s.words[next2 + ((vaLo >>> 20) & 0x3fe) + 1];
  // no table (page-size 0)
  if ((entry1Lo & 3) === 0 || (entry1Lo & 0x80) !== 0) {
    // large-page (page-size 1) [3.7, super pages]
    if ((entry1Lo & 3) !== 0 && (entry1Lo & 0x80) === 0x80) {
      s.oaHi = entry1Hi & 0xfffff;
      s.oaLo = (entry1Lo & -0x200000) | (vaLo & 0x1fffff);
      return 0;
    }
    return (entry1Lo & 3) === 0 ? ENOENT : EBADMSG;
  }
  const next1 = s.image.open(0, entry1Hi & 0xfffff, entry1Lo & -0x1000, 4096);
  if (next1 < 0) return EFAULT;
  // Level 0 (SS-PT): VA bits 20..12, 4 KiB per item. [Figure 9-8, SS-PTE]
  const entry0Lo = s.words[next1 + ((vaLo >>> 11) & 0x3fe)];
  const entry0Hi = s.words[next1 + ((vaLo >>> 11) & 0x3fe) + 1];
  // page
  if ((entry0Lo & 3) !== 0) {
    s.oaHi = entry0Hi & 0xfffff;
    s.oaLo = (entry0Lo & -0x1000) | (vaLo & 0xfff);
    return 0;
  }
  return (entry0Lo & 3) === 0 ? ENOENT : EBADMSG;
}
