import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'influxdb-token',
    title: 'InfluxDB token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.influxdata.com/influxdb/v2/admin/tokens/',
    patterns: [
      assigned(['influx'], '[A-Za-z0-9_-]{86}=='),
      prefixed('apiv3_', '[A-Za-z0-9_-]{60,100}'),
    ],
    leaks: ['INFLUX_TOKEN={base62:86}==', 'apiv3_{base62:60}'],
    clean: ['INFLUX_TOKEN=$INFLUX_TOKEN', 'apiv3_{base62:15}'],
  }),
] as const;
