import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'lightstep-token',
    title: 'Lightstep token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.lightstep.com/',
    patterns: [
      assigned(['lightstep'], '[A-Za-z0-9+/]{80,160}='),
    ],
    leaks: ['LIGHTSTEP_TOKEN={base64:80}='],
    clean: ['LIGHTSTEP_TOKEN=$LIGHTSTEP_TOKEN'],
  }),
] as const;
