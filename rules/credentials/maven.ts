import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'maven-password',
    title: 'Password in Maven settings',
    severity: 'high',
    allows: 'upload to or read from the repository',
    revoke: 'https://maven.apache.org/guides/mini/guide-encryption.html',
    patterns: [
      pattern(['<server>', '<proxy>'], '<(?:server|proxy)>(?:(?!</(?:server|proxy)>)[^]){1,600}?<(?:password|passphrase)>[ \\t]{0,4}(?<secret>(?!\\$\\{)[^<>\\s]{3,256})[ \\t]{0,4}</', { evidence: [{ name: 'password' }] }),
      pattern(['<master>'], '<master>[ \\t]{0,4}(?<secret>\\{[A-Za-z0-9+/=]{20,200}\\})[ \\t]{0,4}</master>'),
    ],
    leaks: ['<server>\n  <id>nexus</id>\n  <username>{word}</username>\n  <password>{pass:16}</password>\n</server>', '<settingsSecurity><master>{{base64:43}=}</master></settingsSecurity>'],
    clean: ['<server><id>a</id><password>${env.NEXUS_PW}</password></server>'],
  }),
] as const;
