import { judgeLiteral } from '../../src/judge/literal.js';
import { instructionUses } from '../../src/judge/run-secrets.js';
import { destinationOf, judgedAt } from '../../src/judge/sinks.js';
import type { DockerfileProblem } from '../../src/model/rule.js';
import { Secret } from '../../src/model/secret.js';
import { defineDockerfileRule } from '../../src/rule/define.js';

const SEVERITY = 'high';
const KEYWORDS = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/** A credential in what the container runs. */
export const secretInCommand = defineDockerfileRule({
  id: 'secret-in-command',
  title: 'Literal credential in the command of the image',
  severity: SEVERITY,
  why: 'CMD, ENTRYPOINT and HEALTHCHECK are stored in the config of the image, and `ps` shows their arguments to every process of the host.',
  fix: 'Let the program read it from a file that is mounted when the container starts, or from a variable that the orchestrator sets.',
  references: ['https://docs.docker.com/engine/swarm/secrets/'],
  examples: {
    leaks: ['FROM redis\nCMD ["--requirepass", "X{digits:3}!{word}{digits:3}"]\n', 'FROM redis\nCMD ["redis-server", "--requirepass", "X{digits:3}!{word}{digits:3}"]\n', 'FROM alpine\nHEALTHCHECK CMD curl -f -u admin:X{digits:3}!{word}{digits:3} http://localhost/\n'],
    clean: ['FROM redis\nCMD ["redis-server", "--protected-mode", "no"]\n', 'FROM alpine\nENTRYPOINT ["qpidd", "-t", "--auth=no"]\n'],
  },
  check: (dockerfile) =>
    dockerfile.instructions.flatMap((instruction) => {
      if (!KEYWORDS.has(instruction.keyword)) return [];
      return instructionUses(instruction).flatMap((use): DockerfileProblem[] => {
        const verdict = judgeLiteral(use);
        if (!verdict) return [];
        const destination = destinationOf(dockerfile, instruction, ['config', 'history'], verdict.severity ?? SEVERITY);
        return [
          {
            name: use.how,
            message: `\`${instruction.keyword}\` keeps the credential for ${use.how} in ${destination.because === null ? 'the config of the image' : 'the build cache'}.`,
            secret: new Secret(use.value.text),
            ...judgedAt(use.value, verdict, destination),
          },
        ];
      });
    }),
});
