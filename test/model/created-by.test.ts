import { describe, expect, test } from '@jest/globals';
import { readCreatedBy } from '../../src/model/created-by.js';

const read = (createdBy: string) => {
  const { instruction, buildArgs } = readCreatedBy(createdBy);
  return { instruction, args: buildArgs.map(({ name, value }) => [name, value]) };
};

describe('readCreatedBy', () => {
  test.each([
    ['classic RUN', '/bin/sh -c echo hi > /tmp/x', 'RUN echo hi > /tmp/x', []],
    ['classic RUN with build args', '|2 API_KEY=abc DEFKEY=def /bin/sh -c echo "$API_KEY"', 'RUN echo "$API_KEY"', [['API_KEY', 'abc'], ['DEFKEY', 'def']]],
    ['classic ENV', '/bin/sh -c #(nop)  ENV A=b', 'ENV A=b', []],
    ['classic COPY', '/bin/sh -c #(nop) COPY file:8f3 in /app ', 'COPY file:8f3 in /app', []],
    ['BuildKit RUN', 'RUN /bin/sh -c npm ci # buildkit', 'RUN npm ci', []],
    ['BuildKit RUN with build args', 'RUN |2 API_KEY=abc DEFKEY=def /bin/sh -c make # buildkit', 'RUN make', [['API_KEY', 'abc'], ['DEFKEY', 'def']]],
    ['BuildKit unset arg', 'RUN |1 API_KEY= /bin/sh -c make # buildkit', 'RUN make', [['API_KEY', '']]],
    ['BuildKit COPY', 'COPY .env /app/.env # buildkit', 'COPY .env /app/.env', []],
    ['buildah with a secret mount', '|1 T=x /bin/sh -c --mount=type=secret,id=npmrc cat /run/secrets/npmrc', 'RUN --mount=type=secret,id=npmrc cat /run/secrets/npmrc', [['T', 'x']]],
    ['value with spaces', '|2 A=one two three B=four five /bin/sh -c true', 'RUN true', [['A', 'one two three'], ['B', 'four five']]],
    ['value with an equals sign', '|1 URL=https://h/?a=b&c=d /bin/sh -c true', 'RUN true', [['URL', 'https://h/?a=b&c=d']]],
    ['bash with options', '|1 A=b /bin/bash -o pipefail -c true', 'RUN true', [['A', 'b']]],
    ['SHELL form', '|1 A=b /bin/bash -ec true', 'RUN true', [['A', 'b']]],
    ['count too high', '|9 A=b /bin/sh -c true', 'RUN true', [['A', 'b']]],
    ['not a builder', 'bazel build ...', 'bazel build ...', []],
    ['empty', '', '', []],
  ])('%s', (_, createdBy, instruction, args) => {
    expect(read(createdBy)).toEqual({ instruction, args });
  });

  test('offsets are those of the value', () => {
    const createdBy = 'RUN |2 A=one two B=x /bin/sh -c true # buildkit';
    for (const { value, start, end } of readCreatedBy(createdBy).buildArgs) expect(createdBy.slice(start, end)).toBe(value);
  });

  test('a hostile string takes time in proportion to its length', () => {
    const hostile = `|999 ${'A= '.repeat(20_000)}`;
    expect(readCreatedBy(hostile).buildArgs.length).toBe(999);
  });
});
