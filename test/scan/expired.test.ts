import { expect, test } from '@jest/globals';
import { asOf } from '../../src/scan/expired.js';
import { lintText } from '../../src/index.js';

const found = { severity: 'high', confidence: 'high', evidence: ['It decodes.'], identity: [{ label: 'issuer', value: 'x' }, { label: 'expires', value: '2026-03-01' }] } as const;

test.each([
  ['2026-03-02', 'low'],
  ['2026-03-01', 'high'],
  ['2026-01-01', 'high'],
  [null, 'high'],
] as const)('a token that ends on 2026-03-01 is, on %s, %s', (today, severity) => {
  expect(asOf(found, today)).toMatchObject({ severity, confidence: severity });
});
test('what does not say when it ends stays as it is', () => {
  const endless = { ...found, identity: [{ label: 'expires', value: 'never' }] };
  expect(asOf(endless, '2999-01-01')).toBe(endless);
});
test('a report is made as of a day, and says so', async () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: 'acme', sub: 'ci', exp: Date.parse('2030-06-01') / 1000 })}.${'kJ8vQ2xW7zR4'.repeat(4).slice(0, 43)}`;
  const on = async (today: string): Promise<unknown> => (await lintText(`FROM scratch\nENV X=${token}\n`, 'Dockerfile', { today })).findings.filter(({ ruleId }) => ruleId === 'json-web-token');
  expect(await on('2030-05-31')).toMatchObject([{ severity: 'high' }]);
  expect(await on('2030-06-02')).toMatchObject([{ severity: 'low', evidence: expect.arrayContaining(['It expired on 2030-06-01.']) }]);
});
