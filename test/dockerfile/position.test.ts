import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { createPositions } from '../../src/dockerfile/position.js';

describe('positions', () => {
  test('a byte order mark, CRLF and wide characters', () => {
    const bytes = Buffer.from('\uFEFFFROM a\r\n# é😀\r\nENV A="é😀" B=x\r\n');
    const dockerfile = parseDockerfile(bytes, 'Dockerfile');
    const [, second] = dockerfile.instructions[1]!.assignments;
    const region = createPositions(dockerfile).region(second!.start, second!.end);
    expect(region).toMatchObject({ startLine: 3, startColumn: 13, endLine: 3, endColumn: 16, byteLength: 3 });
    expect(bytes.subarray(region.byteOffset, region.byteOffset + region.byteLength).toString()).toBe('B=x');
  });
  test('bytes that are no UTF-8 keep their offsets', () => {
    const bytes = Buffer.concat([Buffer.from('FROM a\nLABEL x="'), Buffer.from([0xe9, 0xff]), Buffer.from('" y=z\n')]);
    const dockerfile = parseDockerfile(bytes, 'Dockerfile');
    const [, second] = dockerfile.instructions[1]!.assignments;
    const region = createPositions(dockerfile).region(second!.start, second!.end);
    expect(bytes.subarray(region.byteOffset, region.byteOffset + region.byteLength).toString()).toBe('y=z');
  });
  test('each offset goes to its byte and back', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\n', '\r\n', ' ', '漢') }), fc.boolean(), (text, bom) => {
        const positions = createPositions({ text, encoding: 'utf8', bomLength: bom ? 3 : 0 });
        let byte = bom ? 3 : 0;
        let line = 1;
        let offset = 0;
        for (const character of text) {
          const region = positions.region(offset, offset + character.length);
          expect([region.startLine, region.byteOffset, positions.offsetAtByte(byte), positions.lineAt(offset)]).toEqual([line, byte, offset, line]);
          byte += Buffer.byteLength(character);
          offset += character.length;
          if (character.endsWith('\n')) line += 1;
        }
      }),
    );
  });
});

describe('what a range covers', () => {
  const line = fc.constantFrom(
    'FROM a AS b', 'FROM b', 'ENV A=b C="d e"', 'ENV OLD style value', 'ARG X Y=1', 'LABEL a.b=c', 'RUN echo $A && b > c', 'RUN a \\', '  d \\', '# note', '',
    'COPY --from=b x y', 'RUN <<EOF', 'EOF', 'CMD ["a", "b\\n"]', 'ONBUILD RUN x', 'NOPE', '\t', 'HEALTHCHECK CMD x', 'RUN "$(', "RUN '", '\\', 'ENV', 'ADD https://x/y z',
  );
  test('never throws; words are where they say, whatever the line ends', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '# escape=`\n'), (lines, end, head) => {
        const dockerfile = parseDockerfile(Buffer.from(head + lines.join(end)), 'Dockerfile');
        const { text } = dockerfile;
        let before = 0;
        for (const { start, end: stop, words, assignments, commands, heredocs } of dockerfile.instructions) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(stop).toBeGreaterThan(start);
          before = stop;
          for (const word of [...words, ...assignments.flatMap(({ key, value }) => (value ? [key, value] : [key]))]) {
            expect(word.start).toBeGreaterThanOrEqual(start);
            expect(word.end).toBeLessThanOrEqual(stop);
            if (!word.raw.includes('\\')) expect(text.slice(word.start, word.end)).toBe(word.raw);
          }
          for (const word of commands.flatMap((command) => command.words)) {
            // An escape of the JSON form stands where its backslash does.
            [...word.text].forEach((character, at) => expect([character, '\\']).toContain(text[word.offsets[at]!]));
          }
          for (const heredoc of heredocs) [...heredoc.text].forEach((character, at) => expect(text[heredoc.offsets[at]!]).toBe(character));
        }
      }),
      { numRuns: 400 },
    );
  });
  test('never throws on any text', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'FROM RUNENVx=$(){}<>`\'"\\\n#|;&-[],:'.split('')), maxLength: 200 }), (text) => parseDockerfile(`FROM a\n${text}`, 'x').instructions.length > 0));
  });
});
