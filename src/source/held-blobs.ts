import { LayerlintError } from '../model/error.js';
import { parseDigest } from './digest.js';
import { connectRepository } from './registry/connect.js';
import { parseImageName } from './registry/image-name.js';
import type { RegistryOptions } from './registry/options.js';
import { TIMING } from './registry/timing.js';
import { discard } from './registry/transport.js';

/** What one repository of a registry already holds. */
export interface HeldBlobs {
  /** True when nobody would have to push the blob. Asks for each digest once. Throws `unauthorized`, `registry-unreachable`. */
  has(digest: string): Promise<boolean>;
  close(): void;
}

/** Opens the repository `[docker://]HOST/NAME`; a tag changes nothing, since blobs belong to the repository. Throws `usage`. */
export async function openHeldBlobs(reference: string, options: RegistryOptions = {}): Promise<HeldBlobs> {
  const name = parseImageName(reference.replace(/^docker:\/\//, ''));
  if (name === null) throw new LayerlintError('usage', `\`${reference}\` names no repository of a registry.`, { hint: 'Write it as `HOST/NAME`.' });
  const repository = await connectRepository(name, options, process.env, TIMING);
  const answers = new Map<string, Promise<boolean>>();
  const ask = async (digest: string): Promise<boolean> => {
    const answer = await repository.ask('blobs', digest, { method: 'HEAD' });
    discard(answer.body);
    return answer.status === 200;
  };
  return {
    has(digest) {
      if (parseDigest(digest) === null) return Promise.resolve(false);
      const known = answers.get(digest) ?? ask(digest);
      answers.set(digest, known);
      return known;
    },
    close: () => repository.close(),
  };
}
