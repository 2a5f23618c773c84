/** Names that hold a login as often as not; what is in them decides, not that they are there. */
const OFTEN_HARMLESS = /(?:^|\/)(?:\.yarnrc\.yml|gradle\.properties|nuget\.config|pip\.conf|\.condarc|wp-config\.php|\.terraformrc|config\.fish|\.(?:bash|zsh|sh|ash)_history|[\w-]+_crt\.pem|[\w.-]+\/\*\.env|(?!(?:prod|production|dev|devel|development|stag(?:e|ing)|test|qa|local|secrets?|private|app|application|docker|web|backend|frontend|api|server|client|db|database|mysql|postgres|env|common|default|config|main|my|prd)\.env$)[\w-]+\.env)$/i;
/** A name that says that nothing in the file is real, or that it is the public half. */
const SAMPLE = /(?:^|[._/-])(?:example|sample|template|tmpl|tpl|dist|dummy|default|defaults|fake|mock|test|tests|fixtures?|ci|pub|public|schema)(?:[._/-]|$)/i;

/** True when a file of that name is worth no word as long as its content is not known. */
export function isOftenHarmless(path: string): boolean {
  return OFTEN_HARMLESS.test(path);
}

/** True when the name says that the file is an example or public. */
export function isSampleName(path: string): boolean {
  return SAMPLE.test(path.split('/').at(-1) ?? path);
}
