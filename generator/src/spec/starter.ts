/** The text of a commented spec to start from: three levels of 64-bit items, without problems. */
export function starterSpec(format: string): string {
  return `# yaml-language-server: $schema=../docs/spec.schema.json
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
levels: # level 0 holds only leaves; each level exactly once
  - { levels: 0..2, index-bits: 9 }

fields: # name: bits, or { bits, doc, cite }
  present: { bits: 0, doc: The item takes part in translation. }
  write: { bits: 1, doc: The device may write. }
  dirty: { bits: 6, doc: Hardware wrote through the leaf. }
  large: { bits: 7, doc: A leaf above level 0. }

addresses: # which entry bits hold which address bits
  output: [{ bits: 51..12, from: 12 }]
  next: [{ bits: 51..12, from: 12 }]

entries: # the first whose match holds decides; what none matches is reserved
  empty: { kind: empty, match: { present: 0 } }
  table: { kind: table, levels: 1..2, match: { present: 1, large: 0 }, address: next, set: { write: 1 } }
  page: { kind: leaf, levels: 0, match: { present: 1 }, address: output }
  large-page: { kind: leaf, levels: 1..2, match: { present: 1, large: 1 }, address: output }

protections: # read, write, cache, noexec, mmio, priv
  require-any: [read, write]
  rules: # what they add to a leaf
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
