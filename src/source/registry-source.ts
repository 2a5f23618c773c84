import { LayerlintError } from '../model/error.js';
import type { Platform } from '../model/image.js';
import { connectRepository } from './registry/connect.js';
import type { ImageName } from './registry/image-name.js';
import { parseImageName } from './registry/image-name.js';
import { readImages } from './registry/images.js';
import type { Door } from './registry/mirrors.js';
import { findDoors } from './registry/mirrors.js';
import type { RegistryOptions } from './registry/options.js';
import type { Environment } from './registry/proxy.js';
import type { Repository } from './registry/repository.js';
import type { Timing } from './registry/timing.js';
import { TIMING } from './registry/timing.js';
import type { OpenedImages, Opener, OpenOptions, Refusal } from './source.js';

/** A bare name that ends so is a file that is not there rather than an image that is. */
const FILE_NAME = /\.(?:tar|tgz|tzst|oci|zip|tar\.[a-z0-9]+|[a-z]*json)$/i;

/** Images of a registry, read without any daemon: `docker://[host[:port]/]name[:tag][@digest]`, or a bare name that no daemon has. */
export const registryOpener: Opener = {
  async open(_transport, rest, options) {
    const name = parseImageName(rest.replace(/^\/\//, ''));
    if (name === null) throw new LayerlintError('usage', `\`docker:${rest}\` names no image.`, { hint: 'Write it as `docker://host[:port]/name[:tag]`.' });
    return openRegistry(name, options);
  },

  async look<T>(reference: string, options: OpenOptions<T>): Promise<OpenedImages<T> | Refusal> {
    const name = parseImageName(reference);
    if (name === null) return { refusal: `\`${reference}\` is not an image name` };
    if (!name.hasHost && FILE_NAME.test(reference)) return { refusal: 'looks like a file, so no registry was asked' };
    try {
      return await openRegistry(name, options);
    } catch (error) {
      if (!(error instanceof LayerlintError) || !isRefusal(error, name)) throw error;
      return { refusal: error.message.replace(/\.$/, '') };
    }
  },
};

/**
 * Opens an image by its name, at the first place that has it: a mirror, or its own. Throws `unauthorized`,
 * `registry-unreachable`, `not-found`, `platform-not-found`, `damaged`, all of its own place.
 */
export async function openRegistry<T>(name: ImageName, options: OpenOptions<T>, env: Environment = process.env, timing: Timing = TIMING): Promise<OpenedImages<T>> {
  const registry = options.registry ?? {};
  const doors = await findDoors(name, registry, env);
  for (const [at, door] of doors.entries()) {
    try {
      return await openDoors(name, doors.slice(at), registry, { platform: options.platform, env, timing });
    } catch (error) {
      if (!door.isMirror || !(error instanceof LayerlintError)) throw error;
    }
  }
  throw new LayerlintError('internal', `There is no place for \`${name.repository}\`.`);
}

interface Circumstances {
  readonly platform: Platform | 'all' | undefined;
  readonly env: Environment;
  readonly timing: Timing;
}

/** Reads the image at the first of these doors, and asks the next for what that one has lost. */
async function openDoors<T>(name: ImageName, doors: readonly Door[], registry: RegistryOptions, { platform, env, timing }: Circumstances): Promise<OpenedImages<T>> {
  const connected: Repository[] = [];
  const connect = async (at: number): Promise<Repository> => {
    const door = doors[at]!;
    // What was given for one registry is for that one, wherever its images are to be had too.
    const own = door.name.host === name.host ? registry : withoutSignIn(registry);
    const repository = await connectRepository(door.name, door.insecure ? { ...own, insecure: true } : own, env, timing);
    connected.push(repository);
    let next: Promise<Repository> | null = null;
    if (at + 1 < doors.length) repository.fallBackTo(() => (next ??= connect(at + 1)));
    return repository;
  };
  const close = (): void => {
    for (const repository of connected) repository.close();
  };
  try {
    const images = await readImages(await connect(0), name, platform);
    return { images, seen: new Map(), close: () => Promise.resolve(close()) };
  } catch (error) {
    close();
    throw error;
  }
}

function withoutSignIn(registry: RegistryOptions): RegistryOptions {
  return Object.fromEntries(Object.entries(registry).filter(([key]) => key !== 'username' && key !== 'password'));
}

/** Where nobody said that it is an image of a registry, these say that it is none. */
function isRefusal(error: LayerlintError, name: ImageName): boolean {
  return error.code === 'not-found' || error.code === 'registry-unreachable' || (error.code === 'unauthorized' && !name.hasHost);
}
