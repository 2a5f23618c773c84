import { issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'google-api-key',
    title: 'Google API key',
    severity: 'high',
    allows: 'call the Google APIs that it is not restricted from, at the owner’s cost; only a Firebase web key is meant to be public',
    revoke: 'https://console.cloud.google.com/apis/credentials',
    patterns: [prefixed('AIza', '[\\w-]{35}'), prefixed('AQ.Ab8RN6', '[\\w-]{44}')],
    leaks: ['GOOGLE_API_KEY=AIzaSy{base64url:32}k', 'key: AQ.Ab8RN6{base64url:43}k'],
    clean: ['AIzaSy{base62:20}'],
  }),
  issued({
    id: 'google-service-account-key',
    title: 'Google Cloud service account key',
    severity: 'critical',
    allows: 'act as the service account',
    revoke: 'https://console.cloud.google.com/iam-admin/serviceaccounts',
    references: ['https://nango.dev/docs/integrations/all/google-service-account/connect'],
    fix: 'Use workload identity; where a key file is needed, mount it at run time and point `GOOGLE_APPLICATION_CREDENTIALS` at it.',
    patterns: [
      pattern(
        ['private_key_id'],
        'private_key_id\\\\?"\\s{0,4}:\\s{0,4}\\\\?"[0-9a-zA-Z]{1,64}\\\\?"\\s{0,4},(?:\\\\n)?\\s{0,20}\\\\?"private_key\\\\?"\\s{0,4}:\\s{0,4}\\\\?"(?<secret>-----BEGIN (?:RSA )?PRIVATE KEY-----[A-Za-z0-9+/=\\\\\\s]{100,6000}-----END (?:RSA )?PRIVATE KEY-----)',
        { evidence: [{ name: 'private-key' }] },
      ),
    ],
    companions: [
      { label: 'account', regex: '[a-z0-9-]{3,40}@[a-z0-9.-]{3,60}\\.gserviceaccount\\.com', within: 1000 },
      { label: 'project', regex: 'project_id\\\\?"[ \\t]{0,4}:[ \\t]{0,4}\\\\?"(?<id>[a-z0-9-]{4,40})', within: 1000 },
    ],
    leaks: ['{"type":"service_account","private_key_id":"{hex:40}","private_key":"{escape({pem:pkcs8}\n)}","client_email":"{word}@{word}.iam.gserviceaccount.com"}'],
    clean: ['{"type":"service_account","private_key_id":"{hex:40}","private_key":"${KEY}"}'],
  }),
  issued({
    id: 'google-oauth-credential',
    title: 'Google OAuth client secret or token',
    severity: 'high',
    allows: 'act for the application or the person who signed in',
    revoke: 'https://console.cloud.google.com/apis/credentials',
    patterns: [
      prefixed('GOCSPX-', '[\\w-]{28}'),
      prefixed('ya29.', '[\\w-]{20,1200}', { evidence: [{ name: 'random' }] }),
      pattern(['refresh'], `refresh[-_]?token["' ]{0,3}[:=]["' ]{0,3}(?<secret>1//[\\w-]{40,160})(?![\\w-])`, { flags: 'i' }),
      pattern(['1//0'], '(?<![A-Za-z0-9/_.-])(?<secret>1//0[\\w-]{40,160})(?![\\w-])', { evidence: [{ name: 'random' }] }),
      pattern(['client_secret'], `client_secret\\\\?["' ]{0,3}[:=]\\\\?["' ]{0,3}(?<secret>d-[\\w-]{22})(?![\\w-])`),
    ],
    companions: [
      { label: 'client', rule: 'client-id-of-an-issuer' },
      { label: 'client', regex: '\\d{6,20}(?:-[0-9a-z]{20,40})?\\.apps\\.googleusercontent\\.com' },
      { label: 'account', regex: 'account(?:_id)?["\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\']?(?<id>[\\w.+-]{1,60}@[\\w-]{1,60}\\.[\\w.-]{2,40})' },
    ],
    leaks: ['GOOGLE_CLIENT_SECRET=GOCSPX-{base64url:27}k', 'token: ya29.{base62:120}', '"refresh_token": "1//0{base62:60}"'],
    clean: ['GOCSPX-{base62:10}'],
  }),
] as const;

