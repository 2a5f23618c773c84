import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'anaconda-token',
    title: 'Anaconda channel token',
    severity: 'high',
    allows: 'read private channels, and upload packages to them',
    revoke: 'https://anaconda.org/settings/access',
    patterns: [
      pattern(['conda.anaconda.org/t/'], 'conda\\.anaconda\\.org/t/(?<secret>(?:[a-z]{2}-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![\\w-])'),
      // A mirror of one's own.
      pattern(['/t/'], '(?<=https?://[\\w.:-]{0,40}(?:conda|quetz)[\\w.:/-]{0,60})/t/(?<secret>[A-Za-z0-9_-]{16,64})(?=/[\\w-])', { evidence: [{ name: 'random' }] }),
      assigned(['anaconda', 'binstar'], '(?:[a-z]{2}-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['channels:\n  - https://conda.anaconda.org/t/an-{uuid}/{word}', 'https://conda.{word}.io/t/{base62:32}/{word}', 'ANACONDA_API_TOKEN=an-{uuid}'],
    clean: ['https://conda.anaconda.org/t/<TOKEN>/{word}', 'https://conda.anaconda.org/t/$TOKEN/{word}'],
  }),
] as const;
