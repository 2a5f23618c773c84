import type { Template } from '../../src/model/rule.js';

/** The rule that finds it, and a template for each form that it has or had; a sentence where there is no rule. */
export type Member = readonly [rule: string, ...forms: Template[]] | string;

/** One kind of credential, with every issuer and form that is counted under it. */
export interface CoverageRow {
  readonly kind: string;
  readonly members: Readonly<Record<string, Member>>;
}

/** Declares a row. */
export function row(kind: string, members: CoverageRow['members']): CoverageRow {
  return { kind, members };
}

const HEX40 = '{hex:40}';
const UUID = '{uuid}';
/** A name that says whose it is, in front of a value without a shape of its own. */
export const named = (name: string, value: string): Template => `${name}=${value}`;
export const hex40 = (name: string): Template => named(name, HEX40);
export const uuid = (name: string): Template => named(name, UUID);
