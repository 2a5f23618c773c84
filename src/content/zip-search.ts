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

  /** Where the first entry begins, with all that has come from there on; null so far. `bytes` are valid only during the call. */
  push(bytes: Buffer): { readonly offset: number; readonly bytes: Buffer } | null {
    const seam = this.#tail.length === 0 ? bytes : Buffer.concat([this.#tail, bytes]);
    const base = this.#passed - this.#tail.length;
    this.#passed += bytes.length;
    for (let sign = seam.indexOf(SIGN); sign !== -1; sign = seam.indexOf(SIGN, sign + 1)) {
      const at = sign - 1;
      if (at < 0 || seam[at] !== 0x50) continue;
      if (at + HEADER_BYTES > seam.length) {
        this.#tail = Buffer.from(seam.subarray(at));
        return null;
      }
      if (isEntry(seam, at)) return { offset: base + at, bytes: seam.subarray(at) };
    }
    this.#tail = Buffer.from(seam.subarray(Math.max(0, seam.length - SIGN.length)));
    return null;
  }
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
