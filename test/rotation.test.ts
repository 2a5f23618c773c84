import { describe, expect, test } from '@jest/globals';
import { builtInRules } from '../rules/index.js';

/** Domains that no word of the rule's id or title is in: whose they are, and which rules may point there. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  // Another name of the issuer, or of who owns it.
  'aliyun.com': ['alibaba-access-key'],
  'astral.sh': ['pyx-key'],
  'atlassian.com': ['opsgenie-key'],
  'bigmodel.cn': ['zhipu-key'],
  'cockroachlabs.cloud': ['cockroachdb-key'],
  'fury.io': ['gemfury-token'],
  'goldrush.dev': ['covalent-key'],
  'google.com': ['looker-secret', 'tink-keyset'],
  'hashicorp.com': ['consul-token', 'nomad-token', 'terraform-secret-value'],
  'ibm.com': ['instana-key'],
  'influxdata.com': ['influxdb-token'],
  'jetbrains.com': ['teamcity-token'],
  'kubernetes.io': ['kubeconfig-client-key', 'kubeconfig-token'],
  'langchain.com': ['langsmith-key'],
  'mastercard.com': ['finicity-key'],
  'qq.com': ['wechat-secret'],
  'redhat.com': ['openshift-token'],
  'stripe.com': ['publishable-key'],
  'tenable.com': ['nessus-key'],
  'x.ai': ['xai-key'],
  'x.com': ['twitter-token'],
  // What has no issuer, or one that has closed.
  'earth.li': ['putty-private-key'],
  'github.com': ['otp-seed'],
  'mitre.org': ['kerberos-ticket-hash'],
  'owasp.org': ['tenant-of-an-issuer'],
  'rfc-editor.org': ['client-id-of-an-issuer', 'json-web-key'],
};
const CLOSED = new Set(['bittrex-key', 'wepay-token']);
/** Of the guide that says how any secret is rotated. */
const GUIDE = 'cheatsheetseries.owasp.org';

const COMMON = new Set(['key', 'token', 'secret', 'api', 'credential', 'cloud', 'password', 'file', 'the', 'access', 'webhook']);
const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

const rules = builtInRules.flatMap((rule) => ('rotate' in rule && rule.rotate.url !== null ? [[rule.id, rule, rule.rotate.url] as const] : []));

describe('where a credential is revoked', () => {
  test.each(rules)('%s: over TLS, at its issuer', (id, { title }, address) => {
    const url = new URL(address);
    expect(url.protocol).toBe('https:');
    expect(url.username + url.password + url.port).toBe('');
    const name = letters(id.replace(/-(?:key|token|secret|credential|webhook|password|id)$/, ''));
    const words = [name, letters(title), ...id.split('-'), ...title.toLowerCase().split(/[^a-z0-9]+/)].filter((word) => word.length > 2 && !COMMON.has(word));
    const host = letters(url.hostname.replace(/\.[a-z]{2,5}$/, ''));
    const own = words.some((word) => host.includes(word));
    const other = ELSEWHERE[url.hostname.split('.').slice(-2).join('.')]?.includes(id) ?? false;
    const none = url.hostname === GUIDE && (CLOSED.has(id) || !/(?:-key|-token)$/.test(id) || ['private-key', 'wallet-private-key', 'json-web-token', 'prefixed-token'].includes(id));
    expect({ address, known: own || other || none }).toEqual({ address, known: true });
  });
});
