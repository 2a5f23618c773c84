import { issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'steam-key',
    title: 'Steam Web API key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://steamcommunity.com/dev/apikey',
    references: ['https://docs.langchain.com/oss/python/integrations/tools/steam'],
    patterns: [
      keyed(['steam'], '[0-9A-F]{32}'),
    ],
    leaks: ['STEAM_TOKEN={HEX:32}'],
    clean: ['STEAM_TOKEN=$STEAM_TOKEN'],
  }),
] as const;
