import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { deliveryOf } from '../../src/fix/delivery.js';
import type { BuildSecret } from '../../src/fix/fix.js';

const TOKEN: BuildSecret = { kind: 'secret', id: 'npm_token', env: 'NPM_TOKEN', file: null };
const NETRC: BuildSecret = { kind: 'secret', id: 'netrc', env: null, file: 'my files/.netrc' };
const AGENT: BuildSecret = { kind: 'ssh', id: 'default', env: null, file: null };

describe('how to build from now on', () => {
  const { build, compose, bake, actions } = deliveryOf([TOKEN, NETRC, AGENT, TOKEN], 'docker/api.Dockerfile')!;
  test('docker build', () => {
    expect(build).toBe("docker build -f docker/api.Dockerfile --secret id=npm_token,env=NPM_TOKEN --secret 'id=netrc,src=my files/.netrc' --ssh default .");
  });
  test('compose', () => {
    expect(parse(compose)).toEqual({
      services: { app: { build: { context: '.', secrets: ['npm_token', 'netrc'], ssh: ['default'] } } },
      secrets: { npm_token: { environment: 'NPM_TOKEN' }, netrc: { file: './my files/.netrc' } },
    });
  });
  test('bake', () => {
    expect(bake).toBe('target "default" {\n  secret = ["id=npm_token,env=NPM_TOKEN", "id=netrc,src=my files/.netrc"]\n  ssh = ["default"]\n}');
  });
  test('GitHub Actions', () => {
    const [step] = parse(actions) as [{ with: Record<string, string> }];
    expect(step.with).toEqual({ context: '.', secrets: 'npm_token=${{ secrets.NPM_TOKEN }}\nnetrc=${{ secrets.NETRC }}\n', ssh: 'default' });
  });
  test('nothing to hand over', () => expect(deliveryOf([], 'Dockerfile')).toBeNull());
});
