import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'teams-webhook',
    title: 'Microsoft Teams webhook',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/',
    patterns: [
      pattern(['outlook.office.com'], 'outlook\\.office(?:365)?\\.com/(?<secret>webhook/[0-9a-f-]{36}@[0-9a-f-]{36}/IncomingWebhook/[0-9a-z]{32}/[0-9a-f-]{36})', { flags: 'i' }),
      pattern(['webhook.office.com'], 'webhook\\.office\\.com/(?<secret>webhookb2/[0-9a-z-]{36}@[0-9a-z-]{36}/IncomingWebhook/[0-9a-z]{32}/[0-9a-z-]{36}[\\w/-]{0,80})', { flags: 'i' }),
      pattern(['api.powerplatform.com'], 'api\\.powerplatform\\.com(?::443)?/[^\\s"\'<>]{1,600}?[?&](?:amp;)?sig=(?<secret>[\\w%-]{40,64})'),
    ],
    leaks: ['https://x.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/{hex:32}/triggers/manual/paths/invoke?api-version=1&sig={base62:43}', 'https://x.webhook.office.com/webhookb2/{uuid}@{uuid}/IncomingWebhook/{hex:32}/{uuid}'],
    clean: ['https://x.webhook.office.com/webhookb2/{hex:8}@{hex:8}/IncomingWebhook/{hex:7}/{hex:8}'],
  }),
] as const;
