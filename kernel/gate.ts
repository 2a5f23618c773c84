// The gates of src/match/gate-table.ts, followed as src/match/gate.ts does. `kernel/scan.ts` asks them.
// A row is a set of states of one gate, and lies in as many units as it needs: which gate, the next row of its bucket, how many
// states, where it goes by the class of a byte, and the states, counted from the gate's first. It is named by its first unit.

/** As in src/match/gate-table.ts. */
const FARTHEST: usize = 64;
const MOST_ROWS: u32 = 1024;
const STATE: usize = 6;
const OPEN: i32 = -32768;

/** Stands for `OPEN` where states are counted from the gate's first. */
const NOWHERE: i32 = 0xffff;

/** Where in a record there is room for the row that its gate begins in. */
const BEGIN: usize = 52;

/** Where a row goes that was not asked yet, and what is no row. */
const UNKNOWN: u32 = 0;
const PASS: u32 = 1;
const FAIL: u32 = 2;
const FIRST_ROW: u32 = 3;

const UNIT_BITS: usize = 7;
const BUCKET_BITS: u32 = 14;
const HEAD: usize = 8;

let gates: usize = 0;
let states: usize = 0;
let sets: usize = 0;
let classes: usize = 0;
/** Twice the number of classes. */
let cells: usize = 0;
/** How many rows each gate has. */
let rowCounts: usize = 0;
/** The first row of each list of rows that may be the same. */
let buckets: usize = 0;
/** Of each state of a gate, which row was being made when it was come to last. */
let marks: usize = 0;
/** States that are still to be gone to. */
let waiting: usize = 0;
/** Those of the row that is being made. */
let found: usize = 0;
let units: usize = 0;
let mark: u32 = 0;
let nextUnit: u32 = FIRST_ROW;
let endUnit: u32 = FIRST_ROW;

export function setUpGates(gatesAt: usize, statesAt: usize, setsAt: usize, classesAt: usize, classCount: usize): void {
  cells = classCount << 1;
  gates = gatesAt;
  states = statesAt;
  sets = setsAt;
  classes = classesAt;
}

/** Two bytes for each gate, two for each of the buckets, four, eight and two for each state that a gate can have, and 128 for each unit. */
export function giveGatesRoom(rowCountsAt: usize, gateCount: usize, bucketsAt: usize, marksAt: usize, stateCount: usize, waitingAt: usize, foundAt: usize, unitsAt: usize, unitCount: u32): void {
  rowCounts = rowCountsAt;
  buckets = bucketsAt;
  marks = marksAt;
  waiting = waitingAt;
  found = foundAt;
  units = unitsAt - (<usize>FIRST_ROW << UNIT_BITS);
  endUnit = FIRST_ROW + unitCount;
  memory.fill(rowCounts, 0, gateCount << 1);
  memory.fill(buckets, 0, 2 << BUCKET_BITS);
  memory.fill(marks, 0, stateCount << 2);
}

/** False only where no match begins at `at`, for an anchor that fits; nothing is known of what would follow the text's end. */
// @ts-ignore: decorator
@inline
export function passes(record: usize, at: usize, textEnd: usize): bool {
  let row = <u32>load<u16>(record, BEGIN);
  if (row == UNKNOWN) row = begin(record);
  const stop = min(textEnd, at + FARTHEST);
  for (let place = at + <usize>load<u16>(record, 50); place < stop && row >= FIRST_ROW; place++) {
    const byte = <usize>load<u8>(place);
    const cell = addressOf(row) + HEAD + (<usize>load<u8>(classes + byte) << 1);
    const next = <u32>load<u16>(cell);
    row = next == UNKNOWN ? follow(row, byte, cell) : next;
  }
  return row != FAIL;
}

// @ts-ignore: decorator
@inline
function addressOf(row: u32): usize {
  return units + (<usize>row << UNIT_BITS);
}

// @ts-ignore: decorator
@inline
function firstState(gate: u32): usize {
  return states + <usize>load<u32>(gates + (<usize>gate << 2)) * STATE;
}

