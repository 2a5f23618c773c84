import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { lintText } from '../src/index.js';
import { expandTemplate } from '../src/rule/template.js';

/** Files of one run. */
const FILES = 1_000;
/** Rounds of which the fastest counts: another process only ever makes one slower. */
const ROUNDS = 3;
const SHORT = 2_000;
const LONG = 20_000;

const CORPUS = new URL('../../../shared/corpus/dockerfiles.jsonl.gz', import.meta.url);

await main();

async function main(): Promise<void> {
  const real = existsSync(CORPUS) ? gunzipSync(readFileSync(CORPUS)).toString('utf8').trim().split('\n').map((line) => (JSON.parse(line) as { dockerfile: string }).dockerfile) : [];
  if (real.length === 0) console.log(`Without real files: ${CORPUS.pathname} is not here.`);
  const files = Array.from({ length: FILES }, (_, at) => (at % 2 === 0 && real.length > 0 ? `${real[(at / 2) % real.length]!}\n# ${at}\n` : generated(at, 10 + (at % 60))));
  const bytes = files.reduce((sum, text) => sum + Buffer.byteLength(text), 0);

  const begun = process.hrtime.bigint();
  await lintText(files[0]!, 'Dockerfile');
  console.log(`the first file, with the search tables made: ${milliseconds(begun).toFixed(1)} ms`);

  let best = Infinity;
  let times: number[] = [];
  let findings = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const each: number[] = [];
    findings = 0;
    for (const text of files) {
      const start = process.hrtime.bigint();
      findings += (await lintText(text, 'Dockerfile')).findings.length;
      each.push(milliseconds(start));
    }
    const total = each.reduce((sum, one) => sum + one, 0);
    if (total < best) [best, times] = [total, each.sort((a, b) => a - b)];
  }
  const at = (share: number): string => times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(2);
  console.log(`${FILES} files, ${(bytes / 1024).toFixed(0)} KiB, ${findings} findings, one core: ${(best / FILES).toFixed(2)} ms a file, ${((FILES / best) * 1000).toFixed(0)} files a second`);
  console.log(`a file: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, slowest ${at(1)} ms`);

  const short = await fastest(generated(1, SHORT));
  const long = await fastest(generated(1, LONG));
  console.log(`${SHORT} lines: ${short.toFixed(0)} ms; ${LONG} lines: ${long.toFixed(0)} ms: ${(long / short).toFixed(1)} times the time for ${LONG / SHORT} times the lines`);
}

async function fastest(text: string): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint();
    await lintText(text, 'Dockerfile');
    best = Math.min(best, milliseconds(start));
  }
  return best;
}

function milliseconds(since: bigint): number {
  return Number(process.hrtime.bigint() - since) / 1e6;
}

/** A file of about so many lines as builds have them: stages, packages, copies, settings, and a leak now and then. */
function generated(seed: number, lines: number): string {
  const out = ['# syntax=docker/dockerfile:1', 'ARG VERSION=20'];
  for (let at = 0; out.length < lines; at++) {
    const stage = `stage${at}`;
    out.push(
      `FROM node:$VERSION-alpine AS ${stage}`,
      'WORKDIR /app',
      `ENV NODE_ENV=production PORT=${3000 + at} LOG_LEVEL=info`,
      'RUN apk add --no-cache curl git \\',
      '    && adduser -D app \\',
      '    && mkdir -p /app/logs && chown app:app /app/logs',
      'COPY package.json package-lock.json ./',
      'RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev',
      'COPY src ./src',
      `RUN curl -fsSL https://example.com/tool-${seed}-${at}.tgz | tar xz -C /usr/local/bin`,
      ...(at % 3 === 0 ? ['ARG NPM_TOKEN', 'RUN echo "//registry.npmjs.org/:_authToken=$NPM_TOKEN" > .npmrc && npm ci && rm .npmrc'] : []),
      ...(at % 5 === 0 ? [expandTemplate('ENV DB_PASSWORD=X{digits:3}!{word}{digits:3}', seed + at)] : []),
      ...(at > 0 ? [`COPY --from=stage${at - 1} /app/src ./lib`] : []),
      'USER app',
      'HEALTHCHECK CMD curl -f http://localhost:3000/health || exit 1',
      'CMD ["node", "src/index.js"]',
    );
  }
  return `${out.slice(0, lines).join('\n')}\n`;
}
