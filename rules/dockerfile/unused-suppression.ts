import { readPragmas } from '../../src/judge/pragma.js';
import type { DockerfileProblem } from '../../src/model/rule.js';
import { defineDockerfileRule } from '../../src/rule/define.js';

/** A suppression that suppresses nothing. Those that nothing follows are found here; `lint` adds those that no finding meets. */
export const unusedSuppression = defineDockerfileRule({
  id: 'unused-suppression',
  title: 'Suppression that suppresses nothing',
  severity: 'info',
  why: 'A comment that takes on a finding which is no longer there hides the next one in the same place.',
  fix: 'Remove the comment, or mend the rule’s name in it.',
  references: ['https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317733'],
  examples: {
    leaks: ['FROM alpine\n# layerlint-ignore secret-in-arg -- nothing follows\n'],
    clean: ['FROM alpine\n# layerlint-ignore secret-in-arg -- a throw-away token\nARG NPM_TOKEN\n', 'FROM alpine\n# layerlint ignores nothing by itself\n'],
  },
  check: (dockerfile) => {
    const end = dockerfile.instructions.at(-1)?.end ?? 0;
    return readPragmas(dockerfile).flatMap(({ tool, scope, comment }): DockerfileProblem[] => {
      if (tool !== 'layerlint' || scope !== 'instruction' || comment.start < end) return [];
      return [
        {
          name: '',
          message: 'No instruction follows this suppression.',
          secret: null,
          confidence: 'high',
          start: comment.start,
          end: comment.end,
          sinks: ['log'],
        },
      ];
    });
  },
});
