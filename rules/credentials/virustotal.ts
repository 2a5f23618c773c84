import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'virustotal-key',
    title: 'VirusTotal key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.virustotal.com/gui/my-apikey',
    patterns: [
      assigned(['virustotal', 'vt_api'], '[0-9a-f]{64}'),
    ],
    leaks: ['VIRUSTOTAL_TOKEN={hex:64}'],
    clean: ['VIRUSTOTAL_TOKEN=$VIRUSTOTAL_TOKEN'],
  }),
] as const;
