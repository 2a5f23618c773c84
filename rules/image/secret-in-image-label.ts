import { judgeAssignment } from '../../src/judge/assignment.js';
import type { Image } from '../../src/model/image.js';
import type { ImageProblem } from '../../src/model/rule.js';
import { Secret } from '../../src/model/secret.js';
import { defineImageRule } from '../../src/rule/define.js';

/** A label or annotation whose key says that its value is a secret. */
export const secretInImageLabel = defineImageRule({
  id: 'secret-in-image-label',
  title: 'Secret in a label of the image',
  severity: 'high',
  why: 'Labels and annotations are there to be read: registries index them, and whoever can pull sees them.',
  fix: 'Leave the secret out of the metadata; give it to the container when it starts.',
  references: ['https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md'],
  check: (image) => [
    ...labelProblems(labelsOf(image, 'config'), '/config/Labels'),
    ...labelProblems(labelsOf(image, 'container_config'), '/container_config/Labels'),
    ...labelProblems(image.annotations, '/annotations'),
  ],
});

function labelsOf(image: Image, part: string): unknown {
  return (image.config?.value as Record<string, { Labels?: unknown } | null> | null | undefined)?.[part]?.Labels;
}

function labelProblems(labels: unknown, pointer: string): ImageProblem[] {
  if (typeof labels !== 'object' || labels === null) return [];
  return Object.entries(labels).flatMap(([key, value]) => {
    const name = key.split('.').at(-1) ?? key;
    const verdict = typeof value === 'string' ? judgeAssignment(name, value) : null;
    if (!verdict) return [];
    return {
      ...verdict,
      name: key,
      message: `The label \`${key}\` of the image holds a secret.`,
      secret: new Secret(value as string),
      evidence: [verdict.reason],
      pointer: `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    };
  });
}
