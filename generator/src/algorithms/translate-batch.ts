import { EFAULT, EOVERFLOW, ERANGE } from "@generic-pt/core";
import type { Level, State } from "./state.js";
import { arrive, walk } from "./translate.js";
import {
  exceedsWords,
  highWord,
  isOutside,
  lowWord,
  placed,
  type Status,
  type Table,
  type Va,
  type Vas,
  vaAt,
} from "./values.js";

/**
 * Looks many VAs up, in memory that nobody changes meanwhile. `vas` and `oas` hold two words per address, low word
 * first; `statuses` gets what `translate` says of each. The result is how many have an OA.
 *
 * A chunk of VAs goes through the levels together: first all tables of level 0 are found, and only then their items are
 * read, so that loads from far away do not wait for each other. Loops have no calls that engines cannot copy into
 * them, and four rounds in one: after a call, and in each round, they look at all arrays anew.
 */
export function translateAll(
  s: State,
  vas: Vas,
  oas: Int32Array,
  statuses: Int32Array,
  count: number,
): number {
  let translated = 0;
  for (let first = 0; first < count; first += 64) {
    let end = first + 64;
    if (end > count) end = count;
    if (locateTables(s, vas, oas, statuses, first, end) > 1)
      s.touched = touchItems(s, vas, statuses, first, end);
    translated += lookUpItems(s, vas, oas, statuses, first, end);
  }
  return translated;
}

// In place of the status of a VA stands the table of level 0 in which it is to be looked up: less than any errno.

function waitingFor(table: Table): number {
  return table | -0x80000000;
}

function isSettled(status: Status): boolean {
  return status >= -0x40000000;
}

function tableOf(waiting: number): Table {
  return waiting & 0x7fffffff;
}

/** Finds the tables of level 0 of the VAs from `first` to `end`. The result is how many times it went down for one. */
function locateTables(
  s: State,
  vas: Vas,
  oas: Int32Array,
  statuses: Int32Array,
  first: number,
  end: number,
): number {
  let descents = 0;
  let at = first;
  while (at < end) {
    if (exceedsWords(s, vas, at)) {
      statuses[at] = EOVERFLOW;
      at += 1;
      continue;
    }
    const va = placed(vaAt(vas, at), s.origin);
    s.found = -1;
    const status = locate(s, va);
    descents += 1;
    if (s.found >= 0) {
      const waiting = waitingFor(s.found);
      statuses[at] = waiting;
      at += 1;
      // VAs behind the last would find an item in the table where they end.
      if (!(s.mayCutTables && isOutside(s.levels[0].lastVa(), s.reach, s.sign)))
        at = shareTable(s, vas, statuses, at, end, va, waiting);
    } else {
      statuses[at] = status;
      if (status === 0) {
        oas[at << 1] = lowWord(s.oa);
        oas[(at << 1) | 1] = highWord(s.oa);
      }
      at += 1;
    }
  }
  return descents;
}

/** Finds the table of level 0 for `va`, in `s.found`. Where there is none the result is that of `translate`. */
function locate(s: State, va: Va): Status {
  if (isOutside(va, s.reach, s.sign)) return ERANGE;
  return seek(s, s.levels[s.topForm], s.top, va);
}

function seek(s: State, level: Level, table: Table, va: Va): Status {
  if (!level.hasTables) {
    // What is looked up together goes to tables of one size.
    if (level.isWideTop) return walk(s, level, table, va);
    s.found = table;
    return 0;
  }
  const entry = level.load(s, table, level.index(va));
  if (level.hasTables && level.isTable(entry)) {
    const next = level.nextTable(s, entry);
    if (level.leadsOutside(s, entry, next)) return EFAULT;
    return seek(s, level.below, next, va);
  }
  return arrive(s, level, entry, va);
}

/** Gives the table of `va` to the VAs that follow, up to the first that is elsewhere: the result is where that stands. */
function shareTable(
  s: State,
  vas: Vas,
  statuses: Int32Array,
  first: number,
  end: number,
  va: Va,
  waiting: number,
): number {
  let at = first;
  while (at + 3 < end) {
    if (!shareTableAt(s, vas, statuses, at, va, waiting)) return at;
    if (!shareTableAt(s, vas, statuses, at + 1, va, waiting)) return at + 1;
    if (!shareTableAt(s, vas, statuses, at + 2, va, waiting)) return at + 2;
    if (!shareTableAt(s, vas, statuses, at + 3, va, waiting)) return at + 3;
    at += 4;
  }
  while (at < end) {
    if (!shareTableAt(s, vas, statuses, at, va, waiting)) return at;
    at += 1;
  }
  return end;
}

