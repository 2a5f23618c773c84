import { SAMPLES, secretFile } from '../../src/rule/secret-file.js';

export const rules = [
  secretFile({
    id: 'docker-config-file',
    title: 'Docker login file',
    severity: 'critical',
    holds: 'the logins of registries',
    reference: 'https://docs.docker.com/reference/cli/docker/login/',
    steps: ['Revoke the tokens at the registries that it names.'],
    paths: ['.docker/config.json', '.docker', '.dockercfg', '.dockerconfigjson', '.config/containers/auth.json', 'containers/auth.json'],
    except: [...SAMPLES],
    leaks: ['root/.docker/config.json', '.dockercfg', '.docker'],
    clean: ['etc/docker/daemon.json', '.dockerignore', 'config.json'],
  }),
] as const;
