import { LayerlintError } from '../../model/error.js';
import { isLoopback } from '../../source/registry/address.js';
import type { Registry } from '../../source/registry/connect.js';
import type { Credentials } from '../../source/registry/credentials.js';
import { Repository } from '../../source/registry/repository.js';

/**
 * An interface beside a registry, asked with one header from the start. Without TLS a header is sent to this machine only.
 * Refusals are told with the hint.
 */
export function connectApi(registry: Registry, url: URL, header: string | null, hint: string): Repository {
  const refused = (): Promise<LayerlintError> => Promise.resolve(new LayerlintError('unauthorized', `${url.host} does not list the repositories to us.`, { hint }));
  const signIn = {
    header: isSafe(url) ? header : null,
    isAnonymous: header === null,
    meet: async () => {
      throw await refused();
    },
    refused,
  };
  return new Repository(url.host, '', { candidates: [url], found: new URL('/', url) }, registry.transport, signIn, registry.timing);
}

/** True where credentials may be sent: with TLS, and without it to this machine only. */
export function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || isLoopback(url.hostname);
}

/** `Bearer` with what `docker login` keeps as the password, which for these services is a token. */
export function bearerOf(credentials: Credentials | null): string | null {
  if (credentials === null) return null;
  return `Bearer ${credentials.kind === 'password' ? credentials.password : credentials.token}`;
}

export function basicOf(credentials: Credentials | null): string | null {
  return credentials?.kind === 'password' ? `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}` : null;
}

/** ISO 8601 from what a list says, in text or in milliseconds; null for anything else. */
export function dateText(value: unknown): string | null {
  const date = typeof value === 'number' ? value : typeof value === 'string' ? (/^\d{12,}$/.test(value) ? Number(value) : Date.parse(value)) : NaN;
  return Number.isFinite(date) && Math.abs(date) < 8e15 ? new Date(date).toISOString() : null;
}
