import { describe, expect, test } from '@jest/globals';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import type { HistoryEntry, Image, Layer } from '../../src/model/image.js';
import { alignHistory, instructionOf } from '../../src/scan/attribute.js';

type Entry = readonly [createdBy: string, emptyLayer?: boolean];

/** An image with this history; every entry that is not empty has a layer. */
function imageOf(entries: readonly Entry[], config: Record<string, unknown> = {}): Image {
  const history = entries.map(([createdBy, emptyLayer = false]): HistoryEntry => ({ createdBy, emptyLayer, created: null, author: null, comment: null }));
  const made = history.flatMap(({ emptyLayer }, index) => (emptyLayer ? [] : [index]));
  const layers = made.map((historyIndex, index): Layer => ({ descriptor: { mediaType: '', digest: '', size: 0 }, diffId: null, index, historyIndex, open: () => Promise.reject(new Error('not read')) }));
  return {
    kind: 'image', reference: 'x', names: [], manifest: null, platform: null,
    config: { descriptor: { mediaType: '', digest: '', size: 0 }, value: { config } },
    history, layers, annotations: {}, attestations: [], notices: [],
  };
}

/** The line of each history entry, 0 for those of the base; or the refusal. */
function linesOf(dockerfile: string, entries: readonly Entry[], config: Record<string, unknown> = {}): readonly number[] | string {
  const parsed = parseDockerfile(dockerfile, 'Dockerfile');
  const image = imageOf(entries, config);
  const alignment = alignHistory(image, parsed);
  if ('refusal' in alignment) return alignment.refusal;
  return entries.map((_, index) => {
    const start = alignment.instructions.get(index)?.start;
    return start === undefined ? 0 : parsed.text.slice(0, start).split('\n').length;
  });
}

const BASE: readonly Entry[] = [['/bin/sh -c #(nop) ADD file:ab in / '], ['/bin/sh -c #(nop)  CMD ["bash"]', true]];
const HASH = 'ab12'.repeat(16);

const DOCKERFILE = `ARG TAG=22
FROM node:$TAG AS build
RUN npm ci

FROM node:$TAG
ARG TOKEN
ARG VERSION=1
ENV NODE_ENV=production APP="a b"
WORKDIR /app
COPY --chown=node:node package.json app-$VERSION.js ./
# a comment
RUN --mount=type=cache,target=/root/.npm \\
    # another
    npm ci && \\
    echo "done"
COPY --from=build /out/ /app/out/
USER node
EXPOSE 80
CMD ["node", "server.js"]
`;

