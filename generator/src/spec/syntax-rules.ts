/** Problems that keep a file from being a spec at all; the rules of lint/ need a spec to look at. */
export interface SyntaxRule {
  readonly id: string;
  readonly meaning: string;
}

export const syntaxRules: readonly SyntaxRule[] = [
  { id: "yaml-syntax", meaning: "The file is not YAML, or larger or deeper than any spec." },
  { id: "duplicate-key", meaning: "A key stands twice in one map." },
  { id: "unknown-key", meaning: "The language has no such key here." },
  { id: "missing-key", meaning: "A key that the language needs is not there." },
  { id: "bad-name", meaning: "A name has characters that names cannot have." },
  {
    id: "wrong-type",
    meaning: "A value is of another kind than the language expects, e.g. text instead of a list.",
  },
  {
    id: "wrong-value",
    meaning: "A value is not one of those allowed, is out of range, or is not written as expected.",
  },
];