function begin(record: usize): u32 {
  store<u16>(waiting, load<u16>(record, 48));
  const row = rowOf(load<u32>(record, 44), waiting + 2);
  store<u16>(record, <u16>row, BEGIN);
  return row;
}

function follow(row: u32, byte: usize, cell: usize): u32 {
  const gate = load<u32>(addressOf(row));
  const first = firstState(gate);
  let last = waiting;
  let place = addressOf(row) + HEAD + cells;
  for (const end = place + (<usize>load<u16>(addressOf(row), 6) << 1); place < end; place += 2) {
    const state = <i32>load<u16>(place);
    const address = first + <usize>state * STATE;
    if (((load<u8>(sets + (<usize>load<i16>(address) << 5) + (byte >> 3)) >> <u8>(byte & 7)) & 1) == 0) continue;
    store<u16>(last, <u16>wayOf(state, load<i16>(address, 2)));
    last += 2;
  }
  const next = rowOf(gate, last);
  store<u16>(cell, <u16>next);
  return next;
}

// @ts-ignore: decorator
@inline
function wayOf(state: i32, distance: i32): i32 {
  return distance == OPEN ? NOWHERE : state + distance;
}

/** The row of the states that wait, up to `last`, and of all that are reached from them without a byte. */
function rowOf(gate: u32, last: usize): u32 {
  const first = firstState(gate);
  let next = found;
  let hash = gate * 0x9e3779b1;
  mark++;
  while (last > waiting) {
    last -= 2;
    const state = <i32>load<u16>(last);
    if (state == NOWHERE) return PASS;
    const seen = marks + (<usize>state << 2);
    if (load<u32>(seen) == mark) continue;
    store<u32>(seen, mark);
    const address = first + <usize>state * STATE;
    if (load<i16>(address) == 0) {
      store<u16>(last, <u16>wayOf(state, load<i16>(address, 2)));
      last += 2;
    } else {
      store<u16>(next, <u16>state);
      next += 2;
      // In whatever order they come, the sum is the same.
      const mixed = <u32>(state + 1) * 0x85ebca6b;
      hash += mixed ^ (mixed >> 15);
    }
    const other = load<i16>(address, 4);
    if (other == 0) continue;
    store<u16>(last, <u16>wayOf(state, other));
    last += 2;
  }
  const count = <u32>(next - found) >> 1;
  if (count == 0) return FAIL;
  const bucket = buckets + (<usize>((hash * 0xc2b2ae35) >> (32 - BUCKET_BITS)) << 1);
  for (let row = <u32>load<u16>(bucket); row != UNKNOWN; row = <u32>load<u16>(addressOf(row), 4)) if (isFound(row, gate, count)) return row;
  return addRow(gate, count, bucket);
}

/** Whether a row holds the states that were found, which are the last ones that have been marked. */
function isFound(row: u32, gate: u32, count: u32): bool {
  const address = addressOf(row);
  if (load<u32>(address) != gate || <u32>load<u16>(address, 6) != count) return false;
  let place = address + HEAD + cells;
  for (const end = place + (<usize>count << 1); place < end; place += 2) if (load<u32>(marks + (<usize>load<u16>(place) << 2)) != mark) return false;
  return true;
}

function addRow(gate: u32, count: u32, bucket: usize): u32 {
  const own = rowCounts + (<usize>gate << 1);
  const rows = <u32>load<u16>(own);
  const size = HEAD + cells + (<usize>count << 1);
  const end = nextUnit + <u32>((size + (1 << UNIT_BITS) - 1) >> UNIT_BITS);
  if (rows == MOST_ROWS || end > endUnit) return PASS;
  const row = nextUnit;
  const address = addressOf(row);
  store<u32>(address, gate);
  store<u16>(address, load<u16>(bucket), 4);
  store<u16>(address, <u16>count, 6);
  memory.fill(address + HEAD, 0, cells);
  memory.copy(address + HEAD + cells, found, <usize>count << 1);
  store<u16>(bucket, <u16>row);
  store<u16>(own, <u16>(rows + 1));
  nextUnit = end;
  return row;
}
