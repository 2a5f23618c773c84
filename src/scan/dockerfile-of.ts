import type { Image } from '../model/image.js';
import { valueAt } from './json-pointer.js';

/** What an image tells of the Dockerfile that it was built from. */
export interface DockerfileClue {
  readonly path: string;
  /** The whole text, where the image holds it; else it has to be looked for. */
  readonly text: Buffer | null;
  /** Who says so, as `its provenance`. */
  readonly by: string;
}

/** Of a name that no builder took. */
const USUAL_NAMES = ['Dockerfile', 'Containerfile'];
/** https://web.archive.org/web/2019/http://label-schema.org/rc1/ */
const LABEL = '/config/Labels/org.label-schema.docker.dockerfile';

/** Where SLSA 0.2 and 1 have the same things. https://docs.docker.com/build/metadata/attestations/slsa-definitions/ */
const BUILDKIT = ['/predicate/metadata/https:~1~1mobyproject.org~1buildkit@v1#metadata', '/predicate/runDetails/metadata/buildkit_metadata', '/predicate/runDetails/metadata/https:~1~1mobyproject.org~1buildkit@v1#metadata'];
const ENTRY_POINTS = ['/predicate/invocation/configSource/entryPoint', '/predicate/buildDefinition/externalParameters/configSource/path'];

/** Best first: the text itself, then what a label or the provenance name, then the usual names. */
export function findClues(image: Image): readonly DockerfileClue[] {
  const clues: DockerfileClue[] = [];
  for (const { statement } of image.attestations) {
    for (const buildkit of BUILDKIT) {
      const folder = textAt(statement.value, `${buildkit}/vcs/localdir:dockerfile`);
      const infos = valueAt(statement.value, `${buildkit}/source/infos`);
      for (const info of Array.isArray(infos) ? infos : []) {
        const [name, data] = [textAt(info, '/filename'), textAt(info, '/data')];
        if (name !== '' && data !== '' && /^(?:dockerfile)?$/i.test(textAt(info, '/language'))) clues.push({ path: joinPath(folder, name), text: Buffer.from(data, 'base64'), by: 'its provenance' });
      }
    }
  }
  for (const { statement } of image.attestations) {
    const folder = BUILDKIT.map((buildkit) => textAt(statement.value, `${buildkit}/vcs/localdir:dockerfile`)).find((one) => one !== '') ?? '';
    for (const pointer of ENTRY_POINTS) {
      const name = textAt(statement.value, pointer);
      if (name !== '') clues.push({ path: joinPath(folder, name), text: null, by: 'its provenance' });
    }
  }
  const labelled = textAt(image.config?.value, LABEL);
  if (labelled !== '') clues.push({ path: joinPath('', labelled), text: null, by: 'its label `org.label-schema.docker.dockerfile`' });
  return [...clues, ...USUAL_NAMES.map((path) => ({ path, text: null, by: '' }))];
}

function textAt(value: unknown, pointer: string): string {
  const found = valueAt(value, pointer);
  return typeof found === 'string' ? found : '';
}

/** `./docker` and `Dockerfile` make `docker/Dockerfile`; what is absolute in a container is relative here. */
function joinPath(folder: string, name: string): string {
  return `${folder}/${name}`
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}
