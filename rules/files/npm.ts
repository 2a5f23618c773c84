import { SAMPLES, secretFile } from '../../src/rule/secret-file.js';

const except = [...SAMPLES];

export const rules = [
  secretFile({
    id: 'package-registry-config',
    title: 'Package registry config',
    severity: 'high',
    holds: 'the login of a package registry',
    fix: 'Mount it while packages are installed: `RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci`.',
    reference: 'https://docs.docker.com/build/building/secrets/',
    steps: ['Revoke the tokens in it at the registry.'],
    paths: ['.npmrc', '.yarnrc.yml', '.pypirc', 'pip.conf', '.pip/pip.conf', '.gem/credentials', '.cargo/credentials', '.cargo/credentials.toml', 'NuGet.Config', '.m2/settings.xml', 'settings-security.xml', '.composer/auth.json', 'composer/auth.json', 'auth.json', '.bundle/config', '.hex/hex.config', 'poetry/auth.toml', 'gradle.properties', '.condarc'],
    except: [...except, 'usr/**/npmrc', 'node_modules/**'],
    leaks: ['root/.npmrc', '.npmrc', 'root/.pypirc', 'root/.m2/settings.xml', 'auth.json', 'root/.cargo/credentials.toml'],
    clean: ['.npmrc.example', 'node_modules/x/.npmrc', 'package.json', 'usr/local/lib/npmrc'],
  }),
] as const;
