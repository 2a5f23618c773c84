import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'devcycle-key',
    title: 'DevCycle key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.devcycle.com/',
    patterns: [
      prefixed('dvc_server_', '[A-Za-z0-9_-]{8,60}'),
      prefixed('dvc_client_', '[A-Za-z0-9_-]{8,60}', { confidence: 'low' }),
      prefixed('dvc_mobile_', '[A-Za-z0-9_-]{8,60}', { confidence: 'low' }),
    ],
    leaks: ['dvc_server_{base62:8}', 'dvc_client_{base62:8}', 'dvc_mobile_{base62:8}'],
    clean: ['dvc_server_{base62:2}', 'dvc_client_{base62:2}', 'dvc_mobile_{base62:2}'],
  }),
] as const;
