import type { AuditedImage, AuditedSecret, AuditReport } from '../../src/model/audit.js';
import { SEVERITIES } from '../../src/model/severity.js';
import { region } from './sample-report.js';

const hex = (number: number, byte = 'ab'): string => `sha256:${number.toString(16).padStart(8, '0')}${byte.repeat(28)}`;

/** What an audit of so many images may say: three secrets in every ten images, a layer of the base in all. */
export function sampleAudit(images: number): AuditReport {
  const list = Array.from({ length: images }, (_, index): AuditedImage => ({
    repository: `registry.example/team-${index % 7}/app-${index >> 1}`,
    digest: hex(index, 'cd'),
    root: hex(index, 'cd'),
    platform: 'linux/amd64',
    tags: index % 5 === 4 ? [] : [`1.${index}`, ...(index % 2 === 0 ? ['latest'] : [])],
    formerTags: index % 5 === 4 ? [`1.${index}`] : [],
    pullable: index % 10 !== 9,
    pushed: { at: `2026-0${1 + (index % 9)}-11T10:00:00Z`, by: index % 2 === 0 ? 'registry' : 'config' },
    deleteCommand: `skopeo delete docker://registry.example/team-${index % 7}/app-${index >> 1}@${hex(index, 'cd')}`,
    layers: [
      { digest: hex(1), size: 29_124_001, createdBy: 'ADD rootfs.tar.xz /' },
      { digest: hex(index, '01'), size: 4096, createdBy: 'COPY .npmrc /root/.npmrc' },
      { digest: hex(index, '02'), size: 81_000_000, createdBy: 'RUN npm ci && rm /root/.npmrc' },
    ],
  }));
  const secrets = Array.from({ length: Math.ceil((images * 3) / 10) }, (_, index): AuditedSecret => {
    const holders = Array.from({ length: 3 }, (_, other) => (index * 3 + other) % images).sort((a, b) => a - b);
    const names = holders.map((holder) => list[holder]!);
    return {
      fingerprint: hex(index).slice(7, 39),
      ruleId: 'example-token',
      title: 'Example token',
      severity: SEVERITIES[index % 4]!,
      confidence: 'high',
      masked: 'tok_********',
      identity: [{ label: 'user', value: `bot-${index}` }],
      evidence: ['Its checksum fits.'],
      places: [
        {
          message: 'Example token in `root/.npmrc`.',
          location: { kind: 'layer', path: 'root/.npmrc', within: [], layer: { index: 1, digest: hex(index, '01'), diffId: '', createdBy: 'COPY .npmrc /root/.npmrc' }, region: region(1, 12, 'x') },
          exposure: { state: 'recoverable', hiddenByLayer: 2 },
          severity: SEVERITIES[index % 4]!,
          confidence: 'high',
          excerpt: '_authToken=tok_********',
          images: [...new Set(holders)],
        },
      ],
      first: { at: '2026-01-11T10:00:00Z', by: 'registry' },
      last: { at: '2026-09-11T10:00:00Z', by: 'registry' },
      tags: names.flatMap(({ repository, tags }) => tags.map((tag) => `${repository}:${tag}`)),
      untagged: names.filter(({ tags, pullable }) => tags.length === 0 && pullable).map(({ repository, digest }) => `${repository}@${digest}`),
      anonymous: index % 2 === 0,
      isNew: index % 3 === 0,
      why: 'Whoever holds it acts as the account that made it.',
      fix: 'Mount it at build time with `RUN --mount=type=secret`.',
      rotate: { url: 'https://example.com/settings/tokens', steps: ['Revoke the token.', 'Make a new one.'] },
      deleteCommands: names.map(({ deleteCommand }) => deleteCommand),
    };
  });
  return {
    scope: ['registry.example'],
    startedAt: '2026-10-01T00:00:00.000Z',
    finishedAt: '2026-10-01T00:05:00.000Z',
    complete: false,
    secrets: secrets.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
    images: list,
    notices: [{ place: 'registry.example/team-1/broken:1', message: 'The registry answered 500.' }],
    changes: {
      since: '2026-09-24T00:00:00.000Z',
      appeared: { count: 2, names: ['registry.example/team-0/app-0:1.0', 'registry.example/team-0/app-0:latest'] },
      vanished: { count: 0, names: [] },
      moved: { count: 1, names: ['registry.example/team-1/app-0:latest'] },
      stillPullable: { count: 1, names: [`registry.example/team-4/app-2@${hex(4, 'cd')}`] },
      secretsGone: { count: 1, names: ['f00d'] },
    },
    statistics: { repositories: 210, tags: 2 * images, images, layers: 2 * images + 1, layersRead: 12, suppressed: 0, bytesRead: 12_000_000, bytesListed: 110_000_000 * images, requests: 900, seconds: 300 },
  };
}
