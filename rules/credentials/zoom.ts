import { beside, issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'zoom-credential',
    title: 'Zoom credential',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://marketplace.zoom.us/user/build',
    patterns: [
      keyed(['zoom'], '[A-Za-z0-9]{32}|[A-Za-z0-9]{36}|[A-Za-z0-9_-]{22}'),
    ],
    companions: [beside('account', 'zoom_?account_?id', '[A-Za-z0-9_-]{22}'), beside('client', 'zoom_?client_?id', '[A-Za-z0-9_-]{22}')],
    leaks: ['ZOOM_TOKEN={base62:32}'],
    clean: ['ZOOM_TOKEN=$ZOOM_TOKEN'],
  }),
] as const;
