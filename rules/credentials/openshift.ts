import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'openshift-token',
    title: 'OpenShift token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://docs.redhat.com/en/documentation/openshift_container_platform',
    patterns: [
      prefixed('sha256~', '[\\w-]{43}'),
    ],
    leaks: ['sha256~{base62:43}'],
    clean: ['sha256~{base62:7}'],
  }),
] as const;
