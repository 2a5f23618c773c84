import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'terraform-cloud-token',
    title: 'HCP Terraform token',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.terraform.io/app/settings/tokens',
    references: ['https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/users'],
    patterns: [
      pattern(['.atlasv1.'], '(?<![A-Za-z0-9])(?<secret>[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{60,90})(?![\\w=-])', { flags: 'i', before: 14 }),
    ],
    leaks: ['"token": "{base62:14}.atlasv1.{base62:67}"'],
    clean: ['x.atlasv1.{base62:20}'],
  }),
  issued({
    id: 'terraform-secret-value',
    title: 'Secret value in Terraform state or variables',
    severity: 'high',
    rank: 'generic',
    allows: 'use what Terraform made or was given: state keeps it in plain text',
    revoke: 'https://developer.hashicorp.com/terraform/language/state/sensitive-data',
    fix: 'Keep state in a remote backend, and values in a secrets manager; no image needs either.',
    steps: ['Rotate the value where the resource is.', 'Move the state to a backend that encrypts it.'],
    patterns: [pattern(['random_password'], '"type":[ \\t]{0,4}"random_password",[^]{1,800}?"result":[ \\t]{0,4}"(?<secret>[^"\\\\\\r\\n]{6,200})"', { evidence: [{ name: 'password' }], before: 16 })],
    leaks: ['{"type": "random_password", "name": "db", "instances": [{"attributes": {"length": 16, "result": "{pass:16}"}}]}'],
    clean: ['{"type": "random_password", "name": "db", "instances": []}'],
  }),
] as const;
