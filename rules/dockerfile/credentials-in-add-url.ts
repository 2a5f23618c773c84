import { judgeLiteral } from '../../src/judge/literal.js';
import { judgeVariable } from '../../src/judge/variable.js';
import { destinationOf, placeWords } from '../../src/judge/sinks.js';
import type { Instruction, Word } from '../../src/model/dockerfile.js';
import type { DockerfileProblem } from '../../src/model/rule.js';
import { Secret } from '../../src/model/secret.js';
import type { Confidence } from '../../src/model/severity.js';
import { defineDockerfileRule } from '../../src/rule/define.js';

const SEVERITY = 'high';
const LOGIN = /^[a-z+]{2,10}:\/\/(?:([^\s/@:?#]*):)?([^\s/@?#]+)@/di;
const QUERY = /[?&](?:access_token|private_token|token|api_?key|apikey|key|password|sig|signature|X-Amz-Signature|auth)=([^&\s#]+)/di;
const VARIABLE = /\$\{?([A-Za-z_]\w*)/g;

/** ADD of a URL that has a login or a token in it. */
export const credentialsInAddUrl = defineDockerfileRule({
  id: 'credentials-in-add-url',
  title: 'Credentials in the URL of ADD',
  severity: SEVERITY,
  why: 'The URL is kept in the history of the image and in the provenance of the build, with the login in it.',
  fix: 'Fetch it in a RUN with a secret mount: `RUN --mount=type=secret,id=netrc,target=/root/.netrc curl -fsSL --netrc -o … https://…`.',
  references: ['https://docs.docker.com/reference/dockerfile/#add', 'https://docs.docker.com/build/building/secrets/'],
  examples: {
    leaks: ['FROM alpine\nADD https://deploy:X{digits:3}!{word}{digits:3}@artifacts.example.com/app.tgz /opt/\n', 'FROM alpine\nARG GIT_TOKEN\nADD https://x:${GIT_TOKEN}@git.example.com/app.git /src\n'],
    clean: ['FROM alpine\nADD https://example.com/user@2x.png /img/\nADD git@github.com:acme/app.git /src\nADD https://github.com/acme/app.git#v1.0 /src2\n'],
  },
  check: (dockerfile) =>
    dockerfile.instructions.flatMap((instruction) =>
      (instruction.copy?.urls ?? []).flatMap((word): DockerfileProblem[] => {
        const found = credentialOf(word, instruction);
        if (!found) return [];
        const destination = destinationOf(dockerfile, instruction, ['history', 'provenance'], SEVERITY);
        return [
          {
            name: found.name,
            message: `The URL of \`ADD\` carries ${found.name === '' ? 'a login' : `the secret \`${found.name}\``} into ${placeWords(destination, 'the history of the image and its provenance', 'the provenance of the build')}.`,
            secret: found.value === null ? null : new Secret(found.value),
            confidence: found.confidence,
            severity: destination.severity,
            evidence: [found.reason, ...(destination.because === null ? [] : [destination.because])],
            start: word.start,
            end: word.end,
            sinks: destination.sinks,
          },
        ];
      }),
    ),
});

function credentialOf(word: Word, { scope }: Instruction): { name: string; value: string | null; confidence: Confidence; reason: string } | null {
  const url = word.text;
  for (const [, name] of url.matchAll(VARIABLE)) {
    const variable = scope.find(name!);
    const verdict = variable && judgeVariable(variable);
    if (verdict) return { name: name!, value: null, confidence: verdict.confidence, reason: verdict.reason };
  }
  const login = LOGIN.exec(url);
  const passed = login && /^\$\{?([A-Za-z_]\w*)\}?$/.exec(login[2]!)?.[1];
  const variable = passed ? scope.find(passed) : null;
  if (variable && variable.value === null) return { name: variable.name, value: null, confidence: 'medium', reason: 'It stands where a URL has its password.' };
  const token = login ? (login[1] !== undefined || /^https?:/i.test(url) ? login[2]! : null) : (QUERY.exec(url)?.[1] ?? null);
  if (token === null || token.includes('$')) return null;
  const text = { text: token, start: 0, end: 0, offsets: new Int32Array(1), expansions: [] };
  const verdict = judgeLiteral({ value: text, certain: login?.[1] !== undefined });
  return verdict && { name: '', value: token, confidence: verdict.confidence, reason: verdict.reason };
}
