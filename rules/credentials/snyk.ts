import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'snyk-token',
    title: 'Snyk token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.snyk.io/account',
    references: ['https://docs.snyk.io/getting-started/how-to-obtain-and-authenticate-with-your-snyk-api-token'],
    patterns: [
      assigned(['snyk'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      pattern(['snyk_'], '(?<![A-Za-z0-9])(?<secret>snyk_(?:uat|sat)\\.[0-9a-f]{8}\\.[\\w.-]{40,600})(?![\\w-])'),
    ],
    leaks: ['SNYK_TOKEN={uuid}'],
    clean: ['SNYK_TOKEN=$SNYK_TOKEN'],
  }),
] as const;
