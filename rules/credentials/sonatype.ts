import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'sonatype-token',
    title: 'Sonatype token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://central.sonatype.com/account',
    patterns: [
      assigned(['sonatype', 'ossrh', 'maven_central'], '[A-Za-z0-9+/]{44}|[A-Za-z0-9_-]{43}'),
    ],
    leaks: ['SONATYPE_TOKEN={base64:44}'],
    clean: ['SONATYPE_TOKEN=$SONATYPE_TOKEN'],
  }),
] as const;
