import { describe, expect, test } from '@jest/globals';
import { FormatFinder, meantBy } from '../../src/grammar/find.js';
import { FORMATS } from '../../src/grammar/formats.js';
import { indexGlobs } from '../../src/rule/file-name.js';

const finder = new FormatFinder(FORMATS, indexGlobs);

function namesOf(path: string, text: string): string[] {
  const bytes = Buffer.from(text, 'latin1');
  return [...new Set(meantBy(bytes, finder.find(path, bytes)).map(({ format }) => format.name))];
}

describe('the formats of a document', () => {
  test.each([
    ['srv/x', '{"version":3,"terraform_version":"0.11.14","sources":[]}', 'Terraform state'],
    ['srv/x', '{\n    "version": 3,\n    "terraform_version": "0.11.14"}', 'Terraform state'],
    ['srv/x', '{\n  "version": 4,\n  "terraform_version": "1.5.0"}', 'Terraform state'],
    ['srv/old.json', '{"serial":1,"terraform_version":"1.5.0"}', 'Terraform state'],
    // Named after it, whatever it begins with.
    ['srv/x.tfstate', '{"version":3,"sources":["terraform_version"]}', 'Terraform state'],
    ['srv/login.json', '{"type":"authorized_user"}', 'Google user login'],
    ['srv/login.json', '{"type":"external_account_authorized_user"}', 'Google user login'],
    ['srv/login.json', '{"clientSecret":1,"tenantId":2,"clientId":3}', 'Azure service principal login'],
    ['srv/login.json', '{"auths":{}}', 'Docker login file'],
    ['srv/login.json', '{"r":{"auth":""}}', 'Docker login file'],
  ])('%s with %j is a %s', (path, text, name) => {
    expect(namesOf(path, text)).toContain(name);
  });

  test.each([
    ['a/x.js.map', '{"version":3,"sources":["a.ts"],"sourcesContent":["\\"terraform_version\\""],"t":{"terraform_version":1}}'],
    ['a/x.js.map', '{"version":3,"file":"a.js","names":["terraform_version"]}'],
    ['a/x.json', '{\n  "version": 3,\n  "mappings": "",\n  "x": {"terraform_version": 1}}'],
    ['a/x.json', '{"type":"my_authorized_user","author":"x"}'],
  ])('%s with %j is none', (path, text) => {
    expect(namesOf(path, text)).toEqual([]);
  });

  test('each word is looked for once, however many formats ask for it', () => {
    const asked: string[] = [];
    const bytes = Object.assign(Buffer.from('{"a":1}'), { includes: (word: string) => (asked.push(word), false) });
    const meant = finder.find('srv/x.json', bytes);
    expect(meant.length).toBeGreaterThan(5);
    expect(meantBy(bytes, meant)).toEqual([]);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeLessThan(meant.length);
  });
});
