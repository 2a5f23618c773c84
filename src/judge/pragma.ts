import type { Dockerfile, Word } from '../model/dockerfile.js';

/** A comment that takes findings on. */
export interface Pragma {
  readonly comment: Word;
  /** `layerlint`, or the tool whose comment is honoured. */
  readonly tool: 'layerlint' | 'BuildKit' | 'hadolint' | 'Trivy' | 'Checkov';
  /** `instruction` is the next one, or the one that the comment stands in. */
  readonly scope: 'instruction' | 'stage' | 'file';
  /** Rules by their id; `secrets` means every finding that knows a value. */
  readonly rules: readonly string[];
  readonly reason: string | null;
  /** The last day on which it holds, `YYYY-MM-DD`; null for always. */
  readonly until: string | null;
}

const IDS = /[a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*/;
const OWN = new RegExp(`^layerlint-ignore(-file)?\\s+(${IDS.source})(?=\\s|$)(.*)$`, 'is');
const UNTIL = /(?:^|\s)until=(\d{4}-\d{2}-\d{2})(?=\s|$)/;
const CHECK = /^check\s*=\s*skip=([^;\s]+)/i;
const HADOLINT = /^hadolint\s+(global\s+|stage\s+)?ignore\s*=\s*([A-Z0-9]+(?:\s*,\s*[A-Z0-9]+)*)/i;
const TRIVY = /(?:^|\s|#)trivy:ignore:([\w-]+)(?::exp:(\d{4}-\d{2}-\d{2}))?/gi;
const TRIVY_EXPIRY = /\bexp:(\d{4}-\d{2}-\d{2})/i;
const CHECKOV = /(?:^|\s)(?:checkov|bridgecrew):skip\s*=\s*([\w]+)(?::\s*(.*))?$/i;
const DIRECTIVE = /^(?:syntax|escape|check)\s*=/i;

const NAMED = ['secret-in-arg', 'secret-in-env'];
/** What Trivy's one rule for secrets looks at. */
const TRIVY_RULES = [...NAMED, 'secret-arg-in-run', 'secret-file-in-copy', 'secret-in-run'];

/** The comments of a Dockerfile that take findings on, in their order; several may stand in one comment. */
export function readPragmas(dockerfile: Pick<Dockerfile, 'comments' | 'instructions'>): Pragma[] {
  const first = dockerfile.instructions[0]?.start ?? Infinity;
  let directives = true;
  return dockerfile.comments.flatMap((comment) => {
    const text = comment.text.replace(/^#+\s*/, '').trim();
    directives &&= comment.start < first && DIRECTIVE.test(text);
    return readPragma(comment, text, directives);
  });
}

function readPragma(comment: Word, text: string, directive: boolean): Pragma[] {
  const own = OWN.exec(text);
  if (own) return [{ comment, tool: 'layerlint', scope: own[1] === undefined ? 'instruction' : 'file', rules: splitIds(own[2]!), ...readReason(own[3]!) }];
  const check = CHECK.exec(text);
  if (check) {
    const meant = splitIds(check[1]!).some((id) => id === 'all' || id === 'secretsusedinargorenv');
    return meant ? [{ comment, tool: 'BuildKit', scope: directive ? 'file' : 'instruction', rules: NAMED, reason: null, until: null }] : [];
  }
  const hadolint = HADOLINT.exec(text);
  if (hadolint) {
    const scope = /global/i.test(hadolint[1] ?? '') ? 'file' : hadolint[1] ? 'stage' : 'instruction';
    return splitIds(hadolint[2]!).includes('dl3064') ? [{ comment, tool: 'hadolint', scope, rules: NAMED, reason: null, until: null }] : [];
  }
  const trivy = [...text.matchAll(TRIVY)].filter(([, id]) => /^(?:(?:AVD-)?DS-?0031|DS031|secrets?)$/i.test(id!));
  if (trivy[0]) return [{ comment, tool: 'Trivy', scope: 'instruction', rules: TRIVY_RULES, reason: null, until: trivy[0][2] ?? TRIVY_EXPIRY.exec(text)?.[1] ?? null }];
  const checkov = CHECKOV.exec(text);
  const rules = checkov === null ? [] : /^CKV_SECRET_\d+$/i.test(checkov[1]!) ? ['secrets'] : /^CKV2_DOCKER_17$/i.test(checkov[1]!) ? ['secret-in-run'] : [];
  return rules.length > 0 ? [{ comment, tool: 'Checkov', scope: 'file', rules, reason: checkov![2]?.trim() || null, until: null }] : [];
}

/** `until=` may stand in front of the reason or in it. */
function readReason(rest: string): Pick<Pragma, 'reason' | 'until'> {
  const until = UNTIL.exec(rest)?.[1] ?? null;
  const dashes = /(?:^|\s)--\s*(.*)$/s.exec(rest.replace(UNTIL, ' '));
  return { reason: dashes?.[1]?.trim() || null, until };
}

function splitIds(list: string): string[] {
  return list.toLowerCase().split(/\s*,\s*/).filter((id) => id !== '');
}
