import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expandTemplate } from '../src/rule/template.js';

/** The same values in every run, so that what the demo shows can be talked about. */
const SEED = 20;
/** Templates; under names, so that a scan of this project takes no template for a login. */
const PASSWORD = '{pass:18}';
const TOKEN = '{base62:24}';

/** A build context with the mistakes that are made most, and one step that does it right; values are templates. */
const files: Readonly<Record<string, readonly string[]>> = {
  Dockerfile: [
    '# syntax=docker/dockerfile:1',
    'FROM node:22-bookworm-slim AS build',
    'WORKDIR /app',
    'ARG NPM_TOKEN',
    'COPY package.json .npmrc ./',
    'RUN npm ci && rm .npmrc',
    'RUN --mount=type=secret,id=sentry,env=SENTRY_AUTH_TOKEN npm run upload-maps',
    '',
    'FROM node:22-bookworm-slim',
    'WORKDIR /app',
    'COPY --from=build /app/node_modules node_modules',
    'COPY . .',
    'ENV NODE_ENV=production',
    `ENV DATABASE_URL=postgres://app:${PASSWORD}@db.internal:5432/app`,
    'ENV SESSION_SECRET_FILE=/run/secrets/session',
    `ADD https://deploy:${TOKEN}@files.internal/geoip.tgz /app/data/`,
    'CMD ["node", "server.js"]',
  ],
  '.dockerignore': ['node_modules', '.git'],
  '.env': ['LOG_LEVEL=info', 'GITHUB_TOKEN=ghp_{base62:30}{crc32:github}'],
  '.npmrc': ['registry=https://registry.npmjs.org/', '//registry.npmjs.org/:_authToken=npm_{base62:30}{crc32:github}'],
  'package.json': ['{ "name": "shop", "private": true }'],
  'server.js': ["import { createServer } from 'node:http';", 'createServer((_request, response) => response.end()).listen(8080);'],
};

/** Writes the sample Dockerfile and its context into a directory that exists. */
export async function writeSampleContext(directory: string): Promise<void> {
  for (const [path, lines] of Object.entries(files)) {
    const target = join(directory, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, expandTemplate(`${lines.join('\n')}\n`, SEED));
  }
}
