import { issued, pattern, prefixed, summed } from '../../src/rule/issued.js';

const SHORT = ['glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glft-', 'glimt-', 'glsoat-', 'glffct-', 'glrtr-', 'glwt-'];

export const rules = [
  issued({
    id: 'gitlab-token',
    title: 'GitLab token',
    severity: 'critical',
    allows: 'do in GitLab what its scopes allow: read and change code, run jobs, register runners',
    revoke: 'https://gitlab.com/-/user_settings/personal_access_tokens',
    references: ['https://docs.gitlab.com/security/tokens/'],
    patterns: [
      ...SHORT.flatMap((prefix) => [
        prefixed(prefix, '[\\w-]{20,64}(?!\\.\\w)'),
        prefixed(prefix, '[\\w-]{20,300}\\.(?:\\d\\d\\.)?[0-9A-Za-z]{9}', summed('gitlab')),
      ]),
      prefixed('glrt-', 't\\d_[\\w-]{20,50}(?!\\.)'),
      prefixed('glcbt-', '(?:[0-9a-f]{1,5}_)[\\w-]{20}'),
      prefixed('glcbt-', 'eyJ[\\w-]{10,300}\\.eyJ[\\w-]{10,3000}\\.[\\w-]{40,700}'),
      prefixed('glptt-', '[0-9a-f]{40}'),
      prefixed('glagent-', '[\\w-]{50,1024}'),
      prefixed('gloas-', '[0-9a-zA-Z_-]{64}'),
      prefixed('GR1348941', '[\\w-]{20}'),
      pattern(['_gitlab_session='], '_gitlab_session=(?<secret>[0-9a-f]{32})(?![0-9a-f])'),
    ],
    leaks: [
      'GITLAB_TOKEN=glpat-{base62:20}',
      'glpat-{base62:27}.01.{base36:2}{crc32:gitlab}',
      'CI_JOB_TOKEN: glcbt-{hex:2}_{base62:20}',
      'glptt-{hex:40}',
      'token = "glrt-{base62:20}"',
      'glagent-{base62:50}',
      'gloas-{hex:64}',
      'GR1348941{base62:20}',
      'Cookie: _gitlab_session={hex:32}',
    ],
    clean: ['glpat-{base62:10}', 'xglpat-{base62:20}', 'glptt-{hex:20}'],
  }),
] as const;
