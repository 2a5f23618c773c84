import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'storyblok-token',
    title: 'Storyblok token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.storyblok.com/#/me/account?tab=token',
    patterns: [
      assigned(['storyblok'], '[A-Za-z0-9_-]{22}tt|[A-Za-z0-9_-]{22}tt-\\d{5}-[A-Za-z0-9_-]{20}|[A-Za-z0-9]{24}'),
    ],
    leaks: ['STORYBLOK_TOKEN={base62:22}tt'],
    clean: ['STORYBLOK_TOKEN=$STORYBLOK_TOKEN'],
  }),
] as const;
