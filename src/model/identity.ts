/** Something that a credential says about whose it is or what it opens: `AWS account`, `123456789012`. Never the secret itself. */
export interface Identity {
  /** A noun in lower case, but for names: `user`, `host`, `AWS account`. */
  readonly label: string;
  readonly value: string;
}

/** Longer ones are no names; what they may hold is not shown. */
const LONGEST_VALUE = 200;

/** Both lists; of each label the first list's. */
export function mergeIdentity(first: readonly Identity[], second: readonly Identity[]): Identity[] {
  return [...first, ...second.filter(({ label }) => !first.some((one) => one.label === label))];
}

/** Who logs in by a URL is no part of where it leads. */
const USER_INFO = /^([a-z][a-z0-9+.:-]{0,30}:\/\/)[^/?#\s]{0,200}@/i;

/** An identity that is fit to show; null where the value is empty, too long or filled in from somewhere else. */
export function identityOf(label: string, value: string | null | undefined): Identity | null {
  const text = value?.trim().replace(USER_INFO, '$1') ?? '';
  return text === '' || text.length > LONGEST_VALUE || /[\0-\x1f\x7f]|\$\{|\{\{|<%/.test(text) ? null : { label, value: text };
}
