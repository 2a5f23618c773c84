import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'google-storage-hmac-key',
    title: 'Google Cloud Storage HMAC key',
    severity: 'high',
    allows: 'read and write the buckets of the service account',
    revoke: 'https://console.cloud.google.com/storage/settings;tab=interoperability',
    patterns: [
      pattern(['GOOG'], `(?<![A-Za-z0-9])(?<secret>GOOG[0-9A-Z]{10,58})(?![A-Za-z0-9])`, { confidence: 'low', evidence: [{ name: 'random' }] }),
      assigned(['gcs_secret', 'gcs_hmac_secret', 'google_storage_secret'], '[A-Za-z0-9+/]{40}'),
    ],
    companions: [{ label: 'access key', regex: '(?<![A-Za-z0-9])GOOG1?[A-Z0-9]{19,60}(?![A-Za-z0-9])' }],
    leaks: ['GCS_ACCESS_KEY=GOOG1E{ALNUM:55}', 'GCS_HMAC_SECRET={base64:40}'],
    clean: ['GOOGLE_APPLICATION_CREDENTIALS=/run/secrets/key'],
  }),
] as const;
