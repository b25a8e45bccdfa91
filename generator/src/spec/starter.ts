/**
 * The text of a commented spec to start from: three levels of 64-bit items, without problems. `schema` is where the JSON
 * Schema is, from the spec's folder.
 */
export function starterSpec(format: string, schema: string): string {
  return `# yaml-language-server: $schema=${schema}
format: ${format} # the name of this file
title: ${format} page table
description: Three levels of 4 KiB tables. Say here what the format is for.
source:
  manual: The manual that defines the format
  # section: "4.1"
  # url: https://example.com/manual.pdf

item: { bits: 64 } # one slot of a table; endian: big if it is
granule: 4KiB # the smallest page
va: { max: 39, beyond-top: refuse } # refuse, or narrow, VAs that a fixed top does not cover
oa: { max: 52 }
top: { levels: 1..2, otherwise: EINVAL } # levels that a top table may have
levels: # level 0 is the last of a walk, whatever the manual calls it; each level exactly once
  - { levels: 0..2, index-bits: 9 }

fields: # name: bits, or { bits, doc, cite }
  present: { bits: 0, doc: The item takes part in translation. }
  write: { bits: 1, doc: The device may write. }
  dirty: { bits: 6, doc: Hardware wrote through the leaf. }
  large: { bits: 7, doc: A leaf above level 0. }

addresses: # item bits, and the address bit that the lowest of them holds
  output: [{ bits: 51..12, from: 12 }]
  next: [{ bits: 51..12, from: 12 }]

entries: # the first whose match holds decides; what none matches is reserved
  empty: { kind: empty, match: { present: 0 } }
  table: { kind: table, levels: 1..2, match: { present: 1, large: 0 }, address: next, set: { write: 1 } }
  page: { kind: leaf, levels: 0, match: { present: 1 }, address: output }
  large-page: { kind: leaf, levels: 1..2, match: { present: 1, large: 1 }, address: output }

protections: # read, write, cache, noexec, mmio, priv
  require-any: [read, write]
  rules: # what they write into a leaf; in the same field the last that applies wins
    - { if: write, set: { write: 1 } }
  reads: # how leaves read back, where the rules do not say it
    read: { present: 1 }

features: # what a table can be created with
  flush-range: { effect: flush-whole-range }

dirty: { match: { dirty: 1 } }

root: # the fields that make hardware use the table
  table-pointer: { holds: top-address }
  levels: { holds: top-level, plus: 1 }
`;
}
