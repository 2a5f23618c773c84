import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pypi-token',
    title: 'PyPI token',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://pypi.org/manage/account/token/',
    patterns: [
      pattern(['pypi-AgE'], '(?<![A-Za-z0-9])(?<secret>pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)[\\w-]{50,1000})(?![\\w-])', { evidence: [{ name: 'structure', options: { kind: 'macaroon' } }] }),
    ],
    leaks: ['TWINE_PASSWORD=pypi-{b64url(\u0002\u0001\u0008pypi.org\u0002\u0024{uuid}\u0000\u0000\u0006 {base62:32})}', 'pypi-AgEIcHlwaS5vcmc{base64url:80}'],
    clean: ['TWINE_PASSWORD=$TWINE_PASSWORD'],
  }),
] as const;
