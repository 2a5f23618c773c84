import { LEFT, issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'docker-hub-token',
    title: 'Docker Hub token',
    severity: 'critical',
    allows: 'pull private images and, with write scope, replace the images that others run',
    revoke: 'https://app.docker.com/settings/personal-access-tokens',
    references: ['https://docs.docker.com/security/access-tokens/'],
    patterns: [prefixed('dckr_pat_', '[\\w-]{27}'), prefixed('dckr_oat_', '[\\w-]{32}')],
    leaks: ['docker login -u me -p dckr_pat_{base62:27}', 'DOCKER_TOKEN=dckr_oat_{base62:32}'],
    clean: ['dckr_pat_{base62:10}'],
  }),
  issued({
    id: 'docker-registry-credential',
    title: 'Registry login from a Docker config file',
    severity: 'critical',
    rank: 'generic',
    allows: 'log in to the registry as that user',
    revoke: 'https://app.docker.com/settings/personal-access-tokens',
    references: ['https://docs.docker.com/reference/cli/docker/login/#credential-stores'],
    fix: 'Log in on the machine that builds, with a credential helper; inside a build mount the config with `RUN --mount=type=secret`.',
    patterns: [
      pattern(['"auth'], '"auth\\\\?"\\s{0,8}:\\s{0,8}\\\\?"(?<secret>[A-Za-z0-9+/]{8,2000}={0,2})\\\\?"', { evidence: [{ name: 'docker-auth' }] }),
      pattern(['"identitytoken', '"registrytoken'], '"(?:identity|registry)token\\\\?"\\s{0,8}:\\s{0,8}\\\\?"(?<secret>[\\w.+/=-]{16,4000})\\\\?"', { evidence: [{ name: 'random' }] }),
      pattern(['eyJhdXRocyI6', 'ewogICJhdXRocyI6', 'ewoJImF1dGhzIjog', 'ewogICAgImF1dGhz', 'eyAiYXV0aHMi'], `${LEFT}(?<secret>(?:eyJhdXRocyI6|ewogICJhdXRocyI6|ewoJImF1dGhzIjog|ewogICAgImF1dGhz|eyAiYXV0aHMi)[A-Za-z0-9+/]{20,6000}={0,2})`, {
        evidence: [{ name: 'base64-json', options: { keys: 'auths' } }],
      }),
    ],
    leaks: ['{"auths":{"https://index.docker.io/v1/":{"auth":"{b64({word}:{pass:16})}"}}}', '.dockerconfigjson: {b64({"auths":{"r.io":{"auth":"{b64({word}:{pass:20})}"}}})}', '{"identitytoken":"{base62:40}"}'],
    clean: ['{"auths":{"https://index.docker.io/v1/":{}}}', '{"auth":"basic123"}', '{"auth":"{b64(nothing)}"}'],
  }),
  issued({
    id: 'docker-swarm-token',
    title: 'Docker Swarm join or unlock key',
    severity: 'high',
    allows: 'join the cluster as a node, or read its state',
    revoke: 'https://docs.docker.com/engine/swarm/join-nodes/',
    steps: ['Run `docker swarm join-token --rotate` and `docker swarm unlock-key --rotate`.'],
    patterns: [prefixed('SWMTKN-1-', '[0-9a-z]{50}-[0-9a-z]{25}'), prefixed('SWMKEY-1-', '[A-Za-z0-9+/]{43}')],
    leaks: ['docker swarm join --token SWMTKN-1-{base36:50}-{base36:25} a:2377', 'SWMKEY-1-{base62:43}'],
    clean: ['SWMTKN-1-{base36:10}'],
  }),
] as const;
