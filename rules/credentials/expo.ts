import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'expo-token',
    title: 'Expo token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://expo.dev/settings/access-tokens',
    patterns: [
      assigned(['expo_token', 'expo_access', 'expo_api', 'expo_auth'], '[A-Za-z0-9_-]{40}'),
    ],
    leaks: ['EXPO_TOKEN={base62:40}'],
    clean: ['EXPO_TOKEN=$EXPO_TOKEN'],
  }),
] as const;
