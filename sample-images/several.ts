import { expandTemplate } from '../src/rule/template.js';
import { baseLayer } from './base.js';
import type { ImageRecipe, SampleImage, SampleStep } from './sample.js';

const shared = expandTemplate('ghp_{base62:30}{crc32:github}', 201);
const ofWorker = expandTemplate('npm_{base62:30}{crc32:github}', 202);

const base: SampleStep = { createdBy: '/bin/sh -c #(nop) ADD file:base in / ', files: baseLayer };
const common: SampleStep = {
  createdBy: 'COPY common /opt/common # buildkit',
  files: [{ path: 'opt/' }, { path: 'opt/common/' }, { path: 'opt/common/release.env', content: `GITHUB_TOKEN=${shared}\n` }],
};
/** The same bytes under two steps of one image: archives store them once. */
const repeated: SampleStep = { createdBy: 'RUN /bin/sh -c touch /tmp/ready # buildkit', files: [{ path: 'tmp/' }, { path: 'tmp/ready', content: '' }] };
const ofShared = { value: shared, issuer: 'github', at: 'opt/common/release.env', layer: 1, exposure: 'present' } as const;

const app: ImageRecipe = {
  names: ['app:1', 'app:latest'],
  platform: { os: 'linux', architecture: 'amd64' },
  config: { Env: ['PATH=/usr/bin'], Cmd: ['app'] },
  steps: [base, common, repeated, repeated],
  plants: [ofShared],
};

const worker: ImageRecipe = {
  names: ['worker:1'],
  platform: { os: 'linux', architecture: 'amd64' },
  config: { Env: ['PATH=/usr/bin'], Cmd: ['worker'] },
  steps: [
    base,
    common,
    {
      createdBy: 'COPY .npmrc /worker/.npmrc # buildkit',
      files: [{ path: 'worker/' }, { path: 'worker/.npmrc', content: `//registry.npmjs.org/:_authToken=${ofWorker}\n` }],
    },
  ],
  plants: [ofShared, { value: ofWorker, issuer: 'npm', at: 'worker/.npmrc', layer: 2, exposure: 'present' }],
};

/** Two images in one archive on the same layers. */
export const several: SampleImage = {
  name: 'several',
  description: 'Two images in one archive that share layers, one of them with two tags and with a layer that comes twice.',
  images: [app, worker],
  plants: [...app.plants, ...worker.plants],
};
