/** TypeScript text of plain data: numbers in decimal, BigInts in hexadecimal, members in their order. */
export function printLiteral(value: unknown, indent = ""): string {
  if (typeof value === "bigint") return `0x${value.toString(16)}n`;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return JSON.stringify(value);
  if (Array.isArray(value))
    return printList(
      value.map((item) => printLiteral(item, `${indent}  `)),
      "[",
      "]",
      indent,
    );
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => `${printName(name)}: ${printLiteral(member, `${indent}  `)}`);
    return printList(members, "{", "}", indent);
  }
  throw new Error(`${String(value)} is no plain data`);
}

const printName = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

/** On one line where it fits 110 columns, one member a line elsewhere. */
function printList(members: readonly string[], open: string, close: string, indent: string): string {
  if (members.length === 0) return `${open}${close}`;
  const blank = open === "{" ? " " : "";
  const flat = `${open}${blank}${members.join(", ")}${blank}${close}`;
  if (!flat.includes("\n") && indent.length + flat.length <= 96) return flat;
  return `${open}\n${members.map((member) => `${indent}  ${member},\n`).join("")}${indent}${close}`;
}
