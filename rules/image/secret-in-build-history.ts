import { judgeAssignment } from '../../src/judge/assignment.js';
import { readCreatedBy } from '../../src/model/created-by.js';
import type { ImageProblem } from '../../src/model/rule.js';
import { Secret } from '../../src/model/secret.js';
import { defineImageRule } from '../../src/rule/define.js';

/** `ENV A=b`, `ENV A b` and `ARG A=b` as the builders write them into the history. */
const DECLARATION = /(?:^|#\(nop\) +)(ENV|ARG) +([A-Za-z_][A-Za-z0-9_.-]*)(?:=| (?=\S))(.*)$/s;

/** A build argument or variable whose value the image's history spells out. */
export const secretInBuildHistory = defineImageRule({
  id: 'secret-in-build-history',
  title: 'Secret in the build history of the image',
  severity: 'high',
  why: 'The builder writes every build argument that a RUN can see into the image\'s history, and `docker history --no-trunc` shows it to whoever can pull.',
  fix: 'Use `RUN --mount=type=secret,id=…` and read the secret from the file in that one RUN; a build argument cannot keep a secret.',
  references: ['https://docs.docker.com/build/building/secrets/', 'https://docs.docker.com/reference/dockerfile/#arg'],
  check: (image) =>
    image.history.flatMap(({ createdBy }, index): ImageProblem[] => {
      const pointer = `/history/${index}/created_by`;
      const declared = DECLARATION.exec(createdBy.replace(/\s+# buildkit\s*$/, ''));
      const pairs = readCreatedBy(createdBy).buildArgs.map((arg) => ({ ...arg, what: 'build argument' }));
      if (declared) {
        const [whole, keyword = '', name = '', value = ''] = declared;
        const end = declared.index + whole.length;
        pairs.push({ name, value, start: end - value.length, end, what: keyword === 'ENV' ? 'variable' : 'build argument' });
      }
      return pairs.flatMap(({ name, value, start, end, what }) => {
        const verdict = judgeAssignment(name, value);
        return verdict
          ? {
              ...verdict,
              name,
              message: `The history of the image spells out the ${what} \`${name}\`.`,
              secret: new Secret(value),
              evidence: [verdict.reason],
              pointer,
              start,
              end,
            }
          : [];
      });
    }),
});
