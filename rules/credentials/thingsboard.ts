import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'thingsboard-token',
    title: 'ThingsBoard device token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://thingsboard.io/docs/user-guide/device-credentials/',
    patterns: [
      pattern(['/api/v1/'], '(?<=thingsboard[\\w.:-]{0,60})/api/v1/(?<secret>[A-Za-z0-9]{20})(?![A-Za-z0-9])'),
    ],
    leaks: ['https://thingsboard.cloud/api/v1/{alnum:20}/telemetry'],
    clean: ['https://thingsboard.cloud/api/v1/$T/telemetry'],
  }),
] as const;
