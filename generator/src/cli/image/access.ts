import type { TableTraits } from "@generic-pt/core";
import { Protection, type Walk, type WalkStep } from "@generic-pt/core";
import { CommandError } from "../command-error.js";
import { readableProtections } from "./rights.js";

/** Something that an access needs. */
export const accessNames = ["read", "write", "exec", "user"] as const;

export type AccessName = (typeof accessNames)[number];

/** The protection that decides about an access, and whether it must be there or must not. */
const needs: Readonly<Record<AccessName, { readonly bit: number; readonly mustBeSet: boolean }>> = {
  read: { bit: Protection.READ, mustBeSet: true },
  write: { bit: Protection.WRITE, mustBeSet: true },
  exec: { bit: Protection.NOEXEC, mustBeSet: false },
  user: { bit: Protection.PRIV, mustBeSet: false },
};

/** Whether a translation allows an access. */
export interface AccessVerdict {
  readonly access: AccessName;
  readonly allowed: boolean;
  /** The first item on the way that denies it; undefined if the walk does not reach a leaf. */
  readonly deniedBy: WalkStep | undefined;
  /** Code of the fault that ends the walk before a leaf. */
  readonly fault: string | undefined;
}

/** Reads `write,user`. Throws {@link CommandError} for what is no access, or one that the format says nothing about. */
export function parseAccesses(text: string, traits: TableTraits): readonly AccessName[] {
  const readable = readableProtections(traits);
  return text.split(",").map((part) => {
    const access = accessNames.find((name) => name === part.trim());
    if (access === undefined)
      throw new CommandError(`--access: "${part}" is none of ${accessNames.join(", ")}`);
    if ((needs[access].bit & readable) === 0)
      throw new CommandError(`--access: tables of ${traits.format} say nothing about "${access}"`);
    return access;
  });
}

export function judge({ steps, leaf, fault }: Walk, access: AccessName): AccessVerdict {
  if (leaf === undefined) return { access, allowed: false, deniedBy: undefined, fault: fault?.code };
  const { bit, mustBeSet } = needs[access];
  const allows = (bits: number): boolean => ((bits & bit) !== 0) === mustBeSet;
  if (allows(leaf.effective)) return { access, allowed: true, deniedBy: undefined, fault: undefined };
  const deniedBy = steps.find(({ entry, takes, imposes }) =>
    entry.kind === "table" ? ((mustBeSet ? takes : imposes) & bit) !== 0 : !allows(leaf.protection),
  );
  return { access, allowed: false, deniedBy, fault: undefined };
}