describe('alignHistory', () => {
  test.each<readonly [string, readonly Entry[], readonly number[]]>([
    [
      'BuildKit',
      [
        ['ARG TOKEN', true], ['ARG VERSION=2', true], ['ENV NODE_ENV=production APP=a b', true], ['WORKDIR /app'],
        ['COPY --chown=node:node package.json app-2.js ./ # buildkit'],
        ['RUN |2 TOKEN=x VERSION=2 /bin/sh -c npm ci &&     echo "done" # buildkit'],
        ['COPY /out/ /app/out/ # buildkit'], ['USER node', true], ['EXPOSE map[80/tcp:{}]', true], ['CMD ["node" "server.js"]', true],
      ],
      [6, 7, 8, 9, 10, 12, 16, 17, 18, 19],
    ],
    [
      'the classic builder',
      [
        ['/bin/sh -c #(nop)  ARG TOKEN', true], ['/bin/sh -c #(nop)  ARG VERSION=1', true], ['/bin/sh -c #(nop)  ENV NODE_ENV=production APP=a b', true],
        ['/bin/sh -c #(nop) WORKDIR /app'], [`/bin/sh -c #(nop) COPY --chown=node:nodemulti:${HASH} in ./ `],
        ['|2 TOKEN=x VERSION=1 /bin/sh -c npm ci &&     echo "done"'], [`/bin/sh -c #(nop) COPY dir:${HASH} in /app/out/ `],
        ['/bin/sh -c #(nop)  USER node', true], ['/bin/sh -c #(nop)  EXPOSE 80', true], ['/bin/sh -c #(nop)  CMD ["node" "server.js"]', true],
      ],
      [6, 7, 8, 9, 10, 12, 16, 17, 18, 19],
    ],
    [
      'buildah',
      [
        ['/bin/sh -c #(nop) ARG TOKEN', true], ['/bin/sh -c #(nop) ARG TOKEN VERSION', true], ['/bin/sh -c #(nop) ENV NODE_ENV="production" APP="a b"', true],
        ['/bin/sh -c #(nop) WORKDIR /app'], [`/bin/sh -c #(nop) COPY multi:${HASH} in /app/`],
        ['|2 TOKEN=x VERSION=1 /bin/sh -c --mount=type=cache,target=/root/.npm npm ci && echo "done"'], [`/bin/sh -c #(nop) COPY dir:${HASH} in /app/out/`],
        ['/bin/sh -c #(nop) USER node', true], ['/bin/sh -c #(nop) EXPOSE 80', true], ['/bin/sh -c #(nop) CMD ["node", "server.js"]', true],
      ],
      [6, 7, 8, 9, 10, 12, 16, 17, 18, 19],
    ],
    [
      'kaniko, which keeps what makes files',
      [
        ['COPY --chown=node:node package.json app-$VERSION.js ./'], ['RUN --mount=type=cache,target=/root/.npm     npm ci &&     echo "done"'], ['COPY --from=build /out/ /app/out/'],
      ],
      [10, 12, 16],
    ],
  ])('%s', (_, entries, expected) => {
    expect(linesOf(DOCKERFILE, [...BASE, ...entries])).toEqual([0, 0, ...expected]);
  });

  test.each<readonly [string, string, readonly Entry[], readonly number[]]>([
    ['the exec form', 'FROM a\nRUN ["npm", "ci"]', [['RUN npm ci # buildkit']], [2]],
    ['the exec form of a shell', 'FROM a\nRUN ["/bin/bash", "-c", "npm ci"]', [['RUN /bin/bash -c npm ci # buildkit']], [2]],
    ['the exec form, classic', 'FROM a\nRUN ["npm", "ci"]', [['npm ci']], [2]],
    ['another shell', 'FROM a\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN npm ci', [['SHELL [/bin/bash -o pipefail -c]', true], ['RUN /bin/bash -o pipefail -c npm ci # buildkit']], [2, 3]],
    ['a heredoc as a script', 'FROM a\nRUN <<EOF\nnpm ci\necho done\nEOF\nUSER a', [['RUN /bin/sh -c npm ci\necho done\n # buildkit'], ['USER a', true]], [2, 6]],
    ['a heredoc that a command reads', 'FROM a\nRUN cat <<EOF > /x\nabc\nEOF', [['RUN /bin/sh -c cat <<EOF > /x\nabc\nEOF # buildkit']], [2]],
    ['a heredoc with an interpreter', 'FROM a\nRUN <<EOF\n#!/usr/bin/env python\nprint()\nEOF', [['RUN /bin/sh -c /dev/pipes/EOF # buildkit']], [2]],
    ['a file from a heredoc', 'FROM a\nCOPY <<-"EOF" /x\nabc\nEOF', [['COPY <<EOF /x # buildkit']], [2]],
    ['a stage on a stage', 'FROM a AS one\nRUN one\nFROM b AS other\nRUN other\nFROM one\nRUN two', [['RUN /bin/sh -c one # buildkit'], ['RUN /bin/sh -c two # buildkit']], [2, 6]],
    ['another target', 'FROM a AS one\nRUN one\nFROM b\nRUN two', [['RUN /bin/sh -c one # buildkit']], [2]],
    ['labels of the command line', 'FROM a\nRUN one', [['/bin/sh -c one'], ['/bin/sh -c #(nop)  LABEL a=b', true]], [2, 0]],
    ['equal lines', 'FROM a\nRUN x\nRUN y\nRUN x', [['RUN /bin/sh -c x # buildkit'], ['RUN /bin/sh -c y # buildkit'], ['RUN /bin/sh -c x # buildkit']], [2, 3, 4]],
    ['an instruction of the base that says the same', 'FROM a\nRUN x', [['RUN /bin/sh -c x # buildkit'], ['RUN /bin/sh -c x # buildkit']], [0, 2]],
    ['ADD of an address', 'FROM a\nADD https://a/b /opt/', [[`/bin/sh -c #(nop) ADD ${HASH} in /opt/ `]], [2]],
    ['a relative WORKDIR', 'FROM a\nWORKDIR app\nRUN x', [['WORKDIR /srv/app'], ['RUN /bin/sh -c x # buildkit']], [2, 3]],
    ['ONBUILD, which BuildKit leaves out', 'FROM a\nRUN x\nONBUILD RUN y', [['RUN /bin/sh -c x # buildkit']], [2]],
  ])('%s', (_, dockerfile, entries, expected) => {
    expect(linesOf(dockerfile, entries)).toEqual(expected);
  });

  test.each<readonly [string, string, readonly Entry[], string]>([
    ['a step that was changed since', 'FROM a\nRUN one\nRUN two', [['RUN /bin/sh -c one # buildkit'], ['RUN /bin/sh -c three # buildkit']], '`RUN` in line 3 does not fit history entry 1'],
    ['a step that was added since', 'FROM a\nRUN zero\nRUN one', [['RUN /bin/sh -c one # buildkit']], '`RUN` in line 2 has no counterpart'],
    ['another file', 'FROM a\nCOPY a /b', [['COPY a /c # buildkit']], 'line 2'],
    ['no history', 'FROM a\nRUN x', [], 'has no history'],
    ['no Dockerfile', 'hello', [['x']], 'holds no stage'],
  ])('refuses %s', (_, dockerfile, entries, words) => {
    expect(linesOf(dockerfile, entries)).toEqual(expect.stringContaining(words));
  });
});

