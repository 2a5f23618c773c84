import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'tines-webhook',
    title: 'Tines webhook',
    severity: 'medium',
    allows: 'start the story behind it with any data',
    revoke: 'https://www.tines.com/docs/actions/types/webhook/',
    steps: ['Change the secret of the webhook action, or delete the action.'],
    patterns: [
      pattern(['.tines.com/webhook/'], '\\.tines\\.com/webhook/(?<secret>[0-9a-z]{32}/[0-9a-z]{32})(?![0-9a-z])'),
    ],
    leaks: ['https://x.tines.com/webhook/{hex:32}/{hex:32}'],
    clean: ['https://x.tines.com/webhook/{hex:8}'],
  }),
] as const;
