import { Readable, Writable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { run } from '../../src/cli/program.js';
import { FakeRegistry } from '../source/fake-registry.js';
import { layerOf } from '../source/craft.js';

const PASSWORD = ['s3cr', 'etpw'].join('');

async function layerlint(argv: readonly string[], stdin = ''): Promise<{ code: number; text: string }> {
  let text = '';
  const sink = (): Writable => new Writable({ write: (chunk, _encoding, next) => next(void (text += String(chunk))) });
  const code = await run(argv, { stdin: Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]), stdout: sink(), stderr: sink(), env: {} });
  return { code, text };
}

describe('layerlint scan --username', () => {
  test.each([
    ['without --password-stdin', ['--username', 'a', 'docker://r.example/x'], 'belong together'],
    ['missing beside --password-stdin', ['--password-stdin', 'docker://r.example/x'], 'belong together'],
    ['with two registries', ['--username', 'a', '--password-stdin', 'docker://r.example/x', 'docker://s.example/x'], 'one and the same registry'],
    ['with a bare name', ['--username', 'a', '--password-stdin', 'x'], 'one and the same registry'],
    ['with a name that is no host', ['--username', 'a', '--password-stdin', 'docker://acme/x'], 'one and the same registry'],
    ['with an image on standard input', ['--username', 'a', '--password-stdin', '-'], 'Standard input'],
    ['without a password', ['--username', 'a', '--password-stdin', 'docker://r.example/x'], 'no password'],
  ])('%s', async (_, argv, message) => {
    const { code, text } = await layerlint(['scan', ...argv], message === 'no password' ? '\n' : PASSWORD);
    expect(code).toBe(2);
    expect(text).toContain(message);
    expect(text).not.toContain(PASSWORD);
  });

  test('signs in with the first line of standard input', async () => {
    const registry = await FakeRegistry.start(await layerOf('hello'));
    const header = `Basic ${Buffer.from(`a:${PASSWORD}`).toString('base64')}`;
    registry.fault = (request, response) => {
      if (request.headers.authorization === header) return false;
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      return true;
    };
    try {
      const { code, text } = await layerlint(['scan', '--username', 'a', '--password-stdin', `docker://${registry.host}/app/x:1`], `${PASSWORD}\n`);
      expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining('1 layer') });
    } finally {
      await registry.stop();
    }
  });

  test('a file of authorities that is not there, or is none, is wrong usage', async () => {
    for (const file of ['/no/such.crt', 'package.json']) {
      const { code, text } = await layerlint(['scan', '--ca-file', file, 'docker://127.0.0.1:1/x']);
      expect(code).toBe(2);
      expect(text).toContain(file);
    }
  });
});
