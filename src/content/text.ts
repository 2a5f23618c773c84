const NEWLINE = 0x0a;

/**
 * Bytes of the UTF-8 sequence at `at`; 1 for a byte that begins none, which then counts as one latin1 character.
 * https://www.unicode.org/versions/Unicode15.0.0/ch03.pdf (table 3-7)
 */
export function sequenceLength(bytes: Buffer, at: number): 1 | 2 | 3 | 4 {
  const lead = bytes[at]!;
  if (lead < 0xc2 || lead > 0xf4) return 1;
  const second = bytes[at + 1] ?? 0;
  if (lead < 0xe0) return isContinuation(second) ? 2 : 1;
  const third = bytes[at + 2] ?? 0;
  if (lead < 0xf0) {
    const fits = second >= (lead === 0xe0 ? 0xa0 : 0x80) && second <= (lead === 0xed ? 0x9f : 0xbf);
    return fits && isContinuation(third) ? 3 : 1;
  }
  const fits = second >= (lead === 0xf0 ? 0x90 : 0x80) && second <= (lead === 0xf4 ? 0x8f : 0xbf);
  return fits && isContinuation(third) && isContinuation(bytes[at + 3] ?? 0) ? 4 : 1;
}

function isContinuation(byte: number): boolean {
  return byte >> 6 === 2;
}

/** Bytes as text: valid UTF-8 as such, any other byte as the latin1 character of its number. */
export function decodeText(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end);
  if (!text.includes('\ufffd')) return text;
  let mixed = '';
  for (let at = start; at < end; ) {
    const length = sequenceLength(bytes, at);
    const whole = at + length <= end;
    mixed += bytes.toString(length > 1 && whole ? 'utf8' : 'latin1', at, whole ? at + length : at + 1);
    at += whole ? length : 1;
  }
  return mixed;
}

/** Line feeds in `[start, end)`; four bytes at a time, since every byte of a big file goes through here. */
export function countNewlines(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  let at = start;
  for (; at < end && ((bytes.byteOffset + at) & 3) !== 0; at += 1) if (bytes[at] === NEWLINE) count += 1;
  const words = (end - at) >> 2;
  if (words > 0) {
    const view = new Int32Array(bytes.buffer, bytes.byteOffset + at, words);
    for (let index = 0; index < words; ) {
      // One counter of eight bits in each lane, emptied before it can overflow.
      const stop = Math.min(words, index + 255);
      let lanes = 0;
      for (; index < stop; index += 1) {
        const word = view[index]! ^ 0x0a0a0a0a;
        lanes += (~(((word & 0x7f7f7f7f) + 0x7f7f7f7f) | word) & 0x80808080) >>> 7;
      }
      count += (lanes & 0xff) + ((lanes >>> 8) & 0xff) + ((lanes >>> 16) & 0xff) + (lanes >>> 24);
    }
    at += words * 4;
  }
  for (; at < end; at += 1) if (bytes[at] === NEWLINE) count += 1;
  return count;
}
