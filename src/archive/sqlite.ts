/** What every database begins with. */
export const SQLITE_MAGIC = 'SQLite format 3\0';

const HEADER_BYTES = 100;
const TABLE_LEAF = 0x0d;
const TABLE_INTERIOR = 0x05;
const INDEX_LEAF = 0x0a;
const INDEX_INTERIOR = 0x02;
/** No table has more columns in SQLite itself. */
const MOST_COLUMNS = 32_767;

/** One table of a database. */
export interface SqliteTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Records in the order of the tree: texts and blobs as bytes in UTF-8, the rest null. */
  rows(): Generator<readonly (Buffer | null)[]>;
}

/** A page that could not be read, or was met twice. */
export type Fault = (page: number) => void;

/**
 * Tables with the whole of their rows, wherever those go on in other pages. Each page is read once, whatever points to it, so
 * that the cost is that of the file. https://www.sqlite.org/fileformat2.html
 */
export function readSqlite(bytes: Buffer, fault: Fault): SqliteTable[] {
  if (bytes.length < HEADER_BYTES) return [];
  const pages = new Pages(bytes, fault);
  if (!pages.sound) return [];
  const tables: SqliteTable[] = [];
  for (const [type, name, , root, sql] of pages.records(1)) {
    if (type?.toString() !== 'table' || !name || !(root instanceof Buffer)) continue;
    const page = Number(root.toString());
    if (page < 2) continue;
    tables.push({ name: name.toString('utf8'), columns: columnsOf(sql?.toString('utf8') ?? ''), rows: () => pages.records(page) });
  }
  return tables;
}

class Pages {
  readonly #bytes: Buffer;
  readonly #fault: Fault;
  readonly #size: number;
  readonly #usable: number;
  readonly #wide: 'utf16le' | 'utf16be' | null;
  readonly #seen = new Set<number>();

  constructor(bytes: Buffer, fault: Fault) {
    this.#bytes = bytes;
    this.#fault = fault;
    const size = bytes.readUInt16BE(16);
    this.#size = size === 1 ? 65_536 : size;
    this.#usable = this.#size - bytes[20]!;
    const encoding = bytes.readUInt32BE(56);
    this.#wide = encoding === 2 ? 'utf16le' : encoding === 3 ? 'utf16be' : null;
  }

  get sound(): boolean {
    return this.#size >= 512 && (this.#size & (this.#size - 1)) === 0 && this.#usable >= 480;
  }

