import { expandTemplate } from '../src/rule/template.js';
import { baseLayer } from './base.js';
import type { ImageRecipe, Plant, SampleImage } from './sample.js';

function recipeFor(platform: ImageRecipe['platform'], seed: number): ImageRecipe {
  const value = expandTemplate('ghp_{base62:30}{crc32:github}', seed);
  const plants: readonly Plant[] = [{ value, issuer: 'github', at: 'app/release.env', layer: 1, exposure: 'present' }];
  return {
    names: ['multi:1'],
    platform,
    config: { Env: ['PATH=/usr/bin'], Cmd: ['app'] },
    steps: [
      { createdBy: '/bin/sh -c #(nop) ADD file:base in / ', files: baseLayer },
      { createdBy: 'COPY release.env /app/ # buildkit', files: [{ path: 'app/' }, { path: 'app/release.env', content: `GITHUB_TOKEN=${value}\n` }] },
    ],
    plants,
  };
}

const images = [recipeFor({ os: 'linux', architecture: 'amd64' }, 301), recipeFor({ os: 'linux', architecture: 'arm64', variant: 'v8' }, 302)];

/** One tag, two platforms, another secret in each. */
export const multiPlatform: SampleImage = {
  name: 'multi-platform',
  description: 'One name for linux/amd64 and linux/arm64/v8, with a different secret in each.',
  images,
  plants: images.flatMap((image) => image.plants),
};
