import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'unity-key',
    title: 'Unity licence serial',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://id.unity.com/',
    patterns: [
      pattern(['UNITY_SERIAL'], 'UNITY_SERIAL["\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\']?(?<secret>[A-Z0-9]{2}(?:-[A-Z0-9]{4}){5})'),
    ],
    leaks: ['UNITY_SERIAL=F4-{ALNUM:4}-{ALNUM:4}-{ALNUM:4}-{ALNUM:4}-{ALNUM:4}'],
    clean: ['UNITY_SERIAL=$UNITY_SERIAL'],
  }),
] as const;
