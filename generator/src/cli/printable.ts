/**
 * What a terminal would act on instead of showing it: controls, and marks that turn the direction of
 * text. Names and texts from files may hold them.
 */
const acting = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const actingButLineEnd = new RegExp(`(?!\\n|\\t)${acting.source}`, "gu");
/** The colours that commands use, each a word of the terminal; they stay. */
const actingButColour = new RegExp(
  `${String.fromCharCode(27)}\\[(?:0|1|2|22|3[0-79]|9[0-7])m|${actingButLineEnd.source}`,
  "gu",
);

/** A name or value from a file, on one line: `\u001b` in place of the character, which in JSON is the same. */
export function printable(text: string): string {
  return text.replace(acting, escaped);
}

/** The same for a text of whole lines. */
export function printableLines(text: string, keepsColour: boolean): string {
  if (!keepsColour) return text.replace(actingButLineEnd, escaped);
  return text.replace(actingButColour, (found) => (found.length > 1 ? found : escaped(found)));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
