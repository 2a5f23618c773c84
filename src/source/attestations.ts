import { LayerlintError } from '../model/error.js';
import type { Attestation, Descriptor } from '../model/image.js';
import type { Notice } from '../model/notice.js';
import type { Blobs } from './blobs.js';
import { CONFIG_LIMIT, noticeOf, readDocument } from './config-document.js';
import { blobName } from './digest.js';
import type { StoredLayer } from './found-image.js';
import { imageNotice } from './found-image.js';
import type { LoadedManifest } from './oci-manifest.js';
import { fileNameOf } from './oci-manifest.js';

/** A builder writes a handful for each image, and signers some more; a longer list was made to keep a reader busy. */
const MOST_STATEMENTS = 64;
/** A manifest with nothing to say but what it carries is no statement itself. */
const CARRIES = 'in-toto.io/predicate-type';
/** `{}`, the config of those who have none. */
const EMPTY_CONFIG = 2;

/** The statements about one manifest, and what of them could not be read. */
export interface FoundAttestations {
  readonly attestations: readonly Attestation[];
  /** What is no JSON, or too much of it to be parsed. */
  readonly attached: readonly StoredLayer[];
  readonly notices: readonly Notice[];
}

/**
 * Reads the statements that manifests about an image carry: in-toto attestations, SBOMs, signatures. What such a manifest
 * says itself (its annotations, its config) is a statement too.
 * https://docs.docker.com/build/metadata/attestations/attestation-storage/
 */
export async function readAttestations(blobs: Blobs, manifests: readonly Descriptor[], load: (descriptor: Descriptor) => Promise<LoadedManifest>): Promise<FoundAttestations> {
  const attestations: Attestation[] = [];
  const attached: StoredLayer[] = [];
  const notices: Notice[] = [];
  for (const descriptor of manifests) {
    try {
      const { document, config, layers, annotations, notices: found } = await load(descriptor);
      notices.push(...found);
      const said = [annotations, ...layers.map((layer) => layer.descriptor.annotations ?? {})].flatMap((each) => Object.keys(each));
      if (said.some((key) => key !== CARRIES)) attestations.push({ predicateType: '', statement: document });
      if (config !== null && config.descriptor.size > EMPTY_CONFIG) attestations.push({ predicateType: '', statement: config });
      for (const layer of layers) {
        if (attestations.length + attached.length >= MOST_STATEMENTS) {
          notices.push(imageNotice('limit-reached', `The image has more than ${MOST_STATEMENTS} attestations; the rest was not read.`));
          return { attestations, attached, notices };
        }
        if (layer.absent !== null) continue;
        const statement = await readStatement(blobs, layer, notices);
        if (statement === null) attached.push({ ...layer, fileName: fileNameOf(layer.descriptor) });
        else attestations.push(statement);
      }
    } catch (error) {
      notices.push(noticeOf(error));
    }
  }
  return { attestations, attached, notices };
}

/** Null where it is to be read as a file. */
async function readStatement(blobs: Blobs, { descriptor }: StoredLayer, notices: Notice[]): Promise<Attestation | null> {
  const { mediaType, digest, size, annotations } = descriptor;
  if (!/\bjson$/.test(mediaType) || size > CONFIG_LIMIT) return null;
  const name = blobName(digest) ?? '';
  try {
    const read = readDocument(await blobs.readSmall(name, CONFIG_LIMIT), { mediaType, digest, what: `The attestation \`${name}\` in ${blobs.place}` });
    notices.push(...read.notices);
    return { predicateType: annotations?.[CARRIES] ?? '', statement: read.document };
  } catch (error) {
    if (!(error instanceof LayerlintError) || (error.code !== 'damaged' && error.code !== 'limit-exceeded')) throw error;
    return null;
  }
}
