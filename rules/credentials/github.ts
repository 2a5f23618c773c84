import type { EvidenceUse } from '../../src/model/rule.js';
import { assigned, issued, prefixed, summed } from '../../src/rule/issued.js';

const KIND = {
  name: 'kind',
  options: {
    ghp_: 'personal access token',
    gho_: 'OAuth access token',
    ghu_: 'user token of an app',
    ghr_: 'refresh token of an app',
    ghs_: 'installation token of an app',
    github_pat_: 'fine-grained personal access token',
  },
} as const;
const kind = { evidence: [KIND] } as const;
const summedKind = (sum: string): { readonly evidence: readonly EvidenceUse[] } => ({ evidence: [...summed(sum).evidence, KIND] });

export const rules = [
  issued({
    id: 'github-token',
    title: 'GitHub token',
    severity: 'critical',
    allows: 'read and change repositories as its owner',
    revoke: 'https://github.com/settings/tokens',
    references: ['https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/', 'https://docs.langchain.com/oss/python/integrations/providers/github'],
    patterns: [
      ...['ghp_', 'gho_', 'ghu_'].map((prefix) => prefixed(prefix, '[A-Za-z0-9]{36}', summedKind('github'))),
      prefixed('ghr_', '[A-Za-z0-9]{36,76}', summedKind('github')),
      prefixed('ghs_', '[A-Za-z0-9]{36}', kind),
      prefixed('ghs_', '\\d{1,12}_eyJ[\\w-]{10,300}\\.eyJ[\\w-]{10,1000}\\.[\\w-]{40,700}', kind),
      prefixed('github_pat_', '[A-Za-z0-9]{22}_[A-Za-z0-9]{59}', summedKind('github-fine-grained')),
      prefixed('github_pat_', '[A-Za-z0-9_]{36,81}', { confidence: 'low', ...kind }),
    ],
    leaks: [
      'GITHUB_TOKEN=ghp_{base62:30}{crc32:github}',
      'git clone https://x-access-token:gho_{base62:30}{crc32:github}@github.com/a/b',
      'ghu_{base62:30}{crc32:github}',
      '"ghr_{base62:70}{crc32:github}"',
      'GH_TOKEN=ghs_{base62:36}',
      'ghs_{digits:6}_{jwt}',
      'github_pat_{base62:22}_{base62:43}{crc32:github-fine-grained}{base62:8}',
    ],
    clean: ['ghp_{base62:20}', 'xghp_{base62:36}', 'github_pat_{base62:10}', 'GITHUB_TOKEN=$GITHUB_TOKEN'],
  }),
  issued({
    id: 'github-app-secret',
    title: 'GitHub OAuth client secret',
    severity: 'high',
    allows: 'act as the application',
    revoke: 'https://github.com/settings/developers',
    patterns: [assigned(['github', 'gh_client'], '[0-9a-f]{40}')],
    companions: [
      { label: 'client', rule: 'client-id-of-an-issuer' },
      { label: 'client', regex: '(?:client[-_]?id)["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>(?:Iv1\\.|Iv23|Ov23)?[A-Za-z0-9]{16,20})(?![A-Za-z0-9_-])', flags: 'i' },
    ],
    leaks: ['GITHUB_CLIENT_SECRET={hex:40}'],
    clean: ['github.com/a/b@{hex:40}', 'client_secret: secrets.GITHUB_CLIENT_SECRET'],
  }),
] as const;

