import { LayerlintError } from '../model/error.js';
import { archiveSource } from './archive-source.js';
import { copiedSource } from './copied-source.js';
import { directorySource } from './directory-source.js';
import { ociSource } from './oci-source.js';
import { groupReasons } from './reasons.js';
import type { OpenedImages, Opener, OpenOptions, Source } from './source.js';
import { stdinSource } from './stdin-source.js';

export type { RegistryOptions } from './registry/options.js';
export type { OpenedImages, OpenOptions } from './source.js';

const daemonSource = onDemand('container engine', ['docker-daemon'], async () => (await import('./daemon-source.js')).daemonOpener);
const registrySource = onDemand('registry', ['docker'], async () => (await import('./registry-source.js')).registryOpener);

/** Tried in this order where a reference names no transport. */
const SOURCES: readonly Source[] = [stdinSource, ociSource, archiveSource, copiedSource, directorySource, daemonSource, registrySource];

/**
 * Opens every image that a reference means: `docker-archive:`, `oci:`, `oci-archive:`, `docker-dir:`, `dir:`, `docker-daemon:`, `docker://`, `-`, or a
 * bare path or name, which is recognised by looking. Throws `unrecognised` when no door fits, with what each of them said.
 */
export async function openImages<T>(reference: string, options: OpenOptions<T> = {}): Promise<OpenedImages<T>> {
  if (reference === '') throw new LayerlintError('usage', 'The reference is empty.', { hint: 'Name an archive, a directory or an image.' });
  // `docker:27` is an image of that name.
  const transport = /^(docker(?=:\/\/)|(?!docker:)[a-z][a-z-]*):/.exec(reference)?.[1] ?? '';
  const named = SOURCES.find((source) => source.transports.includes(transport));
  if (named !== undefined) return named.open(transport, reference.slice(transport.length + 1), options);

  const refusals: [string, string][] = [];
  for (const source of SOURCES) {
    const found = await source.look(reference, options);
    if (!('refusal' in found)) return found;
    // Who writes no `-` needs no word on it.
    if (source !== stdinSource) refusals.push([source.name, found.refusal]);
  }
  throw new LayerlintError('unrecognised', `Nothing could be opened as \`${reference}\`. ${groupReasons(refusals).map((refusal) => `${refusal}.`).join(' ')}`, {
    hint: `Check the name, or say what it is: ${SOURCES.flatMap((source) => source.transports.map((each) => (each === 'docker' ? '`docker://`' : `\`${each}:\``))).join(', ')}.`,
  });
}

/** What needs the network's modules, which cost more than a small image takes: loaded when a reference comes to it. */
function onDemand(name: string, transports: readonly string[], load: () => Promise<Opener>): Source {
  return {
    name,
    transports,
    open: async (...request) => (await load()).open(...request),
    look: async (...request) => (await load()).look(...request),
  };
}
