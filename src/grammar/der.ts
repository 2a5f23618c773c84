/** An element of DER or of BER with definite or indefinite lengths. https://www.itu.int/rec/T-REC-X.690 */
export interface Element {
  readonly tag: number;
  /** Its content. */
  readonly body: Buffer;
  /** Bytes with tag and length. */
  readonly length: number;
}

const DEEPEST = 24;

/** The element at `at`; null where there is none. */
export function readElement(bytes: Buffer, at = 0, depth = 0): Element | null {
  if (at + 2 > bytes.length || depth > DEEPEST) return null;
  const tag = bytes[at]!;
  const first = bytes[at + 1]!;
  if (first === 0x80) return readIndefinite(bytes, at, tag, depth);
  const size = first < 0x80 ? 0 : first & 0x7f;
  if (size > 4 || at + 2 + size > bytes.length) return null;
  const length = size === 0 ? first : bytes.readUIntBE(at + 2, size);
  const start = at + 2 + size;
  return start + length > bytes.length ? null : { tag, body: bytes.subarray(start, start + length), length: start + length - at };
}

/** Up to the two NULs that end it. */
function readIndefinite(bytes: Buffer, at: number, tag: number, depth: number): Element | null {
  let end = at + 2;
  for (;;) {
    if (end + 2 > bytes.length) return null;
    if (bytes[end] === 0 && bytes[end + 1] === 0) return { tag, body: bytes.subarray(at + 2, end), length: end + 2 - at };
    const inner = readElement(bytes, end, depth + 1);
    if (!inner) return null;
    end += inner.length;
  }
}

/** The elements within, in order; those that cannot be read end the list. */
export function children(body: Buffer): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < body.length; ) {
    const element = readElement(body, at);
    if (!element) break;
    found.push(element);
    at += element.length;
  }
  return found;
}

/** Octets of a string, its pieces joined where it was written in several. */
export function octets(element: Element): Buffer {
  return element.tag & 0x20 ? Buffer.concat(children(element.body).map(octets)) : element.body;
}
