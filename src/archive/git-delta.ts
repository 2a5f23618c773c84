import { LayerlintError } from '../model/error.js';

/** The object that a delta makes of its base; throws `damaged`. https://git-scm.com/docs/gitformat-pack#_deltified_representation */
export function applyDelta(base: Buffer, delta: Buffer, most: number): Buffer {
  let at = 0;
  const next = (): number => {
    const byte = delta[at];
    if (byte === undefined) throw damaged();
    at += 1;
    return byte;
  };
  const number = (): number => {
    let value = 0;
    for (let weight = 1; weight < 2 ** 49; weight *= 128) {
      const byte = next();
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
    }
    throw damaged();
  };
  if (number() !== base.length) throw damaged();
  const size = number();
  if (size > most) throw new LayerlintError('limit-exceeded', `A delta gives ${size} bytes; it and what follows was not read.`);
  const result = Buffer.allocUnsafe(size);
  let written = 0;
  while (at < delta.length) {
    const code = next();
    if (code & 0x80) {
      let offset = 0;
      let length = 0;
      for (let bit = 0; bit < 4; bit += 1) if (code & (1 << bit)) offset += next() * 2 ** (8 * bit);
      for (let bit = 0; bit < 3; bit += 1) if (code & (16 << bit)) length += next() * 2 ** (8 * bit);
      if (length === 0) length = 0x10000;
      if (offset + length > base.length || written + length > size) throw damaged();
      base.copy(result, written, offset, offset + length);
      written += length;
    } else {
      if (code === 0 || at + code > delta.length || written + code > size) throw damaged();
      delta.copy(result, written, at, at + code);
      at += code;
      written += code;
    }
  }
  if (written !== size) throw damaged();
  return result;
}

function damaged(): LayerlintError {
  return new LayerlintError('damaged', 'The git pack is damaged; the rest was not read. A delta does not fit its base.');
}
