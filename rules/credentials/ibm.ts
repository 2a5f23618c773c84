import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ibm-cloud-key',
    title: 'IBM Cloud key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://cloud.ibm.com/iam/apikeys',
    patterns: [
      assigned(['ibm', 'bluemix', 'iam_apikey'], '[A-Za-z0-9_-]{44}'),
    ],
    leaks: ['IBMCLOUD_API_KEY={base62:44}'],
    clean: ['IBMCLOUD_API_KEY=$IBMCLOUD_API_KEY'],
  }),
] as const;
