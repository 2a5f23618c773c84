import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { LayerlintError } from '../model/error.js';
import { connect, findEndpoints } from './daemon-endpoint.js';
import type { Endpoint } from './daemon-endpoint.js';
import { asRecord, asText } from './json.js';
import { isNamed } from './names.js';
import { openPassingImages } from './one-pass.js';
import { groupReasons } from './reasons.js';
import type { OpenedImages, Opener, OpenOptions, Refusal } from './source.js';

/** Names, identifiers and digests as a daemon takes them; nothing that could change the meaning of a URL. */
const IMAGE_NAME = /^[A-Za-z0-9](?:[\w.:@-]|\/(?=[\w]))*$/;

/** A daemon that has the images, and the names under which it will save them. */
interface Located {
  readonly docker: Docker;
  readonly endpoint: Endpoint;
  readonly savedNames: readonly string[];
  /** Every tag that each of them goes by. */
  readonly names: readonly (readonly string[])[];
}

/**
 * A container engine's images, `docker-daemon:NAME[,NAME…]` or a bare name: those of DOCKER_HOST, of Docker's context or
 * sockets, and of Podman's. Several are saved in one stream, in which a layer that they share stands once.
 */
export const daemonOpener: Opener = {
  async open(_transport, rest, options) {
    const located = await locate(rest.split(','));
    if ('refusal' in located) {
      throw located.reached
        ? new LayerlintError('not-found', `No container engine has the image \`${rest}\`: ${located.refusal}.`, { hint: `List what it has with \`docker images\`, or pull it: \`docker pull ${rest.split(',')[0]!}\`.` })
        : new LayerlintError('daemon-unreachable', `No container engine answers: ${located.refusal}.`, {
            hint: 'Start Docker or Podman, or set DOCKER_HOST; or save the image to a file and scan that: `docker save -o image.tar NAME`.',
          });
    }
    return openLocated(rest, located, options);
  },

  async look<T>(reference: string, options: OpenOptions<T>): Promise<OpenedImages<T> | Refusal> {
    const located = await locate([reference]);
    return 'refusal' in located ? { refusal: located.refusal } : openLocated(reference, located, options);
  },
};

async function openLocated<T>(name: string, located: Located, options: OpenOptions<T>): Promise<OpenedImages<T>> {
  const { docker, endpoint, savedNames } = located;
  const what = savedNames.map((each) => `\`${each}\``).join(', ');
  const save = async (): Promise<Readable> => {
    try {
      return await saveImages(docker, savedNames);
    } catch (cause) {
      throw new LayerlintError('unreadable', `${endpoint.name} does not save ${what} (${reasonOf(cause)}).`, { hint: 'Try `docker save` by hand; the engine says more in its log.', cause });
    }
  };
  const medium = { place: `${what} of ${endpoint.name}`, pieces: await save(), again: save };
  const referTo = (label: string): string => `docker-daemon:${savedNames.length === 1 ? name : label.replace(/^:/, '')}`;
  const opened = await openPassingImages(medium, 'any', { referTo, selector: '', platform: options.platform }, options);
  const images = opened.images.map((image) => {
    const known = savedNames.length === 1 ? located.names[0]! : (located.names.find((names) => names.some((one) => image.names.includes(one))) ?? []);
    return { ...image, names: [...new Set([...image.names, ...known])] };
  });
  return { ...opened, images };
}

/** https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Image/operation/ImageGetAll */
function saveImages(docker: Docker, names: readonly string[]): Promise<Readable> {
  if (names.length === 1) return docker.getImage(names[0]!).get() as Promise<Readable>;
  // The client knows no call for it, and cuts the last character off a query.
  const path = `/images/get?${names.map((name) => `names=${encodeURIComponent(name)}`).join('&')}&`;
  const request = { path, method: 'GET', isStream: true, statusCodes: { 200: true, 400: 'bad request', 404: 'no such image', 500: 'server error' } };
  return new Promise((resolve, reject) => {
    docker.modem.dial(request, (error: unknown, stream: unknown) => (error ? reject(error as Error) : resolve(stream as Readable)));
  });
}

/** The first engine that has all of them. */
async function locate(wanted: readonly string[]): Promise<Located | (Refusal & { readonly reached: boolean })> {
  const odd = wanted.find((name) => !IMAGE_NAME.test(name) || name.includes('..'));
  if (odd !== undefined) return { refusal: `\`${odd}\` is not an image name`, reached: true };
  const reasons: [string, string][] = [];
  let reached = false;
  for (const endpoint of await findEndpoints()) {
    const connected = 'refusal' in endpoint ? endpoint : await connect(endpoint);
    if ('refusal' in connected || 'refusal' in endpoint) {
      reasons.push([endpoint.name, 'refusal' in connected ? connected.refusal : '']);
      continue;
    }
    reached = true;
    const found = [];
    for (const name of wanted) {
      const one = await inspect(connected.docker, name);
      if ('refusal' in one) {
        reasons.push([wanted.length > 1 ? `${endpoint.name}, \`${name}\`` : endpoint.name, one.refusal]);
        break;
      }
      found.push(one);
    }
    if (found.length === wanted.length) return { docker: connected.docker, endpoint, savedNames: found.map((one) => one.savedName), names: found.map((one) => one.names) };
  }
  return { refusal: groupReasons(reasons).join('; '), reached };
}

/** Podman keeps local images under `localhost/`, which its users leave out. */
async function inspect(docker: Docker, name: string): Promise<{ readonly savedName: string; readonly names: readonly string[] } | Refusal> {
  for (const candidate of [name, `localhost/${name}`]) {
    try {
      const { RepoTags } = await docker.getImage(candidate).inspect();
      const names: readonly string[] = RepoTags ?? [];
      // A name without tag would save every tag of the repository.
      return { savedName: names.find((tag) => isNamed(tag, candidate)) ?? candidate, names };
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode !== 404) return { refusal: reasonOf(error) };
    }
  }
  return { refusal: 'has no such image' };
}

/** An engine's own words are cut: it may answer with anything. */
const LONGEST_REASON = 300;

function reasonOf(error: unknown): string {
  const { code, statusCode, json, message } = error as { code?: string; statusCode?: number; json?: unknown; message?: string };
  if (code !== undefined) return code;
  const said = asText(asRecord(json)['message']) || (message ?? 'unknown reason');
  return `${statusCode === undefined ? '' : `HTTP ${statusCode}: `}${said.slice(0, LONGEST_REASON)}`;
}
