import { destinationOf, judgedAt, placeWords } from '../../src/judge/sinks.js';
import { judgeVariable } from '../../src/judge/variable.js';
import { followVariable, inOrder, originSteps } from '../../src/judge/variable-way.js';
import type { Sink } from '../../src/model/finding.js';
import type { DockerfileProblem } from '../../src/model/rule.js';
import { Secret } from '../../src/model/secret.js';
import { defineDockerfileRule } from '../../src/rule/define.js';

const SEVERITY = 'high';

/** An ENV whose name and value, or whose source, say that it is a secret. */
export const secretInEnv = defineDockerfileRule({
  id: 'secret-in-env',
  title: 'Secret in an environment variable',
  severity: SEVERITY,
  why: 'ENV is stored in the config and in the history of the image: `docker inspect` shows it to whoever can pull, and every process in every container inherits it.',
  fix: 'Give the secret to the container when it starts, as a file: `ENV X_FILE=/run/secrets/x`, with a mounted secret of the orchestrator or a secrets manager behind it.',
  references: ['https://docs.docker.com/build/building/secrets/', 'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/'],
  examples: {
    leaks: ['FROM alpine\nENV DB_PASSWORD=X{digits:3}!{word}{digits:3}\n', 'FROM alpine\nENV MYSQL_ROOT_PASSWORD root\n', 'FROM alpine\nARG SETTING\nENV API_TOKEN=$SETTING\n'],
    clean: [
      'FROM alpine\nENV DB_PASSWORD_FILE=/run/secrets/db\nENV DB_PASSWORD=\nENV SSL_CERT_KEY=/etc/ssl/server.key\n',
      'FROM alpine\nENV NEXT_PUBLIC_ANON_KEY=abc TOKENIZERS_PARALLELISM=false\n',
    ],
  },
  check: (dockerfile) =>
    dockerfile.instructions.flatMap((instruction) => {
      if (instruction.keyword !== 'ENV') return [];
      return instruction.variables.flatMap((variable): DockerfileProblem[] => {
        const verdict = judgeVariable(variable);
        if (!verdict) return [];
        const { name, value, assignment, sources } = variable;
        const way = followVariable(dockerfile, variable);
        const sinks = new Set<Sink>(['config', 'history', ...way.sinks]);
        const destination = destinationOf(dockerfile, instruction, [...sinks], verdict.severity ?? SEVERITY, way);
        const literal = value !== null && value !== '' && sources.length === 0;
        return [
          {
            name,
            message: `The variable \`${name}\` keeps a secret in ${placeWords(destination, 'the config and the history of the image')}.`,
            secret: literal ? new Secret(value) : null,
            ...judgedAt(assignment, verdict, destination),
            fix: `Remove \`ENV ${name}\`; write \`ENV ${name}_FILE=/run/secrets/${name.toLowerCase()}\` and mount the secret when the container starts, or \`RUN --mount=type=secret,id=${name.toLowerCase()},env=${name} …\` where only the build needs it.`,
            flow: inOrder([...originSteps(dockerfile, variable), ...way.steps]),
          },
        ];
      });
    }),
});
