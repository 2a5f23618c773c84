import { describe, expect, test } from '@jest/globals';
import { builtInRules } from '../../rules/index.js';
import { gluedMatcher } from '../../src/match/glued.js';
import { createMatcher } from '../../src/match/matcher.js';
import type { CredentialRule } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';
import { DocumentScanner, type DocumentHit } from '../../src/scan/document.js';
import { newWork } from '../../src/scan/parse.js';

const matcher = createMatcher(builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential'));
const glued = gluedMatcher(matcher)!;
const ELF = Buffer.from('7f454c4602010100000000000000000002003e00', 'hex');

function scan(bytes: Buffer, path = 'usr/local/bin/app', step = bytes.length): readonly DocumentHit[] {
  const scanner = new DocumentScanner(matcher, newWork());
  scanner.begin(path, bytes.length);
  for (let at = 0; at < bytes.length; at += step) scanner.write(bytes.subarray(at, at + step));
  return scanner.end().hits;
}

/** A program as Go's linker lays it out, as far as it matters: its strings stand in one stretch, without a byte between them. */
const program = (strings: string, sign = '\0Go build ID: "a/b/c/d"\n \xff'): Buffer => Buffer.concat([ELF, Buffer.from(sign, 'latin1'), Buffer.alloc(5000), Buffer.from(strings, 'latin1'), Buffer.alloc(300)]);

/** One reads like a variable where no rule of its own vouches for it; what the other decodes to is told instead of it. */
const LEFT_OUT = ['asaas-key', 'docker-registry-credential'];
const values = [...glued.rules.values()].flatMap((rule) => {
  if (LEFT_OUT.includes(rule.id)) return [];
  const keywords = rule.patterns.flatMap((pattern) => pattern.keywords);
  return rule.examples.leaks.flatMap((template) => {
    const text = Buffer.from(expandTemplate(template, 7), 'latin1');
    const hits = matcher.match({ bytes: text, base: 0, from: 0, to: text.length, path: 'settings' });
    const hit = hits.find((one) => one.rule.id === rule.id && keywords.some((keyword) => one.secret.reveal()!.startsWith(keyword)));
    // Of a few characters nobody could say whether they were drawn.
    return hit && hit.secret.reveal()!.length >= 24 ? [[rule.id, hit.secret.reveal()!] as const] : [];
  }).slice(0, 1);
});

describe('strings of a program that stand without breaks', () => {
  test('there are many kinds to try', () => expect(values.length).toBeGreaterThan(150));

  test.each(values)('%s is found between others', (id, value) => {
    const text = `invalid argumentunexpected end of input${value}Unexpected character in headercannot assign`;
    expect({ id, values: scan(program(text)).map((hit) => hit.secret.reveal()) }).toEqual({ id, values: [expect.stringContaining(value.slice(-20))] });
  });

  test('a checksum that fits tells a token as ever, one without is a guess', () => {
    const [github] = scan(program(`broken pipe${expandTemplate('ghp_{base62:30}{crc32:github}', 1)}file exists`));
    expect(github).toMatchObject({ confidence: 'high', rule: { id: 'github-token' } });
    const [ocean] = scan(program(`broken pipe${expandTemplate('dop_v1_{hex:64}', 1)}file exists`));
    expect(ocean).toMatchObject({ confidence: 'low', evidence: [expect.stringContaining('without a break')] });
  });

  test.each(['St23_Sp_counted_ptr_inplaceI19Op_drop_alpha_planeSaIvELN9__gnu_cxx12_Lock_policyE2EE', 'St23_Sp_counted_ptr_inplaceI22Op_flatten_alpha_planeIhESaIvELN9__gnu_cxx12_Lock_policyE2EE', '_ZNSt10shared_ptrI22Op_flatten_alpha_planeIhE4makeERKS1_iiPvjjmRKt9xQ7'])('the name %s holds no token, what stands apart from it does', (name) => {
    expect(scan(program(`${name}\0file exists`))).toEqual([]);
    expect(scan(program(`${name}\0broken pipe${expandTemplate('pha_{base62:43}', 1)}\0file exists`)).map(({ rule }) => rule.id)).toEqual(['posthog-key']);
  });

  test('in Rust as in Go, whatever the size of the pieces', () => {
    const bytes = program(`called Option::unwrap()${expandTemplate('dop_v1_{hex:64}', 1)}library/std/src/io.rs`, '\0/rustc/9fc6b43126469e3858e2fe86cafb4f0fd5068869/library\0');
    for (const step of [7, 1000, bytes.length]) expect(scan(bytes, 'app', step).map(({ rule }) => rule.id)).toEqual(['digitalocean-token']);
  });

  test('what is no such program keeps its edges', () => {
    const text = `broken pipe${expandTemplate('dop_v1_{hex:64}', 1)}file exists`;
    expect(scan(Buffer.from(text))).toEqual([]);
    expect(scan(program(text, '\0GCC: (Debian 12.2.0)\0'))).toEqual([]);
  });

  test('a program for several machines is one, a class of Java with the same first bytes is none', () => {
    const text = `broken pipe${expandTemplate('dop_v1_{hex:64}', 1)}file exists`;
    const behind = program(text).subarray(ELF.length);
    expect(scan(Buffer.concat([Buffer.from('cafebabe000000020000000700000003', 'hex'), behind])).map(({ rule }) => rule.id)).toEqual(['digitalocean-token']);
    for (const version of ['0000002d', '00000034', 'ffff0045']) expect(scan(Buffer.concat([Buffer.from(`cafebabe${version}0001000000000000`, 'hex'), behind]), 'A.class')).toEqual([]);
  });

  test('the note of a Go program is known, which stands far in front of its strings', () => {
    const note = '\x04\0\0\0\x53\0\0\0\x04\0\0\0Go\0\0a/b/c/d';
    const bytes = program(`${'x'.repeat(1_500_000)}broken pipe${expandTemplate('dop_v1_{hex:64}', 1)}file exists`, note);
    expect(scan(bytes, 'app', 100_000).map(({ rule }) => rule.id)).toEqual(['digitalocean-token']);
  });

  test('a stretch of encoded bytes that begins like a token is none', () => {
    const blob = expandTemplate('{base64:4000}', 5);
    expect(scan(program(`ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAACAQ${expandTemplate('{base64:300}', 6)}`))).toEqual([]);
    for (const prefix of ['EAAA', 'EAACEdEose0cBA', 'AIza', 'AKIA']) expect(scan(program(`${blob}${prefix}${blob}`))).toEqual([]);
    expect(scan(program(`task_${expandTemplate('17h{hex:16}', 2)}E_ZN4core3fmt${expandTemplate('sk_{base62:40}', 3)}`))).toEqual([]);
  });

  test('words that begin like a token are none', () => {
    expect(scan(program('cannot readhf_themodelconfigurationfileforthishostnpm_configregistrynotfoundinthepackagefile'))).toEqual([]);
  });

  test.each(['ghp_npm_dop_v1_glpat-sk-ant-api03-xoxb-', 'AKIAAKIA', 'eyJ', 'eyJhbGciOiJub25lIn0.', 'sk-', 'sk-T3BlbkFJ', 'EAAA', 'SG.', '123456:AA', 'glpat-a'])('the work on a hostile program of %s grows with its size', (unit) => {
    const text = unit.repeat(40_000 / unit.length);
    const small = work(text);
    // What passes the seam of two windows is looked at twice.
    expect(work(text.repeat(4))).toBeLessThanOrEqual(small * 4 * 1.2 + 1000);
  });
});

/** Places that an expression is tried at, and characters that it takes there; how far it looks is bounded for each (the law for all rules). */
function work(text: string): number {
  const { exec } = RegExp.prototype;
  let count = 0;
  // No mock of jest: it would keep every call, and there are millions.
  RegExp.prototype.exec = function (this: RegExp, on: string) {
    const result = exec.call(this, on);
    count += 1 + (result ? result[0].length : 0);
    return result;
  };
  try {
    scan(program(text));
  } finally {
    RegExp.prototype.exec = exec;
  }
  return count;
}
