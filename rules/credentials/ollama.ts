import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ollama-key',
    title: 'Ollama key',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://ollama.com/settings/keys',
    patterns: [
      assigned(['ollama'], '[0-9a-f]{32}\\.[\\w-]{24}'),
    ],
    leaks: ['OLLAMA_API_KEY={hex:32}.{base62:24}'],
    clean: ['OLLAMA_API_KEY=$OLLAMA_API_KEY'],
  }),
] as const;
