import { LEFT, assigned, drawn, issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'cloudflare-token',
    title: 'Cloudflare token or key',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://dash.cloudflare.com/profile/api-tokens',
    references: ['https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/'],
    patterns: [
      assigned(['cloudflare', 'cf_api'], '[A-Za-z0-9_-]{40}'),
      assigned(['cloudflare', 'cf_api'], '[0-9a-f]{37,45}'),
      prefixed('v1.0-', '[0-9a-f]{24}-[0-9a-f]{146}'),
      // What a tunnel is run with: account, tunnel and secret as JSON.
      pattern(['eyJhIjoi'], `${LEFT}(?<secret>eyJhIjoi[A-Za-z0-9+/]{100,400}={0,2})(?![\\w+/=.-])`, { evidence: [{ name: 'base64-json', options: { keys: 'a,t,s' } }] }),
      prefixed('cfut_', '[A-Za-z0-9_-]{40,60}'),
      prefixed('cfat_', '[A-Za-z0-9_-]{40,60}'),
      prefixed('cfoat_', '[A-Za-z0-9._-]{40,200}', { evidence: [drawn()] }),
      prefixed('cfk_', '[A-Za-z0-9_-]{40,60}'),
    ],
    companions: [
      { label: 'account', regex: '(?:account[-_]?id)["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>[0-9a-f]{32})(?![A-Za-z0-9_-])', flags: 'i' },
      { label: 'user', regex: '[\\w.+-]{1,60}@[\\w-]{1,60}\\.[\\w.-]{2,40}', when: '(?:cloudflare|cf)[\\w-]{0,20}key[^A-Za-z0-9]{1,6}', flags: 'i' },
    ],
    leaks: ['cfoat_{base62:64}', 'CLOUDFLARE_API_KEY={hex:45}', 'cloudflared tunnel run --token {b64({"a":"{hex:32}","t":"{uuid}","s":"{b64({base62:32})}"})}', 'CLOUDFLARE_API_TOKEN={base62:40}', 'CF_API_KEY={hex:37}', 'v1.0-{hex:24}-{hex:146}'],
    clean: ['CLOUDFLARE_API_TOKEN=$CLOUDFLARE_API_TOKEN'],
  }),
] as const;
