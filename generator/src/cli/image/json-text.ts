/** JSON with addresses and other wide numbers as hexadecimal strings. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_, member: unknown) => (typeof member === "bigint" ? `0x${member.toString(16)}` : member),
    indent,
  );
}
