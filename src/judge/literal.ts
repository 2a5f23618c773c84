import type { CredentialUse } from './credential-use.js';
import { isDummy, type SettingVerdict } from './variable.js';
import { judgeValue } from './value.js';

const SWITCH = /^(?:true|false|yes|no|on|off|none|null|nil|undefined|default|auto|changeit|stdin|x-oauth-basic|x-access-token|x-token-auth|oauth2|gitlab-ci-token|-)$/i;
/** Blanks, formats and masks: nothing of it is a value. */
const NO_VALUE = /^(?:%[a-z]|[^A-Za-z0-9]*)$/i;
/** A list with a path in it, as `realm,/etc/htpasswd` is. */
const PATH_LIST = /(?:^|,)\/[\w.-]+\/[\w./-]+(?:,|$)/;
const FILLED_IN = /^(?:<[^<>]*>|\{\{.*\}\}|%\w+%|@\w+@)$/;

/** Judges a literal at a place where a credential stands; null when it is none, or filled in when the command runs. */
export function judgeLiteral({ value, certain, shortest = 2 }: Pick<CredentialUse, 'value' | 'certain' | 'shortest'>): SettingVerdict | null {
  const text = value.text.trim().replace(/^(["'])(.*)\1$/s, '$2');
  if (value.expansions.length > 0 || text.length < shortest || SWITCH.test(text) || NO_VALUE.test(text) || FILLED_IN.test(text) || PATH_LIST.test(text) || isDummy(text)) return null;
  // A `$` that no shell replaces here is a template for someone else.
  if (/^\$[A-Za-z_{(]/.test(text)) return null;
  const { kind, reason } = judgeValue(text);
  switch (kind) {
    case 'random':
      return { confidence: 'high', reason };
    case 'weak':
    case 'plausible':
      return { confidence: 'medium', reason };
    case 'placeholder':
    case 'plain':
      return certain ? { confidence: 'low', severity: 'medium', reason } : null;
    case 'path':
    case 'url':
    case 'variable':
    case 'empty':
      return null;
  }
}
