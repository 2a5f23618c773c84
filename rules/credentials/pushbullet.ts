import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pushbullet-token',
    title: 'Pushbullet token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.pushbullet.com/#settings/account',
    references: ['https://hub.meltano.com/extractors/tap-pushbullet--edgarrmondragon'],
    patterns: [
      assigned(['pushbullet'], 'o\\.[A-Za-z0-9]{32}'),
    ],
    leaks: ['PUSHBULLET_TOKEN=o.{base62:32}'],
    clean: ['PUSHBULLET_TOKEN=$PUSHBULLET_TOKEN'],
  }),
] as const;
