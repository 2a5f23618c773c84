import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'buildkite-token',
    title: 'Buildkite token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://buildkite.com/user/api-access-tokens',
    references: ['https://buildkite.com/docs/apis/managing-api-tokens'],
    patterns: [
      pattern(['bkua_', 'bkaj_', 'bkpat_', 'bkct_', 'bkr_', 'bkpt_', 'bkat_', 'bket_'], '(?<![A-Za-z0-9])(?<secret>bk(?:ua|aj|pat|ct|r|pt|at|et|u|a|p)_[A-Za-z0-9]{32,64})(?![A-Za-z0-9])', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['bkua_{hex:40}'],
    clean: ['bkua_{hex:7}'],
  }),
] as const;
