import { issued, pattern, prefixed, summed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'grafana-token',
    title: 'Grafana token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://grafana.com/docs/grafana/latest/administration/service-accounts/',
    references: ['https://nango.dev/docs/integrations/all/grafana'],
    patterns: [
      prefixed('glsa_', '[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}', summed('grafana')),
      prefixed('glc_', '[A-Za-z0-9+/]{32,400}={0,3}', { evidence: [{ name: 'random' }, { name: 'structure', options: { kind: 'grafana-cloud' } }] }),
      pattern(['eyJrIjoi'], '(?<![A-Za-z0-9])(?<secret>eyJrIjoi[A-Za-z0-9+/]{60,400}={0,3})(?![A-Za-z0-9+/=.])', { evidence: [{ name: 'structure', options: { kind: 'grafana-key' } }] }),
    ],
    leaks: ['glsa_{base62:32}_{crc32:grafana}', '{b64({"k":"{base62:50}","n":"{word}","id":1})}'],
    clean: ['glsa_{base62:7}_'],
  }),
] as const;
