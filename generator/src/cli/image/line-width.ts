/** Lines for people are no longer than this. */
export const lineWidth = 80;

/** Breaks texts at blanks, so that lines of the given indent fit. A word that is longer than a line stays whole. */
export function wrapped(texts: readonly string[], indent: string): readonly string[] {
  return texts
    .flatMap((text) => {
      const lines: string[] = [];
      let line = "";
      // Several blanks in a row are columns, and stay.
      for (const word of text.split(/(?<! ) (?! )/)) {
        if (line !== "" && indent.length + line.length + 1 + word.length > lineWidth) {
          lines.push(line);
          line = "";
        }
        line = line === "" ? word : `${line} ${word}`;
      }
      return line === "" ? lines : [...lines, line];
    })
    .map((line) => indent + line);
}
