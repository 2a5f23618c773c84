import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'openweather-key',
    title: 'OpenWeather key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://home.openweathermap.org/api_keys',
    patterns: [
      assigned(['openweather', 'owm_', 'pyowm', 'open_weather'], '[a-z0-9]{32}|[0-9a-f]{32}'),
    ],
    leaks: ['OPENWEATHER_TOKEN={alnum:32}'],
    clean: ['OPENWEATHER_TOKEN=$OPENWEATHER_TOKEN'],
  }),
] as const;
