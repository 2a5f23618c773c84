import { describe, expect, test } from '@jest/globals';
import { builtInRules } from '../../rules/index.js';
import { assignment, isNoAssignment } from '../../src/match/evidence/assignment.js';
import { createMatcher, resolveOverlaps } from '../../src/match/matcher.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { azureSums, marvin32 } from '../../src/rule/checksum.js';
import { expandTemplate } from '../../src/rule/template.js';

const matcher = createMatcher(rulesOfKind({ rules: builtInRules, digest: '' }, 'credential'));

function confidences(template: string): (string | undefined)[] {
  return [1, 2, 3, 4, 5].map((seed) => {
    const bytes = Buffer.from(`token = ${expandTemplate(template, seed)}\n`);
    return resolveOverlaps(matcher.match({ bytes, base: 0, from: 0, to: bytes.length, path: 'etc/settings' }))[0]?.confidence;
  });
}

/** What a token says of itself; the second of each is what someone made up. */
const KINDS: readonly (readonly [issuer: string, right: string, wrong: string])[] = [
  ['GitHub, classic', 'ghp_{base62:30}{crc32:github}', 'ghp_{base62:36}'],
  ['GitHub, refresh', 'ghr_{base62:70}{crc32:github}', 'ghr_{base62:76}'],
  ['GitHub, fine-grained', 'github_pat_{base62:22}_{base62:43}{crc32:github-fine-grained}{base62:8}', 'github_pat_{base62:22}_{base62:59}'],
  ['npm', 'npm_{base62:30}{crc32:github}', 'npm_{base62:36}'],
  ['GitLab, routable', 'glpat-{base62:27}.01.{base36:2}{crc32:gitlab}', 'glpat-{base62:27}.01.{base36:9}'],
  ['Atlassian', 'ATATT3xFfGF0{base62:160}={crc32:atlassian}', 'ATATT3xFfGF0{base62:160}={HEX:8}'],
  ['Bitbucket', 'ATBB{base62:24}{crc32:atlassian}', 'ATBB{base62:24}{HEX:8}'],
  ['Atlassian, on a server', 'BBDC-{b64({digits:12}:{base62:20})}', 'BBDC-M{base62:43}'],
  ['Grafana, service account', 'glsa_{base62:32}_{crc32:grafana}', 'glsa_{base62:32}_{hex:8}'],
  ['Grafana, cloud', 'glc_{b64({"o":"{digits:6}","n":"{word}","k":"{base62:24}","m":{"r":"us"}})}', 'glc_{base62:80}'],
  ['Grafana, key', '{b64({"k":"{base62:50}","n":"{word}","id":1})}', 'eyJrIjoi{base62:80}'],
  ['Vercel', 'vcp_{base62:50}{crc32:github}', 'vcp_{base62:56}'],
  ['Confluent', 'cflt{base64:54}{crc32:confluent}', 'cflt{base62:60}'],
  ['Zuplo', 'zpka_{hex:32}{crc32:hex}', 'zpka_{hex:40}'],
  ['PyPI', 'pypi-{b64url(\u0002\u0001\u0008pypi.org\u0002\u0024{uuid}\u0000\u0000\u0006 {base62:32})}', 'pypi-AgEIcHlwaS5vcmc{base64url:80}'],
  ['JFrog, reference', '{b64(reftkn:01:{digits:10}:{base62:27})}', 'cmVmdGtu{base62:56}'],
  ['JFrog, key', 'AKCp8{base58:68}', 'AKCp8{base58:60}0{base58:7}'],
  ['age', 'AGE-SECRET-KEY-1{BECH32:52}{bech32sum}', 'AGE-SECRET-KEY-1{BECH32:58}'],
  ['Azure', '{base62:52}JQQJ99{base62:14}AZDO{base62:4}{crc32:azure}', '{base62:52}JQQJ99{base62:14}AZDO{base62:8}'],
];

describe('a token that holds a sum or a structure', () => {
  test.each(KINDS)('%s: right is surer, wrong is doubtful, and never dropped', (_, right, wrong) => {
    expect(confidences(right)).toEqual(['high', 'high', 'high', 'high', 'high']);
    if (wrong !== '') expect(confidences(wrong)).toEqual(['low', 'low', 'low', 'low', 'low']);
  });
  test('an AWS key id names its account, and one of no account is doubtful', () => {
    expect(confidences('AKIA{awsid}')).toEqual(['medium', 'medium', 'medium', 'medium', 'medium']);
    expect(confidences(['AKIA', '77W5X3W4V2T6S7RQ'].join(''))[0]).toBe('low');
  });
});

describe('Marvin32', () => {
  test('every length of the last piece is another sum', () => {
    const sums = Array.from({ length: 9 }, (_, length) => marvin32(Buffer.alloc(length, 1)));
    expect(new Set(sums).size).toBe(9);
  });
  test('a sum depends on each byte in front of it', () => {
    const body = expandTemplate('{base62:80}', 4);
    const [sum] = azureSums(body);
    for (const at of [0, 40, 79]) expect(azureSums(`${body.slice(0, at)}${body[at] === 'A' ? 'B' : 'A'}${body.slice(at + 1)}`)[0]).not.toBe(sum);
  });
});

describe('what is refused before it is known where it stands', () => {
  const parts = ['{base62:20}', '{base62:6}', '{hex:32}', '{uuid}', '{pass:12}', '{word}', '{digits:4}', 'password', 'admin', ' ', '  ', '-', '=', '.', '\xa0', '!#%', 'of the', 'example', '0123456789abcdef', 'getUserName', '${X}', '/etc/x'];
  const paths = ['lib/a.js', 'locales/de.json', 'README.md', 'etc/app.conf', 'run.sh', 'bin/program', 'test/a.py', ''];
  const fronts = ['PASSWORD=', '"password": "', '# token = \'', 'https://x/o?alt=media&token=', '\0\x01 secret="'];

  test('is discarded there, whatever stands around it', () => {
    let refused = 0;
    let kept = 0;
    for (let seed = 1; seed <= 3000; seed++) {
      const secret = Array.from({ length: 1 + (seed % 4) }, (_, at) => expandTemplate(parts[(seed * 7 + at * (5 + (seed % 11))) % parts.length]!, seed + at)).join('');
      for (const [index, front] of fronts.entries()) {
        const path = paths[(seed + index) % paths.length]!;
        // An address says its name itself.
        const name = front.endsWith('&token=') ? { word: 'token' } : { head: ['', '', 'result_', 'API_'][seed % 5] ?? '9', word: ['password', 'token', 'key', 'monkey'][seed % 4]!, tail: ['', '', '_FILE'][seed % 3]! };
        const groups = { ...name, secret, ...(/["']$/.test(front) ? { quote: front.at(-1)! } : {}) };
        if (!groups.quote && /\s/.test(secret)) continue;
        if (!isNoAssignment(groups, path)) kept += 1;
        else {
          refused += 1;
          expect([secret, front, path, assignment({ text: `${front}${secret}";\n`, start: front.length, end: front.length + secret.length, secret, groups, path }, {})?.discard]).toEqual([secret, front, path, true]);
        }
      }
    }
    expect(refused).toBeGreaterThan(3000);
    expect(kept).toBeGreaterThan(3000);
  });
});
