const HEADER_BYTES = 30;
/** `K` is rarer in programs than `P`, and the search goes from one to the next. */
const SIGN = Buffer.from('K\x03\x04', 'latin1');
const HIGHEST_VERSION = 63;
const MOST_NAME = 1024;

/** Looks for a zip behind a program that runs or unpacks it, while the program passes. */
export class ZipSearch {
  /** Bytes from here on have not been decided. */
  #tail: Buffer = Buffer.alloc(0);
  #passed = 0;

  /** Where the first entry begins, with all that has come from there on; null so far. `bytes` are valid as long as those that are given. */
  push(bytes: Buffer): { readonly offset: number; readonly bytes: Buffer } | null {
    const tail = this.#tail;
    const base = this.#passed;
    this.#passed += bytes.length;
    const seam = tail.length === 0 ? bytes : Buffer.concat([tail, bytes.subarray(0, HEADER_BYTES)]);
    const early = findEntry(seam, tail.length);
    if (early !== -1 && early + HEADER_BYTES <= seam.length) return { offset: base - tail.length + early, bytes: Buffer.concat([tail.subarray(early), bytes]) };
    const at = early === -1 ? findEntry(bytes, bytes.length) : -1;
    if (at !== -1 && at + HEADER_BYTES <= bytes.length) return { offset: base + at, bytes: bytes.subarray(at) };
    // Where a header has begun, its beginning; else what one may begin with.
    if (early !== -1) this.#tail = seam.subarray(early);
    else if (at !== -1) this.#tail = Buffer.from(bytes.subarray(at));
    else this.#tail = Buffer.from(bytes.length < SIGN.length ? seam.subarray(-SIGN.length) : bytes.subarray(-SIGN.length));
    return null;
  }
}

/** The first place in front of `limit` where an entry begins, or may begin that is cut short; -1 where there is none. */
function findEntry(bytes: Buffer, limit: number): number {
  for (let sign = bytes.indexOf(SIGN); sign !== -1 && sign <= limit; sign = bytes.indexOf(SIGN, sign + 1)) {
    const at = sign - 1;
    if (at >= 0 && bytes[at] === 0x50 && (at + HEADER_BYTES > bytes.length || isEntry(bytes, at))) return at;
  }
  return -1;
}

function isEntry(bytes: Buffer, at: number): boolean {
  const method = bytes.readUInt16LE(at + 8);
  const name = bytes.readUInt16LE(at + 26);
  return bytes[at + 4]! <= HIGHEST_VERSION && bytes[at + 5]! <= 20 && (method === 0 || method === 8) && name > 0 && name <= MOST_NAME && bytes.readUInt16LE(at + 28) <= 4096;
}

/** True for what may have a zip behind it: a script, an ELF or a Windows program. */
export function mayCarryZip(head: Buffer): boolean {
  if (head.length < 512) return false;
  return (head[0] === 0x23 && head[1] === 0x21) || head.readUInt32BE(0) === 0x7f454c46 || (head[0] === 0x4d && head[1] === 0x5a);
}
