import { commandName } from '../../src/judge/command-text.js';
import { instructionUses, type InstructionUse } from '../../src/judge/run-secrets.js';
import { runStays } from '../../src/judge/run-stays.js';
import { variableUses, type VariableUse } from '../../src/judge/run-variables.js';
import { destinationOf, placeWords } from '../../src/judge/sinks.js';
import { judgeVariable } from '../../src/judge/variable.js';
import { followUse, inOrder, originSteps, quotedPlace } from '../../src/judge/variable-way.js';
import type { Dockerfile, Instruction, Variable } from '../../src/model/dockerfile.js';
import type { Sink } from '../../src/model/finding.js';
import type { DockerfileProblem } from '../../src/model/rule.js';
import { defineDockerfileRule } from '../../src/rule/define.js';

const SEVERITY = 'high';
/** Commands that only ask whether there is a value. */
const ASKS = new Set(['[', '[[', 'test', 'case']);
/** Credentials in front of an offset that may still reach over it. */
const NESTED = 8;

/** A secret build argument, or one that is used as a secret, in a RUN. */
export const secretArgInRun = defineDockerfileRule({
  id: 'secret-arg-in-run',
  title: 'Secret build argument used in RUN',
  severity: SEVERITY,
  why: 'The builder writes the values of the build arguments in front of the RUN into the history of the image, and what the command writes into files lies in a layer.',
  fix: 'Replace the ARG by a secret mount on this RUN: `RUN --mount=type=secret,id=x,env=X …`, built with `--secret id=x,env=X`.',
  references: ['https://docs.docker.com/build/building/secrets/', 'https://docs.docker.com/reference/dockerfile/#arg'],
  examples: {
    leaks: [
      'FROM node\nARG NPM_TOKEN\nRUN echo "//registry.npmjs.org/:_authToken=$NPM_TOKEN" > .npmrc\n',
      'FROM alpine\nARG MY_VAR\nRUN printf "$MY_VAR" > ~/.ssh/id_rsa\n',
      'FROM python\nARG INDEX\nRUN pip install --extra-index-url $INDEX app\n',
      'FROM alpine\nARG DB_PASSWORD\nENV PW=$DB_PASSWORD\nRUN ./configure "$PW"\n',
    ],
    clean: [
      'FROM node\nRUN --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN npm ci\n',
      "FROM alpine\nARG NPM_TOKEN_FILE\nRUN test -f $NPM_TOKEN_FILE && echo 'x = $NPM_TOKEN'\n",
      'FROM alpine\nARG VERSION\nRUN curl https://example.com/$VERSION.tgz\n',
    ],
  },
  check: (dockerfile) =>
    dockerfile.instructions.flatMap((instruction) => {
      if (instruction.keyword !== 'RUN') return [];
      const uses = variableUses(instruction);
      if (uses.length === 0) return [];
      const credentials = instructionUses(instruction);
      const byVariable = new Map<Variable, VariableUse[]>();
      for (const use of uses) {
        const places = byVariable.get(use.variable);
        if (places) places.push(use);
        else byVariable.set(use.variable, [use]);
      }
      return [...byVariable].flatMap(([variable, places]) => problemOf(dockerfile, instruction, variable, places, credentials));
    }),
});

function problemOf(
  dockerfile: Dockerfile,
  instruction: Instruction,
  variable: Variable,
  places: readonly VariableUse[],
  credentials: readonly InstructionUse[],
): DockerfileProblem[] {
  if (!comesFromArg(variable)) return [];
  const used = places.flatMap((place) => around(credentials, place.start).map((credential) => ({ place, credential })));
  const verdict = judgeVariable(variable);
  // An innocent name with a harmless default stays innocent: `ARG INDEX=https://pypi.org/simple`.
  if (!verdict && (used.length === 0 || variable.value !== null)) return [];
  const way = followUse(dockerfile, instruction, places);
  const { stay } = way;
  const best = used.find(({ credential }) => credential.keeps !== null) ?? used[0];
  const place = best?.place ?? places.find(({ start }) => runStays(instruction).files.has(start)) ?? places.find(({ command }) => !ASKS.has(commandName(command))) ?? places[0]!;
  const sinks: Sink[] = ['history', 'provenance', ...way.sinks];
  const destination = destinationOf(dockerfile, instruction, sinks, verdict?.severity ?? SEVERITY, { ships: way.sinks.includes('layer'), takenInstead: stay ? way.takenInstead : [] });
  const { name } = variable;
  const how = best ? ` for ${best.credential.how}` : '';
  const stays = stay ? `, and its value stays in ${quotedPlace(stay.name)}` : '';
  const where = destination.holder === 'carried' ? 'a later stage takes the file into the image' : placeWords(destination, 'the history of the image records it', 'the builder records it');
  const others = new Set(places.map(({ start }) => start)).size - 1;
  return [
    {
      name,
      message: `\`RUN\` uses the secret \`${name}\`${how}${stays}; ${where}.`,
      secret: null,
      confidence: verdict?.confidence ?? 'medium',
      severity: destination.severity,
      evidence: [
        verdict?.reason ?? `It is used as a secret: ${best!.credential.how}.`,
        ...(others > 0 ? [`The same RUN uses it ${others} more ${others === 1 ? 'time' : 'times'}.`] : []),
        ...(destination.because === null ? [] : [destination.because]),
      ],
      fix: `Drop \`ARG ${name}\` and write \`RUN --mount=type=secret,id=${name.toLowerCase()},env=${name} …\`; build with \`--secret id=${name.toLowerCase()},env=${name}\`.${stay ? ` Do not write it into ${quotedPlace(stay.name)}: mount that file instead.` : ''}`,
      start: place.start,
      end: place.end,
      sinks: destination.sinks,
      flow: inOrder([
        ...originSteps(dockerfile, variable),
        { start: place.start, end: place.end, message: `\`RUN\` uses it${how}${stay ? ` and leaves it in ${quotedPlace(stay.name)}` : ''}${way.logged ? ' and prints it into the build log' : ''}.` },
        ...way.steps,
      ]),
    },
  ];
}

/** The credentials that an offset lies in; they are sorted, and few lie within one another. */
function around(credentials: readonly InstructionUse[], offset: number): readonly InstructionUse[] {
  let low = 0;
  let high = credentials.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (credentials[middle]!.value.start <= offset) low = middle + 1;
    else high = middle;
  }
  return credentials.slice(Math.max(0, low - NESTED), low).filter(({ value }) => offset < value.end);
}

function comesFromArg(variable: Variable, depth = 0): boolean {
  return variable.kind === 'arg' || (depth < 16 && variable.sources.some((source) => comesFromArg(source, depth + 1)));
}
