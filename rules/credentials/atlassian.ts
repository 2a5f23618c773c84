import { assigned, issued, prefixed, summed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'atlassian-token',
    title: 'Atlassian or Bitbucket token',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://id.atlassian.com/manage-profile/security/api-tokens',
    references: ['https://howtorotate.com/docs/tutorials/atlassian/'],
    patterns: [
      prefixed('ATATT3', '[A-Za-z0-9_=-]{150,250}', summed('atlassian')),
      prefixed('ATSTT3', '[A-Za-z0-9_=-]{150,250}'),
      prefixed('ATCTT3', '[A-Za-z0-9_=-]{100,250}', summed('atlassian')),
      prefixed('ATBB', '[A-Za-z0-9_=-]{24}[A-F0-9]{8}', summed('atlassian')),
      prefixed('BBDC-', '[MNO][A-Za-z0-9+/@]{43}', { evidence: [{ name: 'structure', options: { kind: 'atlassian-server' } }] }),
      assigned(['jira', 'atlassian', 'confluence'], '[A-Za-z0-9]{24}|[MNO][A-Za-z0-9+/]{43}'),
      assigned(['bitbucket'], '[A-Za-z0-9_=-]{32,64}'),
    ],
    companions: [
      { label: 'site', regex: '[\\w-]{2,60}\\.atlassian\\.net' },
      { label: 'user', regex: '[\\w.+-]{1,60}@[\\w-]{1,60}\\.[\\w.-]{2,40}', within: 120 },
    ],
    leaks: ['CONFLUENCE_API_TOKEN=ATSTT3xFfGF0{base62:170}={HEX:8}', 'ATATT3xFfGF0{base62:160}={crc32:atlassian}', 'ATBB{base62:24}{crc32:atlassian}'],
    clean: ['ATATT3xFfGF0{base62:7}='],
  }),
] as const;
