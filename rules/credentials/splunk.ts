import { assigned, issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'splunk-token',
    title: 'Splunk token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.splunk.com/Documentation/Splunk/latest/Security/ManageAuthenticationTokens',
    patterns: [
      assigned(['splunk', 'hec_token'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      keyed(['signalfx', 'splunk_observability'], '[A-Za-z0-9_-]{22}'),
    ],
    leaks: ['SPLUNK_TOKEN={uuid}', 'SIGNALFX_TOKEN={base62:22}'],
    clean: ['SPLUNK_TOKEN=$SPLUNK_TOKEN', 'SIGNALFX_TOKEN=$SIGNALFX_TOKEN'],
  }),
] as const;
