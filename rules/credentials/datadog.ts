import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'datadog-key',
    title: 'Datadog key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.datadoghq.com/organization-settings/api-keys',
    references: ['https://docs.datadoghq.com/account_management/api-app-keys/'],
    patterns: [
      assigned(['datadog', 'dd_api', 'dd_app'], '[0-9a-f]{40}'),
      assigned(['datadog', 'dd_api', 'dd_app'], '[0-9a-f]{32}'),
      prefixed('ddapp_', '[A-Za-z0-9]{34}'),
      prefixed('ddpat_', '[A-Za-z0-9_]{30,60}'),
    ],
    companions: [{ label: 'site', regex: '(?<![\\w.-])(?:[a-z0-9]{2,5}\\.)?datadoghq\\.(?:com|eu)' }],
    leaks: ['DD_API_KEY={hex:32}', 'DATADOG_APP_KEY={hex:40}'],
    clean: ['DD_API_KEY=$DD_API_KEY'],
  }),
] as const;
