import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'cypress-record-key',
    title: 'Cypress record key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cloud.cypress.io/',
    patterns: [
      assigned(['cypress'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      pattern(['--record'], '--record[ \\t]{1,4}--key[ \\t=]{1,3}["\']?(?<secret>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'),
    ],
    leaks: ['CYPRESS_TOKEN={uuid}', 'cypress run --record --key {uuid}'],
    clean: ['CYPRESS_TOKEN=$CYPRESS_TOKEN'],
  }),
] as const;