function shareTableAt(
  s: State,
  vas: Vas,
  statuses: Int32Array,
  at: number,
  va: Va,
  waiting: number,
): boolean {
  if (exceedsWords(s, vas, at)) return false;
  statuses[at] = waiting;
  const own = placed(vaAt(vas, at), s.origin);
  return s.levels[0].sharesTable(own, va);
}

/** Reads the items at which VAs wait; what they hold is of no interest yet, but must be asked for to be fetched. */
function touchItems(s: State, vas: Vas, statuses: Int32Array, first: number, end: number): number {
  let touched = 0;
  let at = first;
  while (at + 3 < end) {
    touched = touched | touchItem(s, vas, statuses, at);
    touched = touched | touchItem(s, vas, statuses, at + 1);
    touched = touched | touchItem(s, vas, statuses, at + 2);
    touched = touched | touchItem(s, vas, statuses, at + 3);
    at += 4;
  }
  return touched;
}

function touchItem(s: State, vas: Vas, statuses: Int32Array, at: number): number {
  const waiting = statuses[at];
  if (isSettled(waiting)) return 0;
  const va = placed(vaAt(vas, at), s.origin);
  const level = s.levels[0];
  const entry = level.load(s, tableOf(waiting), level.index(va));
  return lowWord(entry);
}

/** Looks the VAs up that wait. The result is how many from `first` to `end` have an OA. */
function lookUpItems(
  s: State,
  vas: Vas,
  oas: Int32Array,
  statuses: Int32Array,
  first: number,
  end: number,
): number {
  let translated = 0;
  let at = first;
  while (at < end) {
    const stop = lookUpSingles(s, vas, oas, statuses, at, end);
    translated += stop - at;
    at = stop + 1;
    if (stop < end) {
      const waiting = statuses[stop];
      if (isSettled(waiting)) {
        if (waiting === 0) translated += 1;
      } else {
        const va = placed(vaAt(vas, stop), s.origin);
        const status = lookUp(s, tableOf(waiting), va);
        statuses[stop] = status;
        if (status === 0) {
          oas[stop << 1] = lowWord(s.oa);
          oas[(stop << 1) | 1] = highWord(s.oa);
          translated += 1;
        }
      }
    }
  }
  return translated;
}

/** What `translate` says of a VA for which `locate` found `table`. */
function lookUp(s: State, table: Table, va: Va): Status {
  return walk(s, s.levels[0], table, va);
}

/** Looks VAs up as long as they wait and have leaves of one item. The result is where the first stands that differs. */
function lookUpSingles(
  s: State,
  vas: Vas,
  oas: Int32Array,
  statuses: Int32Array,
  first: number,
  end: number,
): number {
  let at = first;
  while (at + 3 < end) {
    if (!lookUpSingle(s, vas, oas, statuses, at)) return at;
    if (!lookUpSingle(s, vas, oas, statuses, at + 1)) return at + 1;
    if (!lookUpSingle(s, vas, oas, statuses, at + 2)) return at + 2;
    if (!lookUpSingle(s, vas, oas, statuses, at + 3)) return at + 3;
    at += 4;
  }
  while (at < end) {
    if (!lookUpSingle(s, vas, oas, statuses, at)) return at;
    at += 1;
  }
  return end;
}

function lookUpSingle(s: State, vas: Vas, oas: Int32Array, statuses: Int32Array, at: number): boolean {
  const waiting = statuses[at];
  if (isSettled(waiting)) return false;
  const va = placed(vaAt(vas, at), s.origin);
  const level = s.levels[0];
  const entry = level.load(s, tableOf(waiting), level.index(va));
  if (!level.isSingle(entry)) return false;
  const oa = level.outputAddress(s, entry, va, 0);
  oas[at << 1] = lowWord(oa);
  oas[(at << 1) | 1] = highWord(oa);
  statuses[at] = 0;
  return true;
}
