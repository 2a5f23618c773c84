import { judgeVariable } from '../judge/variable.js';
import type { Dockerfile, Instruction, Variable } from '../model/dockerfile.js';
import type { FixTarget, Plan } from './fix.js';
import { countWord, lineOf, textOf } from './stage.js';

/** Images whose start script takes these variables from a file too, and what it calls the variable that names the file. */
const READS_FILES: readonly { readonly image: RegExp; readonly variable: RegExp; readonly suffix: string }[] = [
  // https://hub.docker.com/_/postgres
  { image: /^(?:library\/)?postgres$|^postgis\/postgis$|^timescale\/timescaledb$/, variable: /^POSTGRES_PASSWORD$/, suffix: '_FILE' },
  // https://hub.docker.com/_/mysql and https://hub.docker.com/_/mariadb
  { image: /^(?:library\/)?(?:mysql|mariadb)$/, variable: /^(?:MYSQL|MARIADB)_(?:ROOT_)?PASSWORD$/, suffix: '_FILE' },
  // https://hub.docker.com/_/mongo
  { image: /^(?:library\/)?mongo$/, variable: /^MONGO_INITDB_ROOT_PASSWORD$/, suffix: '_FILE' },
  // https://hub.docker.com/_/wordpress
  { image: /^(?:library\/)?wordpress$/, variable: /^WORDPRESS_(?:DB_PASSWORD|(?:AUTH|SECURE_AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT))$/, suffix: '_FILE' },
  // https://hub.docker.com/_/influxdb
  { image: /^(?:library\/)?influxdb$/, variable: /^DOCKER_INFLUXDB_INIT_(?:PASSWORD|ADMIN_TOKEN)$/, suffix: '_FILE' },
  // https://grafana.com/docs/grafana/latest/setup-grafana/configure-docker/
  { image: /^grafana\/grafana(?:-oss|-enterprise)?$/, variable: /^GF_\w+_(?:PASSWORD|SECRET|SECRET_KEY|CLIENT_SECRET)$/, suffix: '__FILE' },
];

/**
 * A literal that ENV gives to the container. Where the image is known to take it from a file too, the variable names that file
 * instead: the build stays what it was, and containers are given the secret when they start. Else only the user knows.
 */
export function planEnvironment(dockerfile: Dockerfile, target: FixTarget): Plan {
  const { name } = target;
  const no = (reason: string): Plan => ({ target, reason });
  const variables = dockerfile.instructions.flatMap((instruction) => instruction.variables).filter((variable) => variable.kind === 'env' && variable.name === name);
  const at = ({ instruction }: Variable): Instruction => dockerfile.instructions[instruction]!;
  if (variables.length === 0) return no(`\`${name}\` is not in this file.`);
  if (variables.some((variable) => at(variable).onbuild)) return no(`\`ONBUILD ENV ${name}\` works in another build, which this file does not show.`);
  const id = name.toLowerCase();
  const suffix = fileSuffix(dockerfile, name, variables.map(at));
  const kept = `Only you know whether the container needs \`${name}\`. If it does and its program can read a file, write \`ENV ${name}_FILE=/run/secrets/${id}\`; if the build alone needs it, write \`ARG ${name}\` and fix again.`;
  if (suffix === null || variables.some(({ sources, assignment }) => sources.length > 0 || assignment.value === null) || !variables.some((variable) => judgeVariable(variable))) return no(kept);
  const assignments = new Set(variables.map(({ assignment }) => assignment));
  for (const instruction of dockerfile.instructions) {
    const mentions = countWord(textOf(dockerfile, instruction), name) - instruction.assignments.filter((one) => assignments.has(one)).length;
    if (mentions > 0) return no(`\`${instruction.keyword}\` in line ${lineOf(dockerfile, instruction.start)} uses \`${name}\`, so that it cannot become a file.`);
  }
  return [
    {
      target,
      title: `\`${name}${suffix}\` names a file in place of the value, which the image reads when it starts.`,
      edits: [...assignments].map(({ start, end }) => ({ start, end, text: `${name}${suffix}=/run/secrets/${id}` })),
      ignore: [],
      secrets: [],
      notes: [
        `The value of \`${name}\` stood in the file: rotate it, it is in every copy and in the history of the repository.`,
        `Containers must be given \`/run/secrets/${id}\` when they start: in a compose file \`secrets: [${id}]\` of the service, or \`docker run -v "$PWD/${id}:/run/secrets/${id}:ro"\`.`,
      ],
    },
  ];
}

/** What the image calls the variable that names a file; null where no image is known to read one. */
function fileSuffix({ stages }: Dockerfile, name: string, instructions: readonly Instruction[]): string | null {
  const suffixes = new Set(
    instructions.map(({ stage }) => {
      let base: string | null = null;
      for (let one = stage; one !== null; one = stages[one]?.parent ?? null) base = stages[one]!.base;
      const image = base?.replace(/^(?:docker\.io|index\.docker\.io)\//, '').replace(/@.*$/, '').replace(/:[^/]*$/, '') ?? '';
      return READS_FILES.find((known) => known.image.test(image) && known.variable.test(name))?.suffix ?? null;
    }),
  );
  return suffixes.size === 1 ? [...suffixes][0]! : null;
}
