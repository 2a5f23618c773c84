import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'coralogix-key',
    title: 'Coralogix key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://coralogix.com/docs/user-guides/account-management/api-keys/api-keys/',
    patterns: [
      prefixed('cxtp_', '[A-Za-z0-9]{30}'),
      prefixed('cxup_', '[A-Za-z0-9]{30}'),
      assigned(['coralogix'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['cxtp_{base62:30}', 'cxup_{base62:30}', 'CORALOGIX_TOKEN={uuid}'],
    clean: ['cxtp_{base62:7}', 'cxup_{base62:7}', 'CORALOGIX_TOKEN=$CORALOGIX_TOKEN'],
  }),
] as const;
