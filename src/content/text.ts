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

/** UTF-16 code units of valid UTF-8: one for each byte that begins a character, and a second one where four bytes are one. */
export function countUtf8Units(bytes: Buffer): number {
  let units = 0;
  let at = 0;
  for (; at < bytes.length && ((bytes.byteOffset + at) & 3) !== 0; at += 1) units += unitsOf(bytes[at]!);
  const words = (bytes.length - at) >> 2;
  // Where there is no whole word, the place may be one that no view can begin at.
  const view = words > 0 ? new Int32Array(bytes.buffer, bytes.byteOffset + at, words) : [];
  for (const word of view) {
    const high = word & 0x80808080;
    // Bit 7 of each byte: that it continues a character, and that it begins one of four bytes.
    const later = high & ~(word << 1);
    const long = high & (word << 1) & (word << 2) & (word << 3);
    units += 4 - ones(later) + ones(long);
  }
  for (at += words * 4; at < bytes.length; at += 1) units += unitsOf(bytes[at]!);
  return units;
}

/** Of a word with no bits but the highest of each byte. */
function ones(word: number): number {
  return word === 0 ? 0 : Math.imul(word >>> 7, 0x01010101) >>> 24;
}

function unitsOf(byte: number): number {
  return byte >> 6 === 2 ? 0 : byte >= 0xf0 ? 2 : 1;
}

/** The place at most three bytes in front of `at` where a character begins, if one does. */
export function characterStart(bytes: Buffer, at: number): number {
  let start = at;
  while (start > at - 4 && isContinuation(bytes[start] ?? 0)) start -= 1;
  return isContinuation(bytes[start] ?? 0) ? at : start;
}
