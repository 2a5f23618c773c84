import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'tableau-token',
    title: 'Tableau personal access token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://help.tableau.com/current/server/en-us/security_personal_access_tokens.htm',
    patterns: [
      pattern(['==:'], '(?<![A-Za-z0-9+/])(?<secret>[A-Za-z0-9+/]{22}==:[A-Za-z0-9]{32})(?![A-Za-z0-9])', { before: 22 }),
      assigned(['tableau'], '[A-Za-z0-9+/]{22}==:[A-Za-z0-9]{20,36}'),
    ],
    leaks: ['TABLEAU_TOKEN={base64:22}==:{base62:32}'],
    clean: ['TABLEAU_TOKEN=$TABLEAU_TOKEN'],
  }),
] as const;
