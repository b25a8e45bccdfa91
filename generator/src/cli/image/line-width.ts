/**
 * Breaks texts at blanks, so that lines of the given indent are no wider than so many columns. A word that is longer
 * than a line stays whole.
 */
export function wrapped(texts: readonly string[], indent: string, columns: number): readonly string[] {
  return texts
    .flatMap((text) => {
      const lines: string[] = [];
      let line = "";
      // Several blanks in a row are columns, and stay.
      for (const word of text.split(/(?<! ) (?! )/)) {
        if (line !== "" && indent.length + line.length + 1 + word.length > columns) {
          lines.push(line);
          line = "";
        }
        line = line === "" ? word : `${line} ${word}`;
      }
      return line === "" ? lines : [...lines, line];
    })
    .map((line) => indent + line);
}
