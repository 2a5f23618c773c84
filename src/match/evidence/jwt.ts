import type { Evidence } from '../candidate.js';
import { isExample } from '../place.js';
import { fixture } from './circumstance.js';
import { RELEASED } from './released.js';

/** What a token is about, or who made it. */
const CLAIMS = ['iss', 'sub', 'aud', 'access', 'exp', 'iat', 'nbf', 'jti', 'scope', 'role', 'roles', 'email', 'id', 'user', 'username', 'uid', 'user_id', 'client_id', 'tid', 'azp', 'name', 'type', 'sid', 'org', 'ref'];

/** Of HS256, in base64url: no algorithm has a shorter one. */
const SHORTEST_SIGNATURE = 43;

const KUBERNETES = 'kubernetes/serviceaccount';

/** Reads header and payload of a JSON Web Token. https://www.rfc-editor.org/rfc/rfc7519 */
export const jwt: Evidence = (candidate, options) => {
  const { secret, path } = candidate;
  const token = /eyJ[\w-]*\.[\w-]+\.[\w-]*/.exec(secret)?.[0] ?? secret;
  const [head, body, signature] = token.split('.');
  const header = readJson(head);
  const payload = readJson(body);
  if (!header || typeof header.alg !== 'string') return { confidence: 'low', discard: true, says: 'Its header does not decode.' };
  if (!payload && signature !== undefined) return { says: 'Its payload is not readable JSON.' };
  if (!payload || signature === undefined) return { confidence: 'low', severity: 'info', says: 'It has no signature: a part of a token, or one that opens nothing.' };
  if (signature !== '' && signature.length < SHORTEST_SIGNATURE) return { confidence: 'low', severity: 'low', says: 'What stands for its signature is too short to be one.' };
  if (/^none$/i.test(header.alg)) return { confidence: 'low', severity: 'low', says: 'It is unsigned (`alg: none`).' };
  if (payload.iat === 1516239022 || payload.sub === '1234567890' || payload.name === 'John Doe') {
    return { confidence: 'low', severity: 'info', says: "It is made of jwt.io's demonstration." };
  }
  const shown = fixture(candidate, options);
  if (shown?.severity === 'info') return shown;
  if (typeof payload.exp === 'number' && payload.exp < RELEASED) {
    return { confidence: 'low', severity: isExample(path) ? 'info' : 'low', says: 'It expired before 2026.' };
  }
  if (!CLAIMS.some((claim) => claim in payload)) return { confidence: 'low', severity: 'info', says: 'It names nobody and nothing, so it is likely an example.' };
  if (payload.role === 'anon') return { confidence: 'low', severity: 'info', says: 'It is the anonymous role, which every browser gets.' };
  if (payload.role === 'service_role') return { confidence: 'high', says: 'It is the service role, which passes every access rule.' };
  if (JSON.stringify(payload).includes(KUBERNETES)) return { confidence: 'high', says: 'It is the token of a Kubernetes service account.' };
  return { confidence: 'high', says: 'It decodes to what such a token holds.' };
};

function readJson(part: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
