import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'symfony-secret',
    title: 'Symfony application secret',
    severity: 'high',
    allows: 'sign cookies and tokens that the application trusts',
    revoke: 'https://symfony.com/doc/current/reference/configuration/framework.html#secret',
    patterns: [
      pattern(['APP_SECRET'], '(?<![A-Za-z])APP_SECRET["\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\']?(?<secret>[0-9a-f]{32,64})(?![0-9a-f])'),
      pattern(['ThisTokenIsNotSoSecret', 'ThisEzPlatformTokenIsNotSoSecret'], '(?<secret>This(?:EzPlatform)?TokenIsNotSoSecret[A-Za-z]{2,20})', { confidence: 'high' }),
    ],
    leaks: ['APP_SECRET={hex:32}', 'secret: This{escape(Token)}IsNotSoSecretButSet'],
    clean: ['APP_SECRET=$APP_SECRET'],
  }),
] as const;
