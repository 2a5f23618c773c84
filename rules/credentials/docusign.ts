import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'docusign-key',
    title: 'DocuSign key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://admindemo.docusign.com/apps-and-keys',
    patterns: [
      assigned(['docusign'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['DOCUSIGN_TOKEN={uuid}'],
    clean: ['DOCUSIGN_TOKEN=$DOCUSIGN_TOKEN'],
  }),
] as const;
