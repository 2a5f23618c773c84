import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'endor-labs-key',
    title: 'Endor Labs key',
    severity: 'high',
    allows: 'read what scans found, and change them',
    revoke: 'https://app.endorlabs.com/',
    patterns: [
      pattern(['endr+'], '(?<![A-Za-z0-9])(?<secret>endr\\+[A-Za-z0-9-]{16})(?![A-Za-z0-9-])'),
    ],
    leaks: ['ENDOR_API_CREDENTIALS_SECRET=endr+{base62:16}'],
    clean: ['endr+{base62:4}'],
  }),
] as const;
