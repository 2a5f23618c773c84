import { destinationOf, judgedAt } from '../../src/judge/sinks.js';
import { judgeInner, judgeSetting, judgeVariable } from '../../src/judge/variable.js';
import type { Assignment, Instruction } from '../../src/model/dockerfile.js';
import type { DockerfileProblem } from '../../src/model/rule.js';
import { Secret } from '../../src/model/secret.js';
import { defineDockerfileRule } from '../../src/rule/define.js';

const SEVERITY = 'high';
const VARIABLE = /\$\{?([A-Za-z_]\w*)/g;

/** A LABEL whose key says that its value is a secret, or that holds a secret variable. */
export const secretInLabel = defineDockerfileRule({
  id: 'secret-in-label',
  title: 'Secret in a label',
  severity: SEVERITY,
  why: 'Labels are there to be read: registries index them, and `docker inspect` shows them to whoever can pull.',
  fix: 'Leave the secret out of the labels; give it to the container when it starts.',
  references: ['https://docs.docker.com/reference/dockerfile/#label'],
  examples: {
    leaks: ['FROM alpine\nLABEL com.example.api-token={base62:32}\n', 'FROM alpine\nARG NPM_TOKEN\nLABEL build.args="$NPM_TOKEN"\n'],
    clean: ['FROM alpine\nLABEL maintainer="me" token.url=https://example.com/token\n'],
  },
  check: (dockerfile) =>
    dockerfile.instructions.flatMap((instruction) => {
      if (instruction.keyword !== 'LABEL') return [];
      return instruction.assignments.flatMap((assignment): DockerfileProblem[] => {
        const verdict = judgeLabel(assignment, instruction);
        if (!verdict || !assignment.value) return [];
        const destination = destinationOf(dockerfile, instruction, ['config', 'history'], verdict.severity ?? SEVERITY);
        const name = assignment.key.text;
        return [
          {
            name,
            message: `The label \`${name}\` shows a secret to whoever can ${destination.because === null ? 'pull the image' : 'read the build cache'}.`,
            secret: verdict.passed ? null : new Secret(assignment.value.text),
            ...judgedAt(assignment, verdict, destination),
          },
        ];
      });
    }),
});

function judgeLabel({ key, value }: Assignment, { scope }: Instruction): (NonNullable<ReturnType<typeof judgeSetting>> & { passed: boolean }) | null {
  if (!value) return null;
  for (const [, name] of value.text.matchAll(VARIABLE)) {
    const variable = scope.find(name!);
    const verdict = variable && judgeVariable(variable);
    if (verdict) return { confidence: verdict.confidence, reason: `It takes the value of the secret \`${name}\`.`, passed: true };
  }
  const verdict = judgeSetting(key.text.split('.').at(-1) ?? key.text, value.text) ?? (/^\s*[[{]/.test(value.text) ? judgeInner(value.text) : null);
  return verdict && { ...verdict, passed: false };
}
