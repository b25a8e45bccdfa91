/**
 * Text of a spec as it may stand in a comment of the output: on one line, and unable to end the comment. Whatever a
 * spec says, it stays prose.
 */
export function commentText(text: string): string {
  // Nearly all text is as it has to be, and a function has many comments.
  if (!mayNeedChange.test(text)) return text;
  return text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replaceAll("*/", "*\\/")
    .trim();
}

/** Anything but single blanks between printable ASCII characters. */
const mayNeedChange = /[^ -~]| {2}|\*\/|^ | $/;
