import { judgeAssignment } from '../../src/judge/assignment.js';
import type { Image } from '../../src/model/image.js';
import type { ImageProblem } from '../../src/model/rule.js';
import { Secret } from '../../src/model/secret.js';
import { defineImageRule } from '../../src/rule/define.js';

const ENV_LISTS = ['config', 'container_config'] as const;

/** A variable of the image whose name says that it is a secret and whose value does not say otherwise. */
export const secretInImageEnv = defineImageRule({
  id: 'secret-in-image-env',
  title: 'Secret in an environment variable of the image',
  severity: 'high',
  why: 'Whoever can pull the image reads its environment with `docker inspect`, and every process in a container inherits it.',
  fix: 'Pass it when the container starts: mount the secret as a file, let `ENV …_FILE=/run/secrets/…` name that file, or fetch it from a secrets manager.',
  references: [
    'https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md#properties',
    'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
  ],
  check: (image) => ENV_LISTS.flatMap((list) => envProblems(image, list)),
});

function envProblems(image: Image, list: (typeof ENV_LISTS)[number]): ImageProblem[] {
  const env = (image.config?.value as Record<string, { Env?: unknown } | null> | null | undefined)?.[list]?.Env;
  if (!Array.isArray(env)) return [];
  return env.flatMap((entry: unknown, index) => {
    if (typeof entry !== 'string') return [];
    const equals = entry.indexOf('=');
    const name = entry.slice(0, Math.max(equals, 0));
    const value = entry.slice(equals + 1);
    const verdict = judgeAssignment(name, value);
    if (!verdict) return [];
    return {
      ...verdict,
      name,
      message: `The variable \`${name}\` of the image holds a secret.`,
      secret: new Secret(value),
      evidence: [verdict.reason],
      pointer: `/${list}/Env/${index}`,
      start: equals + 1,
    };
  });
}
