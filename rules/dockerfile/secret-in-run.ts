import { commandName } from '../../src/judge/command-text.js';
import { judgeLiteral } from '../../src/judge/literal.js';
import { followFile } from '../../src/judge/file-way.js';
import { createTakenBack } from '../../src/judge/run-files.js';
import { followUse, quotedPlace } from '../../src/judge/variable-way.js';
import { instructionUses } from '../../src/judge/run-secrets.js';
import { destinationOf, judgedAt, placeWords } from '../../src/judge/sinks.js';
import type { Dockerfile, Instruction } from '../../src/model/dockerfile.js';
import type { DockerfileProblem } from '../../src/model/rule.js';
import { Secret } from '../../src/model/secret.js';
import { defineDockerfileRule } from '../../src/rule/define.js';

const SEVERITY = 'high';

/** A credential that stands in the text of a RUN. */
export const secretInRun = defineDockerfileRule({
  id: 'secret-in-run',
  title: 'Literal credential in RUN',
  severity: SEVERITY,
  why: 'The text of every RUN is part of the history of the image, which `docker history --no-trunc` shows to whoever can pull; what the command writes lies in a layer as well.',
  fix: 'Give it to the one command by a secret mount: `RUN --mount=type=secret,id=x …$(cat /run/secrets/x)…`. A login that the container needs is set when it starts.',
  references: ['https://docs.docker.com/build/building/secrets/', 'https://docs.docker.com/reference/dockerfile/#run---mounttypesecret'],
  examples: {
    leaks: [
      'FROM alpine\nRUN curl -u admin:X{digits:3}!{word}{digits:3} https://repo.example.com/a.tgz -o a.tgz\n',
      "FROM alpine\nRUN echo 'root:X{digits:3}!{word}{digits:3}' | chpasswd\n",
      'FROM alpine\nRUN mysql -uroot -pX{digits:3}!{word}{digits:3} -e "SELECT 1"\n',
      'FROM alpine\nRUN 3<<CFG cat /proc/self/fd/3 > /app.cfg\npassword=X{digits:3}!{word}{digits:3}\nCFG\n',
    ],
    clean: [
      'FROM alpine\nRUN curl -u "$USER:$(cat /run/secrets/p)" https://repo.example.com/a.tgz\n',
      'FROM alpine\nRUN mkdir -p /opt/app && cp -p a b\n',
      'FROM alpine\nRUN bundle exec rake assets:precompile SECRET_KEY_BASE=dummy\n',
    ],
  },
  check: (dockerfile) =>
    dockerfile.instructions.flatMap((instruction) => {
      if (instruction.keyword !== 'RUN') return [];
      const literals = instructionUses(instruction).flatMap((use): DockerfileProblem[] => {
        const verdict = judgeLiteral(use);
        if (!verdict) return [];
        const way = followUse(dockerfile, instruction, [use.value]);
        const { stay } = way;
        const ships = way.sinks.includes('layer');
        const destination = destinationOf(dockerfile, instruction, ['history', ...way.sinks], verdict.severity ?? SEVERITY, { ships, takenInstead: stay ? way.takenInstead : [] });
        const where = placeWords(destination, `the history of the image${stay === null ? '' : ` and, through ${quotedPlace(stay.name)}, in a layer`}`);
        return [
          {
            name: use.how,
            message: `The credential for ${use.how} stays in ${where}.`,
            secret: new Secret(use.value.text),
            ...judgedAt(use.value, verdict, destination),
            flow: [{ start: use.value.start, end: use.value.end, message: `\`RUN\` holds it in its text${stay ? ` and leaves it in ${quotedPlace(stay.name)}` : ''}${way.logged ? ' and prints it into the build log' : ''}.` }, ...way.steps],
          },
        ];
      });
      return [...literals, ...keptLogins(dockerfile, instruction)];
    }),
});

/** `gcloud auth activate-service-account` copies the key that it is given into the home folder. */
function keptLogins(dockerfile: Dockerfile, instruction: Instruction): DockerfileProblem[] {
  if (instruction.mounts.some(({ type }) => type === 'secret')) return [];
  const isTakenBack = createTakenBack(instruction);
  return instruction.commands.flatMap((command): DockerfileProblem[] => {
    const verb = command.words.find(({ text }) => text === 'activate-service-account');
    if (commandName(command) !== 'gcloud' || !verb || isTakenBack(command, '~/.config/gcloud')) return [];
    const way = followFile(dockerfile, instruction, '~/.config/gcloud');
    const destination = destinationOf(dockerfile, instruction, ['layer'], 'high', way);
    return [
      {
        name: 'gcloud',
        message: `\`gcloud\` keeps the key of the service account in \`~/.config/gcloud\`, which stays in ${placeWords(destination, 'a layer of the image')}.`,
        secret: null,
        confidence: 'medium',
        severity: destination.severity,
        evidence: destination.because === null ? [] : [destination.because],
        start: verb.start,
        end: verb.end,
        sinks: destination.sinks,
      },
    ];
  });
}
