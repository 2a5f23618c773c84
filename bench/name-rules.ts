/** A peer's name rule, written anew from its source: the lines that it reports. */
export interface Baseline {
  readonly name: string;
  readonly lines: (dockerfile: string) => readonly { readonly line: number; readonly what: string }[];
}

const BUILDKIT_DENY = /(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)/i;
const BUILDKIT_ALLOW = /(?:_|^)(?:public|file|version)(?:_|$)/i;
const HADOLINT_PARTS = ['api_key', 'client_key', 'password', 'private', 'secret', 'token', 'username'];
const HADOLINT_NAMES = /^(?:AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|GH_TOKEN|GITHUB_TOKEN|NPM_TOKEN|DOCKER_EMAIL|DOCKER_PASSWORD|FACEBOOK_APP_ID|CF_USERNAME|CF_PASSWORD)$/;

/**
 * BuildKit's SecretsUsedInArgOrEnv and hadolint's DL3064 on the names of ARG and ENV; read line by line with a plain pattern,
 * which favours them: their own parsers lose more.
 * https://github.com/moby/buildkit/blob/v0.23.0/frontend/dockerfile/linter/ruleset.go
 * https://github.com/hadolint/hadolint/wiki/DL3064
 */
export const BASELINES: readonly Baseline[] = [
  { name: 'BuildKit: SecretsUsedInArgOrEnv', lines: byName((name) => BUILDKIT_DENY.test(name) && !BUILDKIT_ALLOW.test(name)) },
  {
    name: 'hadolint: DL3064',
    lines: byName((name) => HADOLINT_NAMES.test(name.toUpperCase()) || HADOLINT_PARTS.some((part) => name.toLowerCase().includes(part))),
  },
];

function byName(isSecret: (name: string) => boolean): Baseline['lines'] {
  return (dockerfile) => {
    const found: { line: number; what: string }[] = [];
    let within = false;
    dockerfile.split('\n').forEach((text, index) => {
      const start = /^\s*(?:ONBUILD\s+)?(ARG|ENV)\s+/i.exec(text);
      if (!start && !within) return;
      const rest = start ? text.slice(start[0].length) : text;
      const names = start && !rest.includes('=') ? [rest.trim().split(/\s+/)[0]!] : [...rest.matchAll(/(?:^|\s)([A-Za-z_]\w*)(?==|\s*$)/g)].map(([, name]) => name!);
      if (names.some(isSecret)) found.push({ line: index + 1, what: 'name' });
      within = /\\\s*$/.test(text);
    });
    return found;
  };
}
