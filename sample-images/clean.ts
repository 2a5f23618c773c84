import { baseLayer } from './base.js';
import type { ImageRecipe, SampleImage } from './sample.js';

const recipe: ImageRecipe = {
  names: ['clean:1'],
  platform: { os: 'linux', architecture: 'amd64' },
  config: {
    Env: ['PATH=/usr/local/bin:/usr/bin:/bin', 'NODE_ENV=production', 'DATABASE_PASSWORD_FILE=/run/secrets/database'],
    Labels: { 'org.opencontainers.image.title': 'clean' },
    Cmd: ['node', 'server.js'],
    WorkingDir: '/app',
  },
  steps: [
    { createdBy: '/bin/sh -c #(nop) ADD file:base in / ', files: baseLayer },
    { createdBy: 'ENV NODE_ENV=production', comment: 'buildkit.dockerfile.v0' },
    {
      createdBy: 'COPY . /app # buildkit',
      comment: 'buildkit.dockerfile.v0',
      files: [
        { path: 'app/' },
        { path: 'app/.env.example', content: 'GITHUB_TOKEN=\nDATABASE_PASSWORD=changeme\n' },
        { path: 'app/server.js', content: "const password = readFileSync(process.env.DATABASE_PASSWORD_FILE, 'utf8');\n" },
      ],
    },
    { createdBy: 'RUN /bin/sh -c npm ci # buildkit', comment: 'buildkit.dockerfile.v0', files: [{ path: 'app/' }, { path: 'app/package.json', content: '{ "name": "clean" }\n' }] },
    { createdBy: 'CMD ["node" "server.js"]', comment: 'buildkit.dockerfile.v0' },
  ],
  plants: [],
};

/** An image that does it right. */
export const clean: SampleImage = {
  name: 'clean',
  description: 'No secret: values come from /run/secrets, examples are placeholders.',
  images: [recipe],
  plants: [],
};
