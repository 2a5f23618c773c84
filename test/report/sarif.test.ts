import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/model/report.js';
import { formatReports } from '../../src/report/format.js';
import { cleanReport, dockerfileReport, finding, imageReport, rules, TOKEN } from './sample-report.js';
import { officialSchema } from './sarif-schema.js';

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly suppressions: readonly unknown[];
        readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: object } }];
      }[];
    },
  ];
}

const render = (reports: readonly Report[]) =>
  formatReports(reports, { format: 'sarif', showSecrets: true, colour: true, rules, version: '1.2.3' });
const sarif = (reports: readonly Report[]) => JSON.parse(render(reports)) as Log;
const uriOf = (report: Report) => sarif([report]).runs[0].results.map(({ locations }) => locations[0].physicalLocation.artifactLocation.uri);

describe('SARIF report', () => {
  const validate = officialSchema();

  test.each([
    ['nothing', []],
    ['a clean Dockerfile', [cleanReport]],
    ['a Dockerfile', [dockerfileReport]],
    ['an image', [imageReport]],
    ['several targets', [cleanReport, dockerfileReport, imageReport]],
  ])('%s is valid against the official schema', (_name, reports) => {
    validate(sarif(reports));
    expect(validate.errors).toBeNull();
  });

  test('the official schema is really asked', () => {
    expect(validate({ version: '2.1.0', runs: [{ results: [{ level: 'dreadful' }] }] })).toBe(false);
  });

  test('never holds a value, not even where values were asked for', () => {
    expect(render([imageReport, dockerfileReport])).not.toContain(TOKEN);
  });

  test('every result points at its rule', () => {
    const [run] = sarif([dockerfileReport, imageReport]).runs;
    for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
  });

  test('a suppressed finding is there, and marked', () => {
    const [run] = sarif([imageReport]).runs;
    expect(run.results.at(-1)?.suppressions).toEqual([{ kind: 'external', justification: 'A key of the test suite.' }]);
  });

  test('places become relative URIs that no one can mistake for a scheme', () => {
    expect(uriOf(imageReport)).toEqual([
      'docker-archive%3Aapp.tar/config.json',
      'docker-archive%3Aapp.tar/config.json',
      'docker-archive%3Aapp.tar/app/.env',
      'docker-archive%3Aapp.tar/root/lib.jar/config/%1B%5B31mapp.yml',
      'docker-archive%3Aapp.tar/annotation.json',
      'docker-archive%3Aapp.tar/attestation.json',
      'docker-archive%3Aapp.tar/srv/test.key',
    ]);
  });

  test.each([
    ['./web/Dockerfile', 'web/Dockerfile'],
    ['../Dockerfile', '../Dockerfile'],
    ['/srv/my app/Dockerfile', 'file:///srv/my%20app/Dockerfile'],
    ['C:\\app\\Dockerfile', 'file:///C%3A/app/Dockerfile'],
    ['-', 'stdin'],
    ['a\ud800b/Dockerfile', 'a%EF%BF%BDb/Dockerfile'],
  ])('Dockerfile %j lies at %s', (path, uri) => {
    expect(uriOf({ ...cleanReport, findings: [finding({ kind: 'dockerfile', path }, { state: 'present' })] })).toEqual([uri]);
  });
});
