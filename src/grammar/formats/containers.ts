import { identityOf } from '../../model/identity.js';
import type { Field } from '../field.js';
import type { Format } from '../format.js';
import { readJson } from '../json.js';
import { fromBase64, fromBasicAuth, settings } from '../settings.js';
import type { Decoded } from '../settings.js';
import { readYaml } from '../yaml.js';

const DOCKER = { read: readJson, rule: 'docker-registry-credential', group: { label: 'registry' }, identity: { user: ['username'] } } as const;
const DOCKER_FILES = {
  paths: ['.docker/config.json', '.docker/*/config.json', '.dockercfg', '.dockerconfigjson', 'containers/auth.json', 'helm/registry/config.json', 'kaniko/config.json'],
  wide: ['*.json'],
  heads: ['{"auths"', '{ "auths"', '{\n\t"auths"', '{\n  "auths"', '{\n    "auths"', '{\r\n\t"auths"'],
} as const;
const CLUSTER = {
  name: 'kubeconfig',
  paths: ['.kube/config', 'kubeconfig', '*.kubeconfig', 'kubernetes/*.conf', 'k3s.yaml', 'rke2.yaml', 'gcloud/kubeconfig'],
  wide: ['*.yaml', '*.yml', 'kubeconfig*', '.kube/*'],
  heads: ['apiVersion: v1', '{"apiVersion"', '{\n  "apiVersion"', '{\n    "apiVersion"'],
  holds: [['current-context', 'kind: Config', '"kind":"Config"', '"kind": "Config"'], ['users']],
  read: readYaml,
  identity: { user: ['name'] },
  tell: (_field: Field, fields: readonly Field[]) => {
    const servers = fields.filter(({ name }) => name === 'server');
    return [servers.length === 1 ? identityOf('host', servers[0]!.value) : null];
  },
} as const;

/** Of what a Secret holds, this is none. */
const OPEN = /^(?:(?:.{1,60}[._-])?(?:user(?:name)?|login|host(?:name)?|port|database|dbname|db|email|region|endpoint|namespace|issuer|name|type|bucket|account|domain|client[-_]?id|tenant[-_]?id)|.{0,60}\.(?:crt|pub|cer)|.{0,20}public.{0,20}|url|uri)$/i;

function isSecretValue({ group, name }: Field): boolean {
  if (!/^(?:data|stringData)$/.test(group.path.at(-1) ?? '') || OPEN.test(name)) return false;
  return group.parent?.fields.get('kind')?.value === 'Secret';
}

function fromSecret(field: Field): Decoded | null {
  if (field.group.path.at(-1) !== 'data') return null;
  const text = fromBase64(field);
  if (text) return text;
  return /^[A-Za-z0-9+/\s]{16,}={0,2}$/.test(field.value) ? { value: field.value, says: 'It decodes to bytes, as a key does.' } : null;
}

/** A value of many lines is a file of its own, which the patterns read in whatever form. */
function isFile({ value, group }: Field): boolean {
  const text = group.path.at(-1) === 'data' ? Buffer.from(value, 'base64').toString('latin1') : value;
  return text.trim().includes('\n') || /^\s*(?:[{[<]|-----)/.test(text);
}

/** Logins of registries and clusters. */
export const containers: readonly Format[] = [
  settings({ ...DOCKER, ...DOCKER_FILES, name: 'Docker login file', holds: [['"auth'], ['"auth"']], secret: /^(?:auths\.)?.{1,300}\.auth$/, decode: fromBasicAuth, coded: true }),
  settings({ ...DOCKER, ...DOCKER_FILES, name: 'Docker login file', holds: [['"auth'], ['"auths"']], secret: /^auths\..{1,300}\.(?:identitytoken|registrytoken|password|secret)$/ }),
  settings({ ...DOCKER, name: 'Docker client config', paths: ['.docker/config.json'], read: readJson, rule: 'credential-file-secret', secret: /^httpheaders\.(?:authorization|x-.{0,40}(?:auth|token).{0,20})$/ }),
  settings({ ...CLUSTER, rule: 'kubeconfig-token', secret: /(?:^|\.)users\.-\.user\.(?:token|password|auth-provider\.config\.(?:access-token|refresh-token|id-token|client-secret))$/ }),
  settings({ ...CLUSTER, rule: 'kubeconfig-token', secret: /^$/, named: true, pairs: true, except: /^(?!.*exec\.env\.-\.value$)/ }),
  settings({ ...CLUSTER, rule: 'kubeconfig-client-key', secret: /(?:^|\.)users\.-\.user\.client-key-data$/ }),
  settings({
    name: 'Kubernetes Secret manifest',
    paths: [],
    wide: ['*.yaml', '*.yml', '*.json'],
    heads: ['apiVersion: v1', '{"apiVersion"', '{\n  "apiVersion"', '{\n    "apiVersion"', 'kind: Secret'],
    holds: [['Secret']],
    read: readYaml,
    rule: 'kubernetes-secret',
    secret: (field) => isSecretValue(field) && !isFile(field),
    decode: fromSecret,
    tell: ({ group }) => [identityOf('secret', [...(group.parent?.fields.values() ?? [])].find(({ name }) => name === 'name')?.value)],
  }),
];
