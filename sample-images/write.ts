import { writeDocker25Archive, writeDockerArchive, writePodmanArchive } from './write-docker.js';
import { writeOciArchive, writeOciLayout } from './write-oci.js';
import type { SampleImage } from './sample.js';

/** A form in which a sample can be stored, with the transport that reads it. */
export interface SampleForm {
  readonly name: string;
  readonly transport: 'docker-archive' | 'oci-archive' | 'oci';
  /** Writes to a path: a file, or for `oci` a directory. */
  write(sample: SampleImage, path: string): Promise<void>;
}

/** Every form; the same sample in each must give the same findings. */
export const sampleForms: readonly SampleForm[] = [
  { name: 'docker', transport: 'docker-archive', write: writeDockerArchive },
  { name: 'docker-25', transport: 'docker-archive', write: writeDocker25Archive },
  { name: 'podman', transport: 'docker-archive', write: writePodmanArchive },
  { name: 'oci', transport: 'oci', write: writeOciLayout },
  { name: 'oci-archive', transport: 'oci-archive', write: writeOciArchive },
];
