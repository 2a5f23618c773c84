import { createHash, createHmac } from 'node:crypto';
import { LayerlintError, type ErrorCode, ERROR_CODES } from '../../model/error.js';
import { parseDigest } from '../../source/digest.js';
import { parseImageName } from '../../source/registry/image-name.js';

/** What a worker has to know of a layer; how to sign in at the registry it knows itself. */
export interface LayerJob {
  readonly host: string;
  readonly repository: string;
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  readonly fileName: string | null;
}

/**
 * The queue of one registry for one set of rules and one salt: a worker with others never sees its jobs, and so never gives an
 * answer of the wrong kind. `reports` is `reportKey` of the rules.
 */
export function queueName(host: string, reports: string, salt: string): string {
  const kind = createHmac('sha256', salt).update(`layerlint queue\0${host}\0${reports}`).digest('hex').slice(0, 16);
  return `layerlint-${host.replace(/[^A-Za-z0-9.-]/g, '_')}-${kind}`;
}

/** Equal for equal work, so that what is queued twice is done once. BullMQ takes no colon in it. */
export function jobId({ digest, fileName }: Pick<LayerJob, 'digest' | 'fileName'>): string {
  const name = fileName === null ? '' : `-${createHash('sha256').update(fileName).digest('hex').slice(0, 32)}`;
  return `${digest.replace(':', '-')}${name}`;
}

/** Whatever stands in a queue is looked at before it becomes part of an address. Null for what is no job for this host. */
export function parseJob(value: unknown, host: string): LayerJob | null {
  if (typeof value !== 'object' || value === null) return null;
  const { host: own, repository, digest, size, mediaType, fileName } = value as Readonly<Record<string, unknown>>;
  if (own !== host || typeof repository !== 'string' || typeof digest !== 'string' || typeof mediaType !== 'string') return null;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0 || (fileName !== null && typeof fileName !== 'string')) return null;
  if (parseDigest(digest) === null || parseImageName(`${host}/${repository}`)?.repository !== repository) return null;
  return { host, repository, digest, size, mediaType, fileName };
}

/** An error on its way through a queue, which carries one text. */
export function packError({ code, message }: LayerlintError): string {
  return JSON.stringify({ code, message });
}

/** The error again; what another program wrote there is not repeated. */
export function unpackError(text: string): LayerlintError {
  try {
    const { code, message } = JSON.parse(text) as { readonly code?: unknown; readonly message?: unknown };
    if (ERROR_CODES.some((one) => one === code) && typeof message === 'string') return new LayerlintError(code as ErrorCode, message);
  } catch {
    // Said below.
  }
  return new LayerlintError('internal', /stalled/.test(text) ? 'Every worker that took the layer was lost before it was done.' : 'A worker failed for a reason that it did not tell.', { hint: 'Look at what the workers say.' });
}
