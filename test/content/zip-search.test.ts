import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ZipSearch } from '../../src/content/zip-search.js';
import { split } from '../archive/streams.js';

const entry = Buffer.concat([Buffer.from('PK\x03\x04\x14\0\0\0\x08\0', 'latin1'), Buffer.alloc(16), Buffer.from([5, 0, 0, 0]), Buffer.from('a.txt')]);
/** Of a version that does not exist. */
const noEntry = Buffer.concat([Buffer.from('PK\x03\x04\xff', 'latin1'), Buffer.alloc(30)]);

test('a zip behind a program is found wherever the pieces end', () => {
  const noise = fc.oneof(fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)), fc.constantFrom('P', 'PK', 'K\x03\x04', 'PK\x03', 'PPK\x03').map((text) => Buffer.from(text, 'latin1')), fc.constant(noEntry));
  const parts = fc.array(noise, { maxLength: 6 }).map((all) => Buffer.concat(all));
  fc.assert(fc.property(parts, fc.boolean(), parts, fc.array(fc.nat(), { maxLength: 12 }), (front, holds, behind, cuts) => {
    const zip = Buffer.concat([...(holds ? [entry] : []), behind]);
    const all = Buffer.concat([front, zip]);
    const whole = new ZipSearch().push(all);
    if (holds) expect(whole?.offset).toBe(front.length);
    const search = new ZipSearch();
    let passed = 0;
    for (const piece of split(all, cuts)) {
      const found = search.push(piece);
      passed += piece.length;
      piece.fill(0x50);
      if (!found) continue;
      expect(found.offset).toBe(whole?.offset);
      expect(found.bytes.length).toBe(passed - found.offset);
      return;
    }
    expect(whole).toBeNull();
  }), { numRuns: 3000 });
});
