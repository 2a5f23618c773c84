import { assigned, issued, keyed, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'jenkins-credential',
    title: 'Jenkins token or credential',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.jenkins.io/doc/book/using/using-credentials/',
    patterns: [
      assigned(['jenkins'], '11[0-9a-f]{32}'),
      keyed(['jenkins'], '[0-9a-f]{32}|[0-9a-f]{34}'),
      pattern(['{AQAAABAAAA'], '(?<secret>\\{AQAAABAAAA[A-Za-z0-9+/]{20,2000}={0,2}\\})'),
      // What the first start prints.
      pattern(['proceed to installation'], 'proceed to installation:?\\s{1,12}(?:\\*{3,90}\\s{1,12})?(?<secret>[0-9a-f]{32})(?![\\w-])'),
    ],
    leaks: ['use the following password to proceed to installation:\n\n{hex:32}\n', 'JENKINS_TOKEN=11{hex:32}', '<password>{AQAAABAAAA{base64:40}==}</password>'],
    clean: ['JENKINS_TOKEN=$JENKINS_TOKEN'],
  }),
] as const;
