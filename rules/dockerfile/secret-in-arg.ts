import { destinationOf, judgedAt, placeWords, unusedDestination, type Destination } from '../../src/judge/sinks.js';
import { judgeVariable } from '../../src/judge/variable.js';
import { followVariable, inOrder, originSteps, type VariableWay } from '../../src/judge/variable-way.js';
import type { Dockerfile, Instruction, Variable } from '../../src/model/dockerfile.js';
import type { Sink } from '../../src/model/finding.js';
import type { DockerfileProblem } from '../../src/model/rule.js';
import type { Severity } from '../../src/model/severity.js';
import { Secret } from '../../src/model/secret.js';
import { defineDockerfileRule } from '../../src/rule/define.js';

const SEVERITY = 'high';

/** A build argument whose name says that a secret is passed in it, with or without a default. */
export const secretInArg = defineDockerfileRule({
  id: 'secret-in-arg',
  title: 'Secret in a build argument',
  severity: SEVERITY,
  why: 'The builder writes the value of a build argument into the history of the image for every RUN that can see it, and into the provenance; `docker history --no-trunc` shows it to whoever can pull.',
  fix: 'Take the ARG out and give the secret to the one RUN that needs it: `RUN --mount=type=secret,id=…`, built with `docker build --secret id=…`.',
  references: ['https://docs.docker.com/build/building/secrets/', 'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/'],
  examples: {
    leaks: ['FROM alpine\nARG NPM_TOKEN\n', 'FROM alpine\nARG VERSION=1 DB_PASSWORD=X{digits:3}!{word}{digits:3}\n', 'FROM alpine\nONBUILD ARG AWS_SECRET_ACCESS_KEY\n'],
    clean: ['FROM alpine\nARG NPM_TOKEN_FILE=/run/secrets/npm\nARG KEYBOARD=us\nARG SSH_PUBLIC_KEY\n', 'FROM alpine\nARG COMPOSER_AUTH_JSON=false\n'],
  },
  check: (dockerfile) =>
    dockerfile.instructions.flatMap((instruction) => {
      if (instruction.keyword !== 'ARG') return [];
      return instruction.variables.flatMap((variable): DockerfileProblem[] => {
        const verdict = judgeVariable(variable);
        if (!verdict) return [];
        const { name, value, assignment } = variable;
        const way = followVariable(dockerfile, variable);
        const destination = destinationOfArg(dockerfile, instruction, variable, way, verdict.severity ?? SEVERITY);
        const literal = assignment.value !== null && value !== null && value !== '' && variable.sources.length === 0;
        const id = name.toLowerCase();
        return [
          {
            name,
            message: `The build argument \`${name}\` carries a secret into ${placeWords(destination, imageWords(destination.sinks), 'the provenance of the build')}.`,
            secret: literal ? new Secret(value) : null,
            ...judgedAt(assignment, verdict, destination),
            fix: `Remove \`ARG ${name}\`; in the RUN that needs it write \`RUN --mount=type=secret,id=${id},env=${name} …\` and build with \`--secret id=${id},env=${name}\`.`,
            flow: inOrder([...originSteps(dockerfile, variable), ...way.steps]),
          },
        ];
      });
    }),
});

/** The value reaches the history by its default, which is text, or by a RUN that follows; all else is what takes it on. */
function destinationOfArg(dockerfile: Dockerfile, instruction: Instruction, { assignment }: Variable, way: VariableWay, severity: Severity): Destination {
  const written = assignment.value !== null && instruction.stage !== null;
  const sinks = new Set<Sink>([...(written || way.sinks.has('history') ? (['history'] as const) : []), 'provenance', ...way.sinks]);
  // A global ARG is in no stage; what the stages do with it decides.
  if (instruction.stage === null && way.steps.length > 0 && !way.ships) return unusedDestination([...sinks], severity);
  return destinationOf(dockerfile, instruction, [...sinks], severity, way);
}

function imageWords(sinks: readonly Sink[]): string {
  const held = [...(sinks.includes('config') ? ['the config'] : []), ...(sinks.includes('history') ? ['the history'] : []), ...(sinks.includes('layer') ? ['a layer'] : [])];
  if (held.length === 0) return 'the provenance of the build';
  return `${held.length === 1 ? held[0]! : `${held.slice(0, -1).join(', ')} and ${held.at(-1)!}`} of the image and its provenance`;
}
