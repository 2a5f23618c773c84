import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'woocommerce-key',
    title: 'WooCommerce key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://woocommerce.com/document/woocommerce-rest-api/',
    patterns: [
      prefixed('ck_', '[0-9a-f]{40}'),
      prefixed('cs_', '[0-9a-f]{40}'),
    ],
    leaks: ['ck_{hex:40}', 'cs_{hex:40}'],
    clean: ['ck_{hex:10}', 'cs_{hex:10}'],
  }),
] as const;
