import { Buffer } from 'node:buffer';
import { judgeAssignment } from '../../src/judge/assignment.js';
import type { ImageProblem } from '../../src/model/rule.js';
import { Secret } from '../../src/model/secret.js';
import { defineImageRule } from '../../src/rule/define.js';

const BUILD_ARG = /^(?:build-arg|label):(.+)$/;
/** Provenance nests some eight deep. */
const DEEPEST = 32;

/** A build argument that the provenance of the build spells out, in the words of SLSA 0.2 and 1. */
export const secretInProvenance = defineImageRule({
  id: 'secret-in-provenance',
  title: 'Secret in the provenance of the image',
  severity: 'high',
  why: 'The builder attaches a provenance attestation that lists every build argument with its value; whoever can pull the image can read it.',
  fix: 'Give it as `--secret` and use `RUN --mount=type=secret,id=…`; secrets are named in the provenance, never spelled out.',
  references: ['https://docs.docker.com/build/metadata/attestations/slsa-provenance/', 'https://docs.docker.com/build/building/secrets/'],
  check: (image) =>
    image.attestations.flatMap(({ predicateType, statement }, index) =>
      predicateType === '' || predicateType.includes('provenance') ? buildArgs(statement.value, `/attestations/${index}`, 0) : [],
    ),
});

function buildArgs(value: unknown, pointer: string, depth: number): ImageProblem[] {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const step = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (key === 'payload' && typeof item === 'string') return buildArgs(unwrap(item), step, depth + 1);
    const name = BUILD_ARG.exec(key)?.[1];
    if (name === undefined || typeof item !== 'string') return buildArgs(item, step, depth + 1);
    const verdict = judgeAssignment(name, item);
    if (!verdict) return [];
    return [{ ...verdict, name, message: `The provenance of the image spells out \`${name}\`.`, secret: new Secret(item), evidence: [verdict.reason], pointer: step }];
  });
}

/** Signed statements stand in an envelope, in base64. https://github.com/secure-systems-lab/dsse/blob/v1.0.2/envelope.md */
function unwrap(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
  } catch {
    return null;
  }
}
