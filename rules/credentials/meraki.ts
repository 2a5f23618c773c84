import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'meraki-key',
    title: 'Cisco Meraki API key',
    severity: 'high',
    allows: 'read and change the network of the organisation',
    revoke: 'https://documentation.meraki.com/General_Administration/Other_Topics/Cisco_Meraki_Dashboard_API',
    patterns: [
      assigned(['meraki'], '[0-9a-f]{40}'),
    ],
    leaks: ['MERAKI_DASHBOARD_API_KEY={hex:40}'],
    clean: ['MERAKI_DASHBOARD_API_KEY=${KEY}'],
  }),
] as const;
