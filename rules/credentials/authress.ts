import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'authress-key',
    title: 'Authress service client access key',
    severity: 'high',
    allows: 'authorise as the service',
    revoke: 'https://authress.io/app/#/settings',
    patterns: [
      pattern(['.acc'], '(?<![\\w-])(?<secret>(?:sc|ext|scauth|authress)_[A-Za-z0-9]{5,30}\\.[A-Za-z0-9]{4,6}\\.acc[_-][A-Za-z0-9-]{10,32}\\.[A-Za-z0-9+/_=-]{30,120})(?![\\w-])', { before: 46, flags: 'i' }),
    ],
    leaks: ['sc_{alnum:10}.{alnum:4}.acc_{alnum:10}.{base62:43}'],
    clean: ['sc_{alnum:10}.{alnum:4}'],
  }),
] as const;
