import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'freemius-secret',
    title: 'Freemius secret key',
    severity: 'high',
    allows: 'act for the developer of the plugin',
    revoke: 'https://dashboard.freemius.com',
    patterns: [
      pattern(['secret_key'], `["']secret_key["'][ \\t]{0,8}=>[ \\t]{0,8}["'](?<secret>sk_[^\\s"']{29})["']`, { before: 1 }),
    ],
    leaks: ["'secret_key' => 'sk_{base62:29}',"],
    clean: ["'secret_key' => '${KEY}',"],
  }),
] as const;
