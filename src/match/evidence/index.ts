import type { Evidence, Refusal } from '../candidate.js';
import { assignment, isNoAssignment } from './assignment.js';
import { circumstance, fixture, signedUntil, tenant } from './circumstance.js';
import { awsAccountId, checksum } from './checksum.js';
import { base64Holds, base64Json, dockerAuth, numericHead } from './encoded.js';
import { jwt } from './jwt.js';
import { directive, kubernetesSecret, login, password, urlCredentials } from './password.js';
import { privateKey, puttyKey } from './private-key.js';
import { glued, placeholder, random } from './random.js';
import { service } from './service.js';
import { structure } from './structure.js';

/** Every kind of evidence by the name that a pattern asks for it. `placeholder` is asked for every pattern. */
export const EVIDENCE: Readonly<Record<string, Evidence>> = {
  assignment,
  'aws-account': awsAccountId,
  'base64-holds': base64Holds,
  'base64-json': base64Json,
  checksum,
  circumstance,
  directive,
  'docker-auth': dockerAuth,
  fixture,
  glued,
  jwt,
  /** Only what the prefix says; see `identify`. */
  kind: () => null,
  'kubernetes-secret': kubernetesSecret,
  login,
  'numeric-head': numericHead,
  password,
  placeholder,
  'private-key': privateKey,
  'putty-key': puttyKey,
  random,
  service,
  'signed-until': signedUntil,
  structure,
  tenant,
  'url-credentials': urlCredentials,
};

/** What spares most matches the rest, by the name of the evidence. */
export const REFUSALS: Readonly<Record<string, Refusal>> = { assignment: isNoAssignment };
