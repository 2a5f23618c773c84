import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'terraform-cloud-token',
    title: 'HCP Terraform token',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.terraform.io/app/settings/tokens',
    patterns: [
      pattern(['.atlasv1.'], '(?<![A-Za-z0-9])(?<secret>[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{60,90})(?![\\w=-])', { flags: 'i', before: 14 }),
    ],
    leaks: ['"token": "{base62:14}.atlasv1.{base62:67}"'],
    clean: ['x.atlasv1.{base62:20}'],
  }),
] as const;
