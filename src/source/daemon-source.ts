import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { LayerlintError } from '../model/error.js';
import { connect, findEndpoints } from './daemon-endpoint.js';
import type { Endpoint } from './daemon-endpoint.js';
import { asRecord, asText } from './json.js';
import { isNamed } from './names.js';
import { openPassingImages } from './one-pass.js';
import type { OpenedImages, OpenOptions, Refusal, Source } from './source.js';

/** Names, identifiers and digests as a daemon takes them; nothing that could change the meaning of a URL. */
const IMAGE_NAME = /^[A-Za-z0-9](?:[\w.:@-]|\/(?=[\w]))*$/;

/** A daemon that has the image, and the name under which it will save it. */
interface Located {
  readonly docker: Docker;
  readonly endpoint: Endpoint;
  readonly savedName: string;
  readonly names: readonly string[];
}

/** A container engine's images, `docker-daemon:NAME` or a bare name: Docker's socket or DOCKER_HOST, and Podman's sockets. */
export const daemonSource: Source = {
  name: 'container engine',
  transports: ['docker-daemon'],

  async open(_transport, rest, options) {
    const located = await locate(rest);
    if ('refusal' in located) {
      throw located.reached
        ? new LayerlintError('not-found', `No container engine has the image \`${rest}\`: ${located.refusal}.`, { hint: `List what it has with \`docker images\`, or pull it: \`docker pull ${rest}\`.` })
        : new LayerlintError('daemon-unreachable', `No container engine answers: ${located.refusal}.`, {
            hint: 'Start Docker or Podman, or set DOCKER_HOST; or save the image to a file and scan that: `docker save -o image.tar NAME`.',
          });
    }
    return openLocated(rest, located, options);
  },

  async look<T>(reference: string, options: OpenOptions<T>): Promise<OpenedImages<T> | Refusal> {
    const located = await locate(reference);
    return 'refusal' in located ? { refusal: located.refusal } : openLocated(reference, located, options);
  },
};

async function openLocated<T>(name: string, located: Located, options: OpenOptions<T>): Promise<OpenedImages<T>> {
  const { docker, endpoint, savedName } = located;
  const save = async (): Promise<Readable> => {
    try {
      return (await docker.getImage(savedName).get()) as Readable;
    } catch (cause) {
      throw new LayerlintError('unreadable', `${endpoint.name} does not save \`${savedName}\` (${reasonOf(cause)}).`, { hint: 'Try `docker save` by hand; the engine says more in its log.', cause });
    }
  };
  const medium = { place: `\`${savedName}\` of ${endpoint.name}`, stream: await save(), again: save };
  const request = { referTo: () => `docker-daemon:${name}`, selector: '', platform: options.platform };
  const opened = await openPassingImages(medium, 'any', request, options);
  const images = opened.images.map((image) => ({ ...image, names: [...new Set([...image.names, ...located.names])] }));
  return { ...opened, images };
}

/** The first engine that has the image. Podman keeps local images under `localhost/`, which its users leave out. */
async function locate(name: string): Promise<Located | (Refusal & { readonly reached: boolean })> {
  if (!IMAGE_NAME.test(name) || name.includes('..')) return { refusal: `\`${name}\` is not an image name`, reached: true };
  const reasons: string[] = [];
  let reached = false;
  for (const endpoint of findEndpoints()) {
    const connected = await connect(endpoint);
    if ('refusal' in connected) {
      reasons.push(`${endpoint.name}: ${connected.refusal}`);
      continue;
    }
    reached = true;
    for (const candidate of [name, `localhost/${name}`]) {
      try {
        const { RepoTags } = await connected.docker.getImage(candidate).inspect();
        const names: readonly string[] = RepoTags ?? [];
        // A name without tag would save every tag of the repository.
        const savedName = names.find((tag) => isNamed(tag, candidate)) ?? candidate;
        return { docker: connected.docker, endpoint, savedName, names };
      } catch (error) {
        if ((error as { statusCode?: number }).statusCode !== 404) {
          reasons.push(`${endpoint.name}: ${reasonOf(error)}`);
          break;
        }
        if (candidate !== name) reasons.push(`${endpoint.name} has no such image`);
      }
    }
  }
  return { refusal: reasons.join('; '), reached };
}

/** An engine's own words are cut: it may answer with anything. */
const LONGEST_REASON = 300;

function reasonOf(error: unknown): string {
  const { code, statusCode, json, message } = error as { code?: string; statusCode?: number; json?: unknown; message?: string };
  if (code !== undefined) return code;
  const said = asText(asRecord(json)['message']) || (message ?? 'unknown reason');
  return `${statusCode === undefined ? '' : `HTTP ${statusCode}: `}${said.slice(0, LONGEST_REASON)}`;
}
