import { Buffer } from 'node:buffer';
import type { Exposure, Finding } from '../../src/model/finding.js';
import type { Origin, Region } from '../../src/model/location.js';
import type { Report } from '../../src/model/report.js';
import type { RuleSet } from '../../src/model/rule.js';
import { Secret } from '../../src/model/secret.js';
import { expandTemplate } from '../../src/rule/template.js';

export const TOKEN = expandTemplate('tok_{base62:30}', 7);
export const PASSWORD = expandTemplate('{base62:20}', 8);

const digest = (byte: string) => `sha256:${byte.repeat(32)}`;

export const rules: RuleSet = {
  digest: digest('ab'),
  rules: [
    {
      kind: 'credential',
      rank: 'specific',
      id: 'example-token',
      title: 'Example token',
      severity: 'critical',
      why: 'Whoever holds it acts as the account that made it.',
      fix: 'Mount it at build time with `RUN --mount=type=secret`.',
      references: ['https://example.com/docs/tokens'],
      patterns: [],
      rotate: { url: 'https://example.com/settings/tokens', steps: ['Revoke the token.', 'Make a new one.'] },
      examples: { leaks: [], clean: [] },
    },
    {
      kind: 'dockerfile',
      id: 'secret-in-env',
      title: 'Secret in ENV',
      severity: 'high',
      why: 'ENV is stored in the image config, where everyone who pulls the image reads it.',
      fix: 'Point the program at a file: `ENV TOKEN_FILE=/run/secrets/token`.',
      references: [],
      examples: { leaks: [], clean: [] },
      check: () => [],
    },
  ],
};

export function region(line: number, column: number, text: string): Region {
  const byteLength = Buffer.byteLength(text);
  return { startLine: line, startColumn: column, endLine: line, endColumn: column + text.length, byteOffset: column - 1, byteLength };
}

export function finding(origin: Origin, exposure: Exposure, more: Partial<Finding> & { readonly region?: Region | null } = {}): Finding {
  const { region: where = null, ...rest } = more;
  return {
    ruleId: 'example-token',
    severity: 'critical',
    confidence: 'high',
    message: 'An Example token lies here.',
    location: { ...origin, region: where },
    secret: new Secret(TOKEN),
    evidence: ['Its checksum fits.'],
    fingerprint: 'f00d',
    exposure,
    suppression: null,
    remediation: {
      why: 'Whoever holds it acts as the account that made it.',
      fix: 'Mount it at build time with `RUN --mount=type=secret`.',
      rotate: { url: 'https://example.com/settings/tokens', steps: ['Revoke the token.', 'Make a new one.'] },
    },
    excerpt: null,
    ...rest,
  };
}

const masked = new Secret(TOKEN).masked;
const layer = { index: 1, digest: digest('01'), diffId: digest('02'), createdBy: 'COPY .env /app/.env' };

/** A finding of every kind of place and every exposure, a suppressed one, a notice, and text that would like to be a terminal's. */
export const imageReport: Report = {
  target: { kind: 'image', reference: 'docker-archive:app.tar', digest: digest('cc'), platform: 'linux/amd64' },
  complete: false,
  findings: [
    finding({ kind: 'config', pointer: '/config/Env/3' }, { state: 'metadata' }, { region: region(1, 7, TOKEN), excerpt: `TOKEN=${masked}` }),
    finding(
      { kind: 'history', pointer: '/history/2/created_by', instruction: `RUN TOKEN=${masked} npm ci`, layer: null },
      { state: 'metadata' },
      { region: region(1, 11, TOKEN), excerpt: `RUN TOKEN=${masked} npm ci` },
    ),
    finding(
      { kind: 'layer', path: 'app/.env', within: [], layer },
      { state: 'present' },
      { region: region(12, 7, TOKEN), excerpt: `TOKEN=${masked}` },
    ),
    finding(
      { kind: 'layer', path: 'root/lib.jar', within: ['config/\u001b[31mapp.yml'], layer: { ...layer, createdBy: null } },
      { state: 'recoverable', hiddenByLayer: 5 },
      {
        severity: 'medium',
        confidence: 'low',
        message: 'A password\u202e lies here.',
        secret: new Secret(PASSWORD),
        region: region(3, 101, PASSWORD),
        excerpt: `${'x'.repeat(60)}\u001b]0;title\u0007${'y'.repeat(31)}${new Secret(PASSWORD).masked} and more of the line`,
      },
    ),
    finding({ kind: 'annotation', pointer: '/org.example.token' }, { state: 'metadata' }, { severity: 'low', secret: null, message: 'An annotation is named after a token.' }),
    finding({ kind: 'attestation', pointer: '/predicate/args', digest: digest('dd') }, { state: 'metadata' }),
    finding(
      { kind: 'layer', path: 'srv/test.key', within: [], layer },
      { state: 'present' },
      { suppression: { kind: 'external', justification: 'A key of the test suite.' } },
    ),
  ],
  notices: [
    { code: 'too-large', message: 'The archive in it holds more than can be opened.', location: { kind: 'layer', path: 'opt/big.zip', within: [], layer, region: null } },
    { code: 'digest-mismatch', message: 'The bytes of layer 2 do not have the digest that the manifest says.', location: null },
  ],
  statistics: { layers: 6, files: 1204, bytes: 73_400_320, filesSkipped: 1 },
  layers: Array.from({ length: 6 }, (_, index) => ({
    ...layer,
    index,
    createdBy: index === 1 ? layer.createdBy : index === 5 ? null : `RUN step ${index}`,
    size: 1000 * (index + 1),
    files: 200,
    bytes: 12_000_000,
    ...(index === 0 ? { inheritedFrom: { reference: 'docker://debian:13', digest: digest('ee') } } : {}),
  })),
};

export const dockerfileReport: Report = {
  target: { kind: 'dockerfile', reference: 'Dockerfile', digest: null, platform: null },
  complete: true,
  findings: [
    finding(
      { kind: 'dockerfile', path: 'Dockerfile' },
      { state: 'build', sinks: ['config', 'history'] },
      {
        ruleId: 'secret-in-env',
        severity: 'high',
        message: '`TOKEN` is set in the image config.',
        region: region(4, 11, TOKEN),
        excerpt: `ENV TOKEN=${masked}`,
      },
    ),
    finding(
      { kind: 'context', path: '.env', within: [] },
      { state: 'build', sinks: ['layer'] },
      { region: region(2, 7, TOKEN), excerpt: `TOKEN=${masked}` },
    ),
    finding(
      { kind: 'dockerfile', path: 'Dockerfile' },
      { state: 'build', sinks: [] },
      { ruleId: 'secret-in-env', severity: 'medium', secret: null, message: '`NPM_TOKEN` is a build argument.', region: region(1, 5, 'NPM_TOKEN'), excerpt: 'ARG NPM_TOKEN', evidence: [] },
    ),
  ],
  notices: [],
  statistics: { layers: 0, files: 3, bytes: 812, filesSkipped: 0 },
};

export const cleanReport: Report = {
  target: { kind: 'dockerfile', reference: 'web/Dockerfile', digest: null, platform: null },
  complete: true,
  findings: [],
  notices: [],
  statistics: { layers: 0, files: 1, bytes: 100, filesSkipped: 0 },
};
