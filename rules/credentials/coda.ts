import { issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'coda-token',
    title: 'Coda token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://coda.io/account',
    references: ['https://hub.meltano.com/extractors/tap-coda--airbyte'],
    patterns: [
      keyed(['coda'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['CODA_TOKEN={uuid}'],
    clean: ['CODA_TOKEN=$CODA_TOKEN'],
  }),
] as const;
