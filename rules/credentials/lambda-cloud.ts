import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'lambda-cloud-key',
    title: 'Lambda Cloud key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cloud.lambda.ai/api-keys',
    patterns: [
      assigned(['lambda_api', 'lambdalabs', 'lambda_cloud'], 'secret_[A-Za-z0-9]{20,60}'),
    ],
    leaks: ['LAMBDA_API_TOKEN=secret_{base62:20}'],
    clean: ['LAMBDA_API_TOKEN=$LAMBDA_API_TOKEN'],
  }),
] as const;