  /** Records of the tree under a page, left to right. */
  *records(root: number): Generator<readonly (Buffer | null)[]> {
    const waiting = [root];
    for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
      const bytes = this.#take(page);
      if (!bytes) continue;
      const start = page === 1 ? HEADER_BYTES : 0;
      const type = bytes[start];
      const interior = type === TABLE_INTERIOR || type === INDEX_INTERIOR;
      if (!interior && type !== TABLE_LEAF && type !== INDEX_LEAF) {
        this.#fault(page);
        continue;
      }
      const count = bytes.readUInt16BE(start + 3);
      const pointers = start + (interior ? 12 : 8);
      const inner: number[] = [];
      for (let cell = 0; cell < count && pointers + cell * 2 + 2 <= bytes.length; cell += 1) {
        const at = bytes.readUInt16BE(pointers + cell * 2);
        if (at + 4 > bytes.length) continue;
        if (interior) inner.push(bytes.readUInt32BE(at));
        if (type === TABLE_INTERIOR) continue;
        const payload = this.#payload(bytes, interior ? at + 4 : at, type === TABLE_LEAF);
        if (payload) yield this.#record(payload);
      }
      if (interior) inner.push(bytes.readUInt32BE(start + 8));
      waiting.push(...inner.reverse());
    }
  }

  /** Each once. */
  #take(page: number): Buffer | null {
    const from = (page - 1) * this.#size;
    if (page < 1 || from >= this.#bytes.length || this.#seen.has(page)) {
      this.#fault(page);
      return null;
    }
    this.#seen.add(page);
    const bytes = this.#bytes.subarray(from, from + this.#size);
    return bytes.length >= 512 ? bytes : null;
  }

  /** What a cell holds, with what stands in other pages. */
  #payload(page: Buffer, from: number, table: boolean): Buffer | null {
    const length = readVarint(page, from);
    if (!length) return null;
    let at = from + length.bytes;
    if (table) {
      const rowid = readVarint(page, at);
      if (!rowid) return null;
      at += rowid.bytes;
    }
    const most = table ? this.#usable - 35 : Math.floor(((this.#usable - 12) * 64) / 255) - 23;
    if (length.value <= most) return page.subarray(at, at + length.value);
    const least = Math.floor(((this.#usable - 12) * 32) / 255) - 23;
    const spilled = least + ((length.value - least) % (this.#usable - 4));
    const local = spilled <= most ? spilled : least;
    if (at + local + 4 > page.length) return page.subarray(at);
    const parts = [page.subarray(at, at + local)];
    let left = length.value - local;
    for (let next = page.readUInt32BE(at + local); next !== 0 && left > 0; ) {
      const bytes = this.#take(next);
      if (!bytes) break;
      const part = bytes.subarray(4, 4 + Math.min(left, this.#usable - 4));
      parts.push(part);
      left -= part.length;
      next = bytes.readUInt32BE(0);
    }
    return Buffer.concat(parts);
  }

  #record(payload: Buffer): readonly (Buffer | null)[] {
    const header = readVarint(payload, 0);
    const values: (Buffer | null)[] = [];
    if (!header) return values;
    let at = header.bytes;
    let body = header.value;
    while (at < header.value && values.length < MOST_COLUMNS) {
      const type = readVarint(payload, at);
      if (!type) break;
      at += type.bytes;
      const length = lengthOf(type.value);
      const bytes = payload.subarray(body, body + length);
      body += length;
      if (type.value < 12) values.push(type.value === 0 || type.value === 7 || length > 6 ? null : Buffer.from(String(integer(bytes, type.value))));
      else values.push(type.value % 2 === 1 ? this.#text(bytes) : bytes);
    }
    return values;
  }

  #text(bytes: Buffer): Buffer {
    if (!this.#wide) return bytes;
    const even = Buffer.from(bytes.subarray(0, bytes.length & ~1));
    return Buffer.from((this.#wide === 'utf16be' ? even.swap16() : even).toString('utf16le'), 'utf8');
  }
}

/** Null where it ends behind the bytes. Values beyond what a file can hold are cut. */
function readVarint(bytes: Buffer, from: number): { readonly value: number; readonly bytes: number } | null {
  let value = 0;
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes[from + index];
    if (byte === undefined) return null;
    value = index === 8 ? value * 256 + byte : value * 128 + (byte & 0x7f);
    if (byte < 0x80 || index === 8) return { value: Math.min(value, Number.MAX_SAFE_INTEGER), bytes: index + 1 };
  }
  return null;
}

function lengthOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type]!;
}

function integer(bytes: Buffer, type: number): number {
  if (type >= 8) return type - 8;
  return bytes.length === 0 ? 0 : bytes.readIntBE(0, bytes.length);
}

/** Names in a `CREATE TABLE`, as far as they can be told without reading SQL. */
function columnsOf(sql: string): string[] {
  const open = sql.indexOf('(');
  if (open === -1) return [];
  const columns: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < sql.length && columns.length < MOST_COLUMNS; at += 1) {
    const sign = sql[at];
    if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    if ((sign === ',' && depth === 1) || depth === 0) {
      const name = /^\s*(?:["`[]?)([A-Za-z_][\w$]{0,100})/.exec(sql.slice(start, Math.min(at, start + 300)))?.[1];
      if (name !== undefined && !/^(?:primary|unique|check|foreign|constraint)$/i.test(name)) columns.push(name);
      start = at + 1;
      if (depth === 0) break;
    }
  }
  return columns;
}
