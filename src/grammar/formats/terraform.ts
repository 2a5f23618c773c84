import { identityOf } from '../../model/identity.js';
import type { Identity } from '../../model/identity.js';
import { keyOf, nearest, utf8 } from '../field.js';
import type { Field, Group } from '../field.js';
import type { Findings, Format } from '../format.js';
import { readIni } from '../ini.js';
import { readJson } from '../json.js';
import { settings } from '../settings.js';

const rule = 'terraform-secret-value';
const present = (list: readonly (Identity | null)[]): Identity[] => list.filter((one) => one !== null);

/** Attributes of resources that are made to hold a secret. */
const RESULT = /^(?:random_password|random_string)$/;

/** https://developer.hashicorp.com/terraform/internals/json-format, and the state itself as Terraform 0.12 and later write it. */
function readState(text: string, found: Findings): void {
  const fields = readJson(text, (message) => found.limit(message));
  // `sensitive_attributes` names the steps to each: one step or more.
  const sensitive = new Set<string>();
  for (const { group, name, value } of fields) {
    const at = group.path.indexOf('sensitive_attributes');
    if (at !== -1 && name === 'value') sensitive.add(`${group.path.slice(0, at).join('.')}.${value}`);
  }
  for (const field of fields) {
    const { group, name, value, start, end } = field;
    const attributes = group.path.indexOf('attributes');
    // What `.terraform/terraform.tfstate` keeps to get at the state.
    const backend = group.path[0] === 'backend' && group.path[1] === 'config';
    const output = outputOf(field);
    if (!output && !backend && attributes === -1) continue;
    const known = output ? output.fields.get('sensitive')?.value === 'true' : !backend && isSensitive(field, attributes, sensitive);
    found.entry({
      rule,
      name: output ? output.path.at(-1)! : name,
      key: keyOf(field),
      start,
      end,
      secret: value,
      known: known ? 'place' : 'name',
      identity: present(output ? [identityOf('output', output.path.at(-1))] : backend ? [identityOf('backend', nearest(group, ['type']))] : [identityOf('resource', resourceOf(field))]),
    });
  }
}

function isSensitive({ group, name }: Field, attributes: number, sensitive: ReadonlySet<string>): boolean {
  const step = group.path[attributes + 1] ?? name;
  if (sensitive.has(`${group.path.slice(0, attributes).join('.')}.${step}`)) return true;
  return /^(?:result|bcrypt_hash)$/.test(name) && RESULT.test(nearest(group, ['type'], 4) ?? '');
}

/** The output whose value a field is, or a part of; since version 4 they stand at the root, before that in modules. */
function outputOf({ group, name }: Field): Group | null {
  const at = group.path.indexOf('outputs');
  if ((at !== 0 && !(at === 2 && group.path[0] === 'modules')) || (group.path[at + 2] ?? name) !== 'value') return null;
  let output: Group = group;
  while (output.path.length > at + 2 && output.parent) output = output.parent;
  return output.path.length === at + 2 ? output : null;
}

function resourceOf({ group }: Field): string | null {
  const at = group.path.indexOf('resources');
  // Version 3 names resources by their keys.
  if (at > 0 && group.path[0] === 'modules') return group.path[at + 1] ?? null;
  const type = nearest(group, ['type'], 4);
  const name = nearest(group, ['name'], 4);
  return type === null ? null : `${type}.${name ?? ''}`;
}

function readCliConfig(text: string, found: Findings): void {
  for (const block of text.matchAll(/credentials\s{1,4}"([^"\n]{1,200})"\s{0,4}\{[^{}]{0,400}?token\s{0,20}=\s{0,20}"([^"\n]{3,500})"/g)) {
    const end = block.index + block[0].length - 1;
    found.entry({ rule: 'credential-file-secret', name: 'token', start: end - block[2]!.length, end, secret: utf8(block[2]!), known: 'place', identity: present([identityOf('host', block[1])]) });
  }
}

/** Source maps are as large as programs, and begin like a state; no state has such a name behind its version. https://tc39.es/ecma426/ */
const SOURCE_MAPS = ['{"version":3,', '{\n  "version": 3,\n  '].flatMap((version) => ['"file"', '"names"', '"sources"', '"sourceRoot"', '"mappings"'].map((name) => version + name));

/** What Terraform keeps. */
export const terraform: readonly Format[] = [
  { name: 'Terraform state', rule, paths: ['*.tfstate', '*.tfstate.backup', '*.tfstate.*'], wide: ['*.json'], heads: ['{\n  "version": ', '{\n    "version": ', '{"version":'], others: SOURCE_MAPS, holds: [['"terraform_version"']], read: ({ text }, found) => readState(text, found) },
  settings({ name: 'Terraform variables', paths: ['*.tfvars'], read: readIni, rule, secret: /^$/, named: true }),
  settings({ name: 'Terraform variables', paths: ['*.tfvars.json'], read: readJson, rule, secret: /^$/, named: true }),
  { name: 'Terraform CLI config', rule: 'credential-file-secret', paths: ['.terraformrc', 'terraform.rc', '.tofurc'], read: ({ text }, found) => readCliConfig(text, found) },
  settings({ name: 'Terraform login', paths: ['credentials.tfrc.json'], read: readJson, rule: 'credential-file-secret', secret: /^credentials\..{1,300}\.token$/, group: { label: 'host' } }),
];
