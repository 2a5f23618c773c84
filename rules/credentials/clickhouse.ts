import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'clickhouse-key',
    title: 'ClickHouse Cloud key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.clickhouse.cloud/',
    patterns: [
      pattern(['4b1d'], '(?<![A-Za-z0-9])(?<secret>4b1d[A-Za-z0-9]{38})(?![A-Za-z0-9])', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['CLICKHOUSE_SECRET=4b1d{base62:38}'],
    clean: ['4b1d{base62:8}'],
  }),
] as const;
