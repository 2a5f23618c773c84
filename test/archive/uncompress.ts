/** Undoes compress(1) (`.Z`): only test material still comes that way. */
export function uncompress(stored: Buffer): Buffer {
  const maxBits = stored[2]! & 31;
  const prefix: number[] = [];
  const suffix: number[] = [];
  const out: number[] = [];
  let next = 257;
  let bits = 9;
  let position = 24;
  let groupStart = 24;
  let previous = -1;
  let first = 0;
  // Codes come in groups of eight; a change of width drops the rest of the group.
  const align = (): void => {
    const group = bits * 8;
    position = groupStart + Math.ceil((position - groupStart) / group) * group;
    groupStart = position;
  };
  while (position + bits <= stored.length * 8) {
    if (next > (1 << bits) - 1 && bits < maxBits) {
      align();
      bits += 1;
      continue;
    }
    let code = 0;
    for (let bit = 0; bit < bits; bit += 1) code |= ((stored[(position + bit) >> 3]! >> ((position + bit) & 7)) & 1) << bit;
    position += bits;
    if (code === 256) {
      align();
      next = 256;
      bits = 9;
      previous = -1;
      continue;
    }
    const text: number[] = [];
    let at = code;
    if (previous !== -1 && code >= next) {
      text.push(first);
      at = previous;
    }
    for (; at > 256; at = prefix[at]!) text.push(suffix[at]!);
    text.push(at);
    first = at;
    for (const byte of text.reverse()) out.push(byte);
    if (previous === -1) next = Math.max(next, 257);
    else if (next < 1 << maxBits) {
      prefix[next] = previous;
      suffix[next] = first;
      next += 1;
    }
    previous = code;
  }
  return Buffer.from(out);
}
