/**
 * Text of a spec as it may stand in a comment of the output: on one line, and unable to end the comment. Whatever a
 * spec says, it stays prose.
 */
export function commentText(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replaceAll("*/", "*\\/")
    .trim();
}
