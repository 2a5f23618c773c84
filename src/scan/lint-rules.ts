import type { Positions } from '../dockerfile/position.js';
import type { Dockerfile } from '../model/dockerfile.js';
import type { Notice } from '../model/notice.js';
import { rulesOfKind, type DockerfileProblem, type DockerfileRule, type RuleSet } from '../model/rule.js';
import { excerptOf } from './lint-excerpt.js';
import type { PlacedDraft } from './lint-doubles.js';

/** What the Dockerfile rules say; a rule that fails becomes a notice, and the others still speak. */
export function ruleDrafts(dockerfile: Dockerfile, rules: RuleSet, positions: Positions, notices: Notice[]): PlacedDraft[] {
  const files = rulesOfKind(rules, 'file');
  return rulesOfKind(rules, 'dockerfile').flatMap((rule) => {
    try {
      return rule.check(dockerfile, files).map((problem) => toDraft(rule, problem, dockerfile, positions));
    } catch (error) {
      notices.push({
        code: 'rule-failed',
        message: `Rule \`${rule.id}\` failed on this file, so what it looks for may be missing: ${error instanceof Error ? error.message : 'unknown error'}.`,
        location: { kind: 'dockerfile', path: dockerfile.path, region: null },
      });
      return [];
    }
  });
}

function toDraft(rule: DockerfileRule, problem: DockerfileProblem, dockerfile: Dockerfile, positions: Positions): PlacedDraft {
  const { start, end, sinks, name, message, secret, confidence, severity = rule.severity, evidence = [], fix, flow = [] } = problem;
  return {
    rule,
    name,
    message,
    secret,
    confidence,
    severity,
    evidence,
    ...(fix === undefined ? {} : { fix }),
    ...(flow.length < 2 ? {} : { flow: flow.map((step) => ({ region: positions.region(step.start, step.end), message: step.message })) }),
    location: { kind: 'dockerfile', path: dockerfile.path, region: positions.region(start, end) },
    exposure: { state: 'build', sinks },
    excerpt: excerptOf(dockerfile, positions, start, end),
    start,
    end,
  };
}
