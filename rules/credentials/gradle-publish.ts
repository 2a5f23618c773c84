import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'gradle-publish-key',
    title: 'Gradle plugin portal key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://plugins.gradle.org/u/me',
    patterns: [
      assigned(['gradle.publish.key', 'gradle.publish.secret', 'gradle_publish'], '[A-Za-z0-9]{32}|[A-Za-z0-9]{48}'),
    ],
    leaks: ['GRADLE_PUBLISH_KEY={base62:32}'],
    clean: ['GRADLE_PUBLISH_KEY=$GRADLE_PUBLISH_KEY'],
  }),
] as const;
