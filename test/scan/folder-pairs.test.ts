import { describe, expect, test } from '@jest/globals';
import { expandTemplate } from '../../src/rule/template.js';
import { joinFolders } from '../../src/scan/folder-pairs.js';
import type { DocumentHit } from '../../src/scan/document.js';
import { readFile } from '../grammar/read-file.js';

const KEY = expandTemplate('AKIA{awsid}', 1);
const OTHER_KEY = expandTemplate('AKIA{awsid}', 2);
const SECRET = expandTemplate('{base64:40}', 1);
const OTHER_SECRET = expandTemplate('{base64:40}', 2);

type File = readonly [path: string, text: string, within?: readonly string[]];

/** Each hit that is left: its file, its rule, the labels of its identity. */
async function join(...files: readonly File[]): Promise<string[]> {
  const searched = [];
  for (const [path, text, within = []] of files) searched.push({ path, within, hits: (await readFile([path, ...within].join('/'), text)).hits });
  return joinFolders(searched).flatMap(({ path, hits }) => hits.map(({ rule, identity = [] }: DocumentHit) => [path, rule.id, ...identity.map(({ label }) => label)].join(' ')));
}

describe('a secret and its other half in two files of one folder', () => {
  test('are one finding: by profile', async () => {
    expect(await join(['root/.aws/config', `[profile prod]\naws_access_key_id = ${KEY}\n[default]\naws_access_key_id = ${OTHER_KEY}\n`], ['root/.aws/credentials', `[prod]\naws_secret_access_key = ${SECRET}\n[default]\naws_secret_access_key = ${OTHER_SECRET}\n`])).toEqual([
      'root/.aws/credentials aws-secret-key profile AWS account access key',
      'root/.aws/credentials aws-secret-key profile AWS account access key',
    ]);
  });

  test('are one finding: a file for each, with the session token in a third', async () => {
    const files = await join(['run/secrets/aws_access_key_id', KEY], ['run/secrets/aws_secret_access_key', SECRET], ['run/secrets/aws_session_token', expandTemplate('IQoJb3JpZ2lu{base64:300}==', 1)]);
    expect(files).toEqual(['run/secrets/aws_secret_access_key aws-secret-key AWS account access key session token']);
  });

  test('tell where the other one is, and whose it is, without its value', async () => {
    const searched = [
      { path: 'run/secrets/aws_access_key_id', within: [], hits: (await readFile('run/secrets/aws_access_key_id', KEY)).hits },
      { path: 'run/secrets/aws_secret_access_key', within: [], hits: (await readFile('run/secrets/aws_secret_access_key', SECRET)).hits },
    ];
    const [none, one] = joinFolders(searched);
    expect(none!.hits).toEqual([]);
    expect(one!.hits).toHaveLength(1);
    expect(one!.hits[0]!.evidence).toContain('Its other half stands in `run/secrets/aws_access_key_id`.');
    expect(one!.hits[0]!.identity).toContainEqual({ label: 'access key', value: expect.stringMatching(/^AKIA\*+$/) });
    expect(JSON.stringify(one)).not.toContain(KEY);
  });

  test.each<readonly [string, readonly File[], number]>([
    ['in two folders', [['a/aws_access_key_id', KEY], ['b/aws_secret_access_key', SECRET]], 2],
    ['in a folder and in one below it', [['a/aws_access_key_id', KEY], ['a/b/aws_secret_access_key', SECRET]], 2],
    ['where two ids fit', [['a/aws_access_key_id', KEY], ['a/old.txt', `aws_access_key_id=${OTHER_KEY}\n`], ['a/aws_secret_access_key', SECRET]], 3],
    ['where two secrets fit', [['a/aws_access_key_id', KEY], ['a/aws_secret_access_key', SECRET], ['a/other.env', `AWS_SECRET_ACCESS_KEY=${OTHER_SECRET}\n`]], 3],
    ['of two profiles', [['root/.aws/config', `[profile dev]\naws_access_key_id = ${KEY}\n`], ['root/.aws/credentials', `[prod]\naws_secret_access_key = ${SECRET}\n`]], 2],
    ['where the secret has its own id', [['a/one.env', `AWS_ACCESS_KEY_ID=${KEY}\nAWS_SECRET_ACCESS_KEY=${SECRET}\n`], ['a/two.env', `AWS_ACCESS_KEY_ID=${OTHER_KEY}\n`]], 2],
    ['in code, which no grammar reads', [['a/main.go', `id := "${KEY}"\n`], ['a/deploy.sh', `export AWS_SECRET_ACCESS_KEY=${SECRET}\n`]], 2],
    ['in two archives', [['a.zip', KEY, ['aws_access_key_id']], ['b.zip', SECRET, ['aws_secret_access_key']]], 2],
  ])('stay two %s', async (_name, files, count) => {
    expect(await join(...files)).toHaveLength(count);
  });
});
