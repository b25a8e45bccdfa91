import type { Mapping } from "@generic-pt/core";
import { MalformedRecording } from "../shape.js";
import type { TableView } from "../table-factory.js";
import type { ListDescription, RightsLetter, RightsWord } from "./dump-formats.js";
import { fieldOf, holds } from "./leaf-conditions.js";

/** How a listing writes the rights of a leaf. */
export interface Spelling {
  /** Of a leaf of the table. */
  text(leaf: Mapping, table: TableView): string;
  /** Whether a leaf's rights, from {@link Spelling.text}, are those that a listing states. */
  same(listed: string, actual: string): boolean;
  /** Throws {@link MalformedRecording} for a text that cannot be rights. */
  check(text: string, place: string): void;
}

/** The spelling of a list's `rights` column: letter by letter, or word by word. */
export function spellingOf({ rights = [], words }: ListDescription): Spelling {
  return words === undefined ? letterSpelling(rights) : wordSpelling(words);
}

/** `rw-`: a letter or `-` in each place; `?` where the listing says nothing about the table. */
function letterSpelling(letters: readonly RightsLetter[]): Spelling {
  const pattern = letters.map((letter) => ("ignored" in letter ? "?" : letter.letter)).join("");
  return {
    text: (leaf, table) =>
      letters
        .map((letter) => ("ignored" in letter ? "?" : holds(letter, leaf, table) ? letter.letter : "-"))
        .join(""),
    same: (listed, actual) =>
      letters.every((letter, index) => {
        if ("ignored" in letter || listed[index] === actual[index]) return true;
        return letter.atMost === true && listed[index] === letter.letter;
      }),
    check(text, place) {
      const fits = letters.every(
        (letter, index) => "ignored" in letter || text[index] === "-" || text[index] === letter.letter,
      );
      if (text.length !== letters.length || !fits) throw misspelt(place, text, pattern);
    },
  };
}

/** `RW NX AF`: words in a fixed order, some of which are left out where they do not hold. */
function wordSpelling(words: readonly RightsWord[]): Spelling {
  const choices = words.map(choicesOf);
  const pattern = choices.map((some) => (some.includes("") ? `[${some.join("|")}]` : some.join("|")));
  return {
    text: (leaf, table) =>
      words
        .map((word) => wordFor(word, leaf, table))
        .filter((text) => text !== "")
        .join(" "),
    same: (listed, actual) => listed === actual,
    check(text, place) {
      const given = text.split(" ");
      let at = 0;
      for (const some of choices) {
        const word = given[at];
        if (word !== undefined && word !== "" && some.includes(word)) at++;
        else if (!some.includes("")) throw misspelt(place, text, pattern.join(" ").replaceAll("|]", "]"));
      }
      if (at < given.length) throw misspelt(place, text, pattern.join(" ").replaceAll("|]", "]"));
    },
  };
}

/** What may stand in the place of a word; "": nothing. */
function choicesOf(word: RightsWord): readonly string[] {
  return "words" in word ? word.words : [word.word, word.otherwise ?? ""];
}

function wordFor(word: RightsWord, leaf: Mapping, table: TableView): string {
  if (!("words" in word)) return holds(word, leaf, table) ? word.word : (word.otherwise ?? "");
  const value = fieldOf(word.field, leaf, table);
  return word.words[Number(value)] ?? `${word.field}=${value}`;
}

function misspelt(place: string, text: string, pattern: string): MalformedRecording {
  return new MalformedRecording(
    place,
    `rights ${JSON.stringify(text)} are not spelt like ${JSON.stringify(pattern)}`,
  );
}
