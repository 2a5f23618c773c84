import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'oracle-cloud-token',
    title: 'Oracle Cloud token',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cloud.oracle.com/identity/domains/my-profile/auth-tokens',
    patterns: [
      assigned(['oci_', 'oraclecloud', 'oracle_cloud'], '[A-Za-z0-9+/]{43}='),
    ],
    leaks: ['OCI_TOKEN={base64:43}='],
    clean: ['OCI_TOKEN=$OCI_TOKEN'],
  }),
] as const;
