import { judgeLiteral } from '../../src/judge/literal.js';
import { secretSettings } from '../../src/judge/settings.js';
import { followFile } from '../../src/judge/file-way.js';
import { destinationOf, judgedAt, placeWords } from '../../src/judge/sinks.js';
import type { DockerfileProblem } from '../../src/model/rule.js';
import { Secret } from '../../src/model/secret.js';
import { defineDockerfileRule } from '../../src/rule/define.js';

const SEVERITY = 'high';

/** A secret setting in a heredoc that COPY or ADD writes into the image. */
export const secretInCopiedText = defineDockerfileRule({
  id: 'secret-in-copied-text',
  title: 'Secret in the text of a COPY',
  severity: SEVERITY,
  why: 'The text of the heredoc becomes a file in a layer, and whoever can pull the image can unpack it.',
  fix: 'Leave the value out of the text: mount the file when the container starts, or fill the value in at run time from `/run/secrets`.',
  references: ['https://docs.docker.com/reference/dockerfile/#here-documents'],
  examples: {
    leaks: ['FROM alpine\nCOPY <<EOF /app/.env\nDB_PASSWORD=X{digits:3}!{word}{digits:3}\nEOF\n'],
    clean: ['FROM alpine\nCOPY <<EOF /app/.env\nDB_PASSWORD_FILE=/run/secrets/db\nEOF\n'],
  },
  check: (dockerfile) =>
    dockerfile.instructions.flatMap((instruction) => {
      if (!instruction.copy) return [];
      return instruction.heredocs.flatMap(({ name: file, text, offsets, body }) =>
        secretSettings({ text, offsets, start: body.start, end: body.end, expansions: [] }, true).flatMap(({ name, value, certain }): DockerfileProblem[] => {
          const verdict = judgeLiteral({ value, certain });
          if (!verdict) return [];
          const { target } = instruction.copy!;
          const way = followFile(dockerfile, instruction, target?.path.endsWith('/') ? `${target.path}${file}` : (target?.path ?? file));
          const destination = destinationOf(dockerfile, instruction, ['layer'], verdict.severity ?? SEVERITY, way);
          return [
            {
              name,
              message: `\`${instruction.keyword}\` writes the secret \`${name}\` into ${placeWords(destination, 'a layer of the image')}.`,
              secret: new Secret(value.text),
              ...judgedAt(value, verdict, destination),
              flow: [{ start: value.start, end: value.end, message: `\`${instruction.keyword}\` writes it into \`${target?.text ?? file}\`.` }, ...way.steps],
            },
          ];
        }),
      );
    }),
});