test.each([
  ['spaces', `RUN /bin/sh -c ${' '.repeat(1_000_000)}x`, 'RUN y'],
  ['flags', `COPY ${'--a=b '.repeat(100_000)}x`, 'COPY y /'],
  ['an endless flag', `COPY --chown=${'='.repeat(1_000_000)}`, 'COPY y /'],
  ['stages', 'x', `${Array.from({ length: 1000 }, (_, index) => `RUN x\nFROM s${index} AS s${index + 1}`).join('\n')}`],
])('a hostile history or Dockerfile takes no time: %s', (_, createdBy, step) => {
  const began = performance.now();
  expect(typeof linesOf(`FROM a AS s0\n${step}\nRUN z`, [[createdBy]])).toBe('string');
  expect(performance.now() - began).toBeLessThan(5000);
});

describe('instructionOf', () => {
  const dockerfile = parseDockerfile('FROM a\nENV A=1 B=2\nENV A=3\nLABEL x.y=1\nCOPY . /app\nCMD x', 'Dockerfile');
  const entries: readonly Entry[] = [['ENV A=1 B=2', true], ['ENV A=3', true], ['LABEL x.y=1', true], ['COPY . /app # buildkit'], ['CMD ["/bin/sh" "-c" "x"]', true]];
  const config = { Env: ['PATH=/bin', 'B=2', 'A=3'], Labels: { 'x.y': '1' }, Cmd: ['/bin/sh', '-c', 'x'] };

  test.each([
    ['/config/Env/0', null],
    ['/config/Env/1', 'ENV A=1 B=2'],
    ['/config/Env/2', 'ENV A=3'],
    ['/config/Labels/x.y', 'LABEL x.y=1'],
    ['/config/Cmd/2', 'CMD x'],
    ['/author', null],
  ])('%s', (pointer, expected) => {
    const image = imageOf(entries, config);
    const alignment = alignHistory(image, dockerfile);
    if ('refusal' in alignment) throw new Error(alignment.refusal);
    const found = instructionOf({ kind: 'config', pointer, region: null }, image, alignment);
    expect(found && dockerfile.text.slice(found.start, found.end)).toBe(expected);
  });

  test('files of steps that were put into one layer have no line', () => {
    const merged = entries.map(([createdBy], index): Entry => [createdBy, index < entries.length - 1]);
    const image = imageOf(merged, config);
    const alignment = alignHistory(image, dockerfile);
    if ('refusal' in alignment) throw new Error(alignment.refusal);
    expect(alignment.isMerged).toBe(true);
    const layer = { index: 0, digest: '', diffId: '', createdBy: null };
    expect(instructionOf({ kind: 'layer', path: 'a', within: [], layer, region: null }, image, alignment)).toBeNull();
  });
});
