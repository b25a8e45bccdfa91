import { Protection, type TableTraits } from "@generic-pt/core";

/** What can be shown of protections: only what the format reads back from its leaves. */
const letters = [
  {
    letter: "r",
    word: "read",
    bit: Protection.READ,
    isGranted: (bits: number) => (bits & Protection.READ) !== 0,
  },
  {
    letter: "w",
    word: "write",
    bit: Protection.WRITE,
    isGranted: (bits: number) => (bits & Protection.WRITE) !== 0,
  },
  {
    letter: "x",
    word: "execute",
    bit: Protection.NOEXEC,
    isGranted: (bits: number) => (bits & Protection.NOEXEC) === 0,
  },
] as const;

/** The protections that a table of the format tells anything about, as bits. */
export function readableProtections({ reads }: TableTraits): number {
  return reads.reduce((bits, { protection }) => bits | protection, 0);
}

/** `rwx u`: read, write, execute; user or kernel. Without the parts that the format says nothing about. */
export function rightsText(traits: TableTraits, bits: number): string {
  const readable = readableProtections(traits);
  const access = letters
    .filter(({ bit }) => (readable & bit) !== 0)
    .map(({ letter, isGranted }) => (isGranted(bits) ? letter : "-"))
    .join("");
  if ((readable & Protection.PRIV) === 0) return access;
  return `${access} ${(bits & Protection.PRIV) === 0 ? "u" : "k"}`;
}

/** `read, execute; user` */
export function rightsWords(traits: TableTraits, bits: number): string {
  const readable = readableProtections(traits);
  const granted = letters
    .filter(({ bit, isGranted }) => (readable & bit) !== 0 && isGranted(bits))
    .map(({ word }) => word);
  const access = granted.join(", ") || "nothing";
  if ((readable & Protection.PRIV) === 0) return access;
  return `${access}; ${(bits & Protection.PRIV) === 0 ? "user" : "kernel only"}`;
}
