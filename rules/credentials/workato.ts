import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'workato-token',
    title: 'Workato token',
    severity: 'high',
    allows: 'change and run what joins its owner’s systems',
    revoke: 'https://app.workato.com/members/api/clients',
    patterns: [
      pattern(['wrka'], '(?<![A-Za-z0-9])(?<secret>wrka(?:[a-z]{2})?-eyJ[\\w-]{8,400}\\.[\\w-]{16,1000}\\.[\\w-]{64,700})(?![\\w-])'),
    ],
    leaks: ['WORKATO_TOKEN=wrkaus-eyJ{base62:40}.eyJ{base62:120}.{base62:86}'],
    clean: ['wrkaus-eyJ{base62:8}'],
  }),
] as const;
