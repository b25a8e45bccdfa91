/** Specs that exist nowhere else: what a format author might bring along, by file name. */
export const newSpecs: Readonly<Record<string, string>> = {
  "loom8.yaml": `
format: loom8
title: Three levels over 8 KiB granules
description: Output addresses lie in three pieces, permissions are inverted, and nothing tells of writes.
source: { manual: A test }
item: { bits: 64 }
granule: 8KiB
va: { max: 39, beyond-top: refuse }
oa: { max: 48 }
top: { levels: 2, otherwise: EINVAL }
levels:
  - { levels: 0..1, index-bits: 10 }
  - { levels: 2, index-bits: 6, label: crown }
fields:
  kind: 2..0
  read-only: 3
  coherent: 5
  hidden: 63
addresses:
  leaf: [{ bits: 15..8, from: 40 }, { bits: 42..32, from: 13 }, { bits: 31..16, from: 24 }]
  next: [{ bits: 58..32, from: 13 }]
entries:
  empty: { kind: empty, match: { kind: 0 } }
  table: { kind: table, levels: 1..2, match: { kind: 5 }, address: next }
  page: { kind: leaf, levels: 0, match: { kind: 6 }, address: leaf }
  block: { kind: leaf, levels: 1, match: { kind: 7 }, address: leaf }
protections:
  require-any: [read]
  refuse:
    - { if: [write, priv], error: EOPNOTSUPP, why: A test. }
  rules:
    - { unless: write, set: { read-only: 1 } }
    - { if: priv, set: { hidden: 1 } }
    - { feature: quiet, without-feature: loud, set: { coherent: 1 } }
  reads:
    read: { kind: { not: 0 } }
    write: { read-only: 0 }
    priv: { hidden: 1 }
features:
  quiet: {}
  loud: {}
  gapless: { effect: flush-without-gaps }
root:
  base: { holds: top-address, shift: 8 }
`,
  "reed32.yaml": `
format: reed32
title: Big-endian items of 32 bits
description: An address in two pieces, and leaves of four or eight equal items that a field of their own tells apart.
source: { manual: A test }
item: { bits: 32, endian: big }
granule: 2KiB
va: { max: 30, beyond-top: narrow }
oa: { max: 34 }
top: { levels: 1..2, otherwise: EOPNOTSUPP }
levels:
  - { levels: 0, index-bits: 7 }
  - { levels: 1, index-bits: 9 }
  - { levels: 2, index-bits: 3 }
fields:
  kind: 31..30
  span: 29..28
  write: 27
  changed: 26
addresses:
  output: [{ bits: 22..0, from: 11 }]
  next: [{ bits: 19..0, from: 13 }, { bits: 23..20, from: 9 }]
entries:
  empty: { kind: empty, match: { kind: 0 } }
  table: { kind: table, levels: 1..2, match: { kind: 3 }, address: next }
  page: { kind: leaf, levels: 0..1, match: { kind: 1, span: 0 }, address: output }
  four: { kind: leaf, levels: 0..1, match: { kind: 1, span: 1 }, address: output, contiguous: { counts: 4, items: same } }
  eight: { kind: leaf, levels: 0, match: { kind: 1, span: 2 }, address: output, contiguous: { counts: 8, items: same } }
protections:
  rules:
    - { if: write, set: { write: 1 } }
  reads:
    read: { kind: 1 }
    write: { write: 1 }
dirty: { match: { changed: 1 } }
features:
  taller: { effect: top-grows }
root:
  pointer: { holds: top-address }
  levels: { holds: top-level, plus: 1 }
variants:
  growing: { title: A top that grows }
  fixed:
    title: One start level, little items
    va: { max: 27, beyond-top: refuse }
    top: { levels: 1 }
    features: { taller: null }
    levels:
      - { levels: 0, index-bits: 7 }
      - { levels: 1, index-bits: 9 }
    item: { endian: little }
    entries:
      table: { levels: 1 }
      eight: null
`,
  "moss64.yaml": `
format: moss64
title: Hints and sizes among the address bits
description: A bit that hints at sixteen items whose addresses go on, and a leaf whose size is coded in its address.
source: { manual: A test }
item: { bits: 64, endian: big }
granule: 4KiB
va: { max: 48, beyond-top: narrow }
oa: { max: 50 }
top: { levels: 1..3, otherwise: EINVAL }
levels:
  - { levels: 0..3, index-bits: 9 }
fields:
  valid: 0
  leaf: 1
  write: 2
  used: 7
  code: 8
  hint: 9
  flushed: 60
  frame: 47..10
addresses:
  frame: [{ bits: 47..10, from: 12 }]
entries:
  empty: { kind: empty, match: { valid: 0 } }
  table: { kind: table, levels: 1..3, match: { valid: 1, leaf: 0 }, address: frame }
  natural:
    kind: leaf
    levels: 0..1
    match: { valid: 1, leaf: 1, code: 1 }
    address: frame
    contiguous: { counts: { level 0: 2..8, level 1: 4 }, items: same, size-code: { kind: napot, low: 10 } }
  hinted:
    kind: leaf
    levels: 0..2
    match: { valid: 1, leaf: 1, code: 0, hint: 1 }
    address: frame
    contiguous: { counts: { level 0: 16, level 1: 32, level 2: 2 }, items: advance }
  page: { kind: leaf, levels: 0..2, match: { valid: 1, leaf: 1, code: 0, hint: 0 }, address: frame }
protections:
  require-any: [read, write]
  rules:
    - { if: write, set: { write: 1 } }
    - { feature: sealed, mark: key }
    - { on: table, feature: sealed, mark: key }
  reads:
    read: { valid: 1 }
    write: { write: 1 }
parameters:
  key: { feature: sealed, within: frame }
features:
  sealed: {}
  taller: { effect: top-grows }
  incoherent: { effect: mark-flushed, set: { flushed: 1 } }
dirty: { match: { used: 1 } }
root:
  pointer: { holds: top-address, shift: 12 }
  depth: { holds: top-level }
`,
  "fern32.yaml": `
format: fern32
title: Little tables at both ends of the 64-bit space
description: >-
  VAs of 32 or 36 bits that are sign-extended to 64, leaves of several items that a feature allows, tables that
  restrict what lies below them, and registers that say where they are.
source: { manual: A test }
item: { bits: 32, endian: big }
granule: 4KiB
va: { max: 36, widths: [32, 36], beyond-top: refuse }
oa: { max: 34 }
top: { levels: 1..2, otherwise: EOPNOTSUPP }
levels:
  - { levels: 0, index-bits: 10, label: leaflet }
  - { levels: 1, index-bits: 10, label: frond }
  - { levels: 2, index-bits: 4, label: crown }
fields:
  kind: 1..0
  write: 2
  user: 3
  changed: 4
  span: { bits: 5, levels: 0..1 }
  policy: { bits: 6, levels: 0, on: leaf }
  locked: { bits: 6, levels: 1..2, on: table }
  long: { bits: 7, levels: 0 }
  sealed: { bits: 8..7, levels: 1..2 }
  frame: 31..10
addresses:
  frame: [{ bits: 31..10, from: 12 }]
entries:
  empty: { kind: empty, match: { kind: 0 } }
  table:
    kind: table
    levels: 1..2
    match: { kind: 3 }
    set: { write: 1, user: 1, sealed: 2 }
    address: frame
  page: { kind: leaf, levels: 0..1, match: { kind: 1, span: 0 }, address: frame }
  row:
    kind: leaf
    levels: 0..1
    match: { kind: 1, span: 1 }
    address: frame
    contiguous: { counts: { level 0: 8, level 1: 4 }, items: advance, feature: rows }
  column:
    kind: leaf
    levels: 0
    match: { kind: 2, long: 1 }
    address: frame
    contiguous: { counts: [2, 4, 16, 32], items: same, size-code: { kind: ones, low: 10 }, feature: columns }
protections:
  require-any: [read, write]
  rules:
    - { if: write, set: { write: 1 } }
    - { unless: priv, set: { user: 1 } }
    - { feature: rows, levels: 0, set: { policy: 1 } }
  reads:
    read: { kind: { not: 0 } }
    write: { write: 1 }
    priv: { user: 0 }
  restricts:
    - { match: { write: 0 }, takes: write }
    - { match: { user: 0 }, imposes: priv }
    - { match: { locked: 1, sealed: { not: 2 } }, takes: [read, write], imposes: [noexec, priv] }
dirty: { match: { changed: 1 } }
features:
  extended: { effect: sign-extended }
  taller: { effect: top-grows, supported: false }
  rows: {}
  columns: {}
  gapless: { effect: flush-without-gaps }
root:
  base: { holds: top-address, shift: 10 }
  depth: { holds: top-level, plus: 1 }
registers:
  ptbr:
    features: [extended, rows]
    fields:
      base: { bits: 35..14, holds: top-address, shift: 12 }
      height: { bits: 1..0, holds: top-level }
  start:
    fields: { base: { bits: 63..12, holds: top-address, shift: 12 } }
  control:
    features: extended
    fields: { tall: { bits: 40, holds: top-level, plus: -1 } }
variants:
  both: { title: Either width }
  short:
    title: 32 bits of VA in words of 64, and an upper half always
    va: { max: 32, widths: [32] }
    top: { levels: 1 }
    levels:
      - { levels: 0, index-bits: 10 }
      - { levels: 1, index-bits: 10 }
    entries: { table: { levels: 1 } }
    features: { extended: { always: true }, columns: null }
    registers: { control: null }
`,
  "slate16.yaml": `
format: slate16
title: A top of two items over tables of 16 KiB
description: Granules of 16 KiB, eleven bits a level, and a single bit of VA at the top.
source: { manual: A test }
item: { bits: 64 }
granule: 16KiB
va: { max: 48, beyond-top: narrow }
oa: { max: 52 }
top: { levels: 2..3, otherwise: EINVAL }
levels:
  - { levels: 0..2, index-bits: 11 }
  - { levels: 3, index-bits: 1, label: summit }
fields:
  valid: 0
  table: 1
  read-only: 7
  dirty: 51
  contiguous: 52
addresses:
  output: [{ bits: 47..14, from: 14 }, { bits: 13..10, from: 48 }]
entries:
  empty: { kind: empty, match: { valid: 0 } }
  next: { kind: table, levels: 1..3, match: { valid: 1, table: 1 }, address: output }
  pages:
    kind: leaf
    levels: 0
    match: { valid: 1, table: 1, contiguous: 1 }
    address: output
    contiguous: { counts: 128, items: advance }
  blocks:
    kind: leaf
    levels: 1
    match: { valid: 1, table: 0, contiguous: 1 }
    address: output
    contiguous: { counts: 32, items: advance }
  page: { kind: leaf, levels: 0, match: { valid: 1, table: 1 }, address: output }
  block: { kind: leaf, levels: 1, match: { valid: 1, table: 0 }, address: output }
protections:
  require-any: [read]
  rules:
    - { unless: write, set: { read-only: 1 } }
  reads:
    read: { valid: 1 }
    write: { read-only: 0 }
dirty: { match: { dirty: 1 } }
root:
  ttb: { holds: top-address }
  start: { holds: top-level }
`,
};
