const { imul } = Math;

/**
 * A hash of 53 bits of a string of UTF-16 units; not cryptographic. Among a million paths two are alike with a chance of 1 in 18,000,
 * and then a file counts as hidden that is not: it is reported as recoverable instead of present, never left out.
 */
export function hashPath(path: string): number {
  return hashPrefix(path, path.length);
}

/** The hash of the first `length` units. */
export function hashPrefix(path: string, length: number): number {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let at = 0; at < length; at += 1) {
    const unit = path.charCodeAt(at);
    low = imul(low ^ unit, 0x9e3779b1);
    high = imul(high ^ unit, 0x5f356495);
  }
  low = imul(low ^ (low >>> 16), 0x85ebca6b) ^ imul(high ^ (high >>> 13), 0xc2b2ae35);
  high = imul(high ^ (high >>> 16), 0x85ebca6b) ^ imul(low ^ (low >>> 13), 0xc2b2ae35);
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}
