import { expandTemplate } from '../src/rule/template.js';
import { baseLayer } from './base.js';
import { zipStored } from './encode.js';
import type { ImageRecipe, SampleImage } from './sample.js';

const GITHUB = 'ghp_{base62:30}{crc32:github}';
const NPM = 'npm_{base62:30}{crc32:github}';

const deleted = expandTemplate(NPM, 101);
const overwritten = expandTemplate(GITHUB, 102);
const opaque = expandTemplate(GITHUB, 103);
const classicArgument = expandTemplate(NPM, 104);
const buildkitArgument = expandTemplate(GITHUB, 105);
const inEnv = expandTemplate(GITHUB, 106);
const inLabel = expandTemplate(NPM, 107);
const inZstd = expandTemplate(GITHUB, 108);
const key = expandTemplate('{pem:rsa}', 109);
const inWhiteout = expandTemplate(NPM, 110);
const inUtf16 = expandTemplate(GITHUB, 111);
const inCommand = expandTemplate('{pass:20}', 112);
const inJar = expandTemplate(GITHUB, 113);

const recipe: ImageRecipe = {
  names: ['leaky:1'],
  platform: { os: 'linux', architecture: 'amd64' },
  config: {
    Env: ['PATH=/usr/local/bin:/usr/bin:/bin', `GITHUB_TOKEN=${inEnv}`, 'SESSION_SECRET_FILE=/run/secrets/session'],
    Labels: { 'org.opencontainers.image.title': 'leaky', 'com.example.publish': inLabel },
    Cmd: ['/bin/sh', '-c', `exec app --database postgres://app:${inCommand}@db.internal/app`],
    WorkingDir: '/app',
  },
  steps: [
    { createdBy: '/bin/sh -c #(nop) ADD file:base in / ', files: baseLayer },
    { createdBy: '/bin/sh -c #(nop)  ARG NPM_TOKEN' },
    {
      createdBy: '/bin/sh -c #(nop) COPY file:npmrc in /root/.npmrc ',
      files: [{ path: 'root/' }, { path: 'root/.npmrc', content: `//registry.npmjs.org/:_authToken=${deleted}\n` }],
    },
    {
      createdBy: `|1 NPM_TOKEN=${classicArgument} /bin/sh -c npm ci && rm /root/.npmrc`,
      files: [
        { path: 'root/' },
        { path: 'root/.wh..npmrc', content: '' },
        { path: 'app/' },
        { path: 'app/config/' },
        { path: 'app/config/settings.ini', content: `[github]\ntoken = ${overwritten}\n` },
        { path: 'srv/' },
        { path: 'srv/old/' },
        { path: 'srv/old/deploy.env', content: `DEPLOY_TOKEN=${opaque}\n` },
      ],
    },
    {
      createdBy: 'COPY settings.ini /app/config/settings.ini # buildkit',
      comment: 'buildkit.dockerfile.v0',
      compression: 'none',
      files: [{ path: 'app/' }, { path: 'app/config/' }, { path: 'app/config/settings.ini', content: '[github]\ntoken_file = /run/secrets/github\n' }],
    },
    {
      createdBy: `RUN |1 GITHUB_TOKEN=${buildkitArgument} /bin/sh -c rm -rf /srv/old && mkdir /srv/old # buildkit`,
      comment: 'buildkit.dockerfile.v0',
      compression: 'zstd',
      files: [
        { path: 'srv/' },
        { path: 'srv/old/' },
        { path: 'srv/old/.wh..wh..opq', content: '' },
        { path: 'var/' },
        { path: 'var/cache/' },
        { path: 'var/cache/release.json', content: JSON.stringify({ release: { token: inZstd } }) },
      ],
    },
    {
      createdBy: 'COPY . /opt # buildkit',
      comment: 'buildkit.dockerfile.v0',
      files: [
        { path: 'opt/' },
        { path: 'opt/deploy_key', content: key },
        { path: 'opt/deploy_key.bak', link: { type: 'link', target: 'opt/deploy_key' } },
        { path: 'opt/.wh.backup', content: `_authToken=${inWhiteout}\n` },
        { path: 'opt/settings.reg', content: Buffer.from(`\ufeffWindows Registry Editor Version 5.00\r\n"GITHUB_TOKEN"="${inUtf16}"\r\n`, 'utf16le') },
        {
          path: 'opt/app.jar',
          content: zipStored([
            { path: 'META-INF/MANIFEST.MF', content: 'Manifest-Version: 1.0\n' },
            { path: 'lib/client.jar', content: zipStored([{ path: 'client.properties', content: `github.token=${inJar}\n` }]) },
          ]),
        },
      ],
    },
    { createdBy: 'CMD ["/bin/sh"]', comment: 'buildkit.dockerfile.v0' },
  ],
  plants: [
    { value: inEnv, issuer: 'github', at: '/config/Env/1', layer: null, exposure: 'metadata' },
    { value: inLabel, issuer: 'npm', at: '/config/Labels/com.example.publish', layer: null, exposure: 'metadata' },
    { value: inCommand, issuer: 'postgres', at: '/config/Cmd/2', layer: null, exposure: 'metadata' },
    { value: classicArgument, issuer: 'npm', at: '/history/3/created_by', layer: null, exposure: 'metadata' },
    { value: buildkitArgument, issuer: 'github', at: '/history/5/created_by', layer: null, exposure: 'metadata' },
    { value: deleted, issuer: 'npm', at: 'root/.npmrc', layer: 1, exposure: 'recoverable', hiddenByLayer: 2 },
    { value: overwritten, issuer: 'github', at: 'app/config/settings.ini', layer: 2, exposure: 'recoverable', hiddenByLayer: 3 },
    { value: opaque, issuer: 'github', at: 'srv/old/deploy.env', layer: 2, exposure: 'recoverable', hiddenByLayer: 4 },
    { value: inZstd, issuer: 'github', at: 'var/cache/release.json', layer: 4, exposure: 'present' },
    { value: key, issuer: 'private-key', at: 'opt/deploy_key', layer: 5, exposure: 'present' },
    { value: inWhiteout, issuer: 'npm', at: 'opt/.wh.backup', layer: 5, exposure: 'either' },
    { value: inUtf16, issuer: 'github', at: 'opt/settings.reg', layer: 5, exposure: 'present' },
    { value: inJar, issuer: 'github', at: 'opt/app.jar', layer: 5, exposure: 'present' },
  ],
};

/** A secret in each tricky place of one image. */
export const leaky: SampleImage = {
  name: 'leaky',
  description: 'Secrets deleted later, overwritten, under an opaque directory, in build arguments, Env, Label, Cmd, a zstd layer, a key with a hard link, a whiteout with bytes, a UTF-16 file, a jar in a jar.',
  images: [recipe],
  plants: recipe.plants,
};
