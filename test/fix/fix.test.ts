import { describe, expect, test } from '@jest/globals';
import { expandTemplate } from '../../src/rule/template.js';
import { builtInRuleSet, fixText, type FixedDockerfile } from '../../src/index.js';

const fix = (template: string): Promise<FixedDockerfile> => fixText(Buffer.from(expandTemplate(template, 3)), 'Dockerfile', { rules: builtInRuleSet });
const after = (fixed: FixedDockerfile): string | null => fixed.changes.find(({ path }) => path === 'Dockerfile')?.after ?? null;
const SYNTAX = '# syntax=docker/dockerfile:1\n';
const env = (name: string, more = ''): string => `--mount=type=secret,id=${name.toLowerCase()},env=${name}${more}`;

/** [what, before, after] */
const SAFE: readonly (readonly [string, string, string])[] = [
  ['ARG in one RUN', 'FROM node\nARG NPM_TOKEN\nRUN NPM_CONFIG_TOKEN=$NPM_TOKEN npm ci\n', `${SYNTAX}FROM node\nRUN ${env('NPM_TOKEN')} NPM_CONFIG_TOKEN=$NPM_TOKEN npm ci\n`],
  ['ARG that a program reads by itself', 'FROM a\nARG AWS_SECRET_ACCESS_KEY\nRUN mkdir -p /x\nRUN aws s3 cp s3://b/x /x\n', `${SYNTAX}FROM a\nRUN mkdir -p /x\nRUN ${env('AWS_SECRET_ACCESS_KEY')} aws s3 cp s3://b/x /x\n`],
  ['ARG that nothing uses', 'FROM a\nARG API_TOKEN\nRUN mkdir x\n', 'FROM a\nRUN mkdir x\n'],
  ['a comment above stays', 'FROM a\n# who builds\nARG API_TOKEN\nARG VERSION=1\nRUN ./build "$API_TOKEN"\n', `${SYNTAX}FROM a\n# who builds\nARG VERSION=1\nRUN ${env('API_TOKEN')} ./build "$API_TOKEN"\n`],
  ['blank lines do not pile up', 'FROM a\n\nARG API_TOKEN\n\nRUN ./build\n', `${SYNTAX}FROM a\n\nRUN ${env('API_TOKEN')} ./build\n`],
  ['line ends stay', 'FROM a\r\nARG API_TOKEN\r\nRUN set -e; \\\r\n    ./build\r\n', `# syntax=docker/dockerfile:1\r\nFROM a\r\nRUN ${env('API_TOKEN')} \\\r\n    set -e; \\\r\n    ./build\r\n`],
  ['a RUN of several lines gets one more', 'FROM a\nARG API_TOKEN\nRUN a && \\\n  # why\n  b\n', `${SYNTAX}FROM a\nRUN ${env('API_TOKEN')} \\\n  a && \\\n  # why\n  b\n`],
  ['flags that are there keep their style', 'FROM a\nARG API_TOKEN\nRUN --mount=type=cache,target=/c \\\n  --network=none \\\n  ./b\n', `${SYNTAX}FROM a\nRUN --mount=type=cache,target=/c \\\n  --network=none \\\n  ${env('API_TOKEN')} \\\n  ./b\n`],
  ['one word of several', 'FROM a\nARG A=1 API_TOKEN B=2\nRUN ./b\n', `${SYNTAX}FROM a\nARG A=1 B=2\nRUN ${env('API_TOKEN')} ./b\n`],
  ['a heredoc', 'FROM a\nARG API_TOKEN\nRUN <<EOF\ncurl -H "Authorization: Bearer $API_TOKEN" https://example.com -o x\nEOF\n', `${SYNTAX}FROM a\nRUN ${env('API_TOKEN')} <<EOF\ncurl -H "Authorization: Bearer $API_TOKEN" https://example.com -o x\nEOF\n`],
  ['the exec form', 'FROM a\nARG API_TOKEN\nRUN ["./b", "x"]\n', `${SYNTAX}FROM a\nRUN ${env('API_TOKEN')} ["./b", "x"]\n`],
  ['global and in two stages', 'ARG API_TOKEN\nFROM a AS x\nARG API_TOKEN\nRUN ./b\nFROM x\nRUN ./c\n', `${SYNTAX}FROM a AS x\nRUN ${env('API_TOKEN')} ./b\nFROM x\nRUN ${env('API_TOKEN')} ./c\n`],
  ['ENV X=$X of a stage that is not shipped', 'FROM a AS x\nARG API_TOKEN\nENV API_TOKEN=$API_TOKEN A=1\nRUN ./b\nFROM s\n', `${SYNTAX}FROM a AS x\nENV A=1\nRUN ${env('API_TOKEN')} ./b\nFROM s\n`],
  ['a syntax line that is new enough', '#syntax=docker/dockerfile:1.10\nFROM a\nARG API_TOKEN\nRUN ./b\n', `#syntax=docker/dockerfile:1.10\nFROM a\nRUN ${env('API_TOKEN')} ./b\n`],
  ['a syntax line from before `env=`', '# syntax = docker/dockerfile:1.2\nFROM a\nARG API_TOKEN\nRUN ./b\n', '# syntax = docker/dockerfile:1.2\nFROM a\nRUN --mount=type=secret,id=api_token export API_TOKEN="$(cat /run/secrets/api_token)" && ./b\n'],
  ['the same as another user', '# syntax=docker/dockerfile:1.4\nFROM a\nUSER app\nARG API_TOKEN\nRUN ./b\n', '# syntax=docker/dockerfile:1.4\nFROM a\nUSER app\nRUN --mount=type=secret,id=api_token,mode=0444 export API_TOKEN="$(cat /run/secrets/api_token)" && ./b\n'],
  ['an escape directive', '# escape=\\\nFROM a\nARG API_TOKEN\nRUN ./b\n', `${SYNTAX}# escape=\\\nFROM a\nRUN ${env('API_TOKEN')} ./b\n`],
  ['a literal default', 'FROM a\nARG API_TOKEN={base62:32}\nRUN ./b $API_TOKEN\n', `${SYNTAX}FROM a\nRUN ${env('API_TOKEN', ',required=true')} ./b $API_TOKEN\n`],
  ['npm: the settings file names the variable', 'FROM node\nARG NPM_TOKEN\nRUN echo "//r/:_authToken=$NPM_TOKEN" > .npmrc\nRUN npm ci\nCMD ["node", "."]\n', `${SYNTAX}FROM node\nRUN echo "//r/:_authToken=\\\${NPM_TOKEN}" > .npmrc\nRUN ${env('NPM_TOKEN')} npm ci\nCMD ["node", "."]\n`],
  ['npm: written, used and removed in one RUN', 'FROM node\nARG NPM_TOKEN\nRUN echo "//r/:_authToken=$NPM_TOKEN" > .npmrc && npm ci && rm .npmrc\n', `${SYNTAX}FROM node\nRUN ${env('NPM_TOKEN')} echo "//r/:_authToken=$NPM_TOKEN" > .npmrc && npm ci && rm .npmrc\n`],
  ['a whole file in an ARG', 'FROM golang\nARG NETRC\nRUN echo "$NETRC" > ~/.netrc\nRUN go mod download\n', 'FROM golang\nRUN --mount=type=secret,id=netrc,target=/root/.netrc go mod download\n'],
  ['a key in an ARG', 'FROM a\nARG KEY\nRUN mkdir -p ~/.ssh && echo "$KEY" > ~/.ssh/id_rsa && chmod 600 ~/.ssh/id_rsa\nRUN git clone git@h:x\n', 'FROM a\nRUN mkdir -p ~/.ssh\nRUN --mount=type=secret,id=key,target=/root/.ssh/id_rsa git clone git@h:x\n'],
  ['COPY of .npmrc, removed later', 'FROM node\nWORKDIR /app\nCOPY package.json .npmrc ./\nRUN npm ci\nRUN rm -f .npmrc\nRUN ls\n', 'FROM node\nWORKDIR /app\nCOPY package.json ./\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm ci\nRUN ls\n'],
  ['COPY of .npmrc, removed in the same RUN', 'FROM node\nWORKDIR /app\nCOPY .npmrc .\nRUN npm ci \\\n  && rm -f .npmrc \\\n  && ls\n', 'FROM node\nWORKDIR /app\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc \\\n  npm ci \\\n  && ls\n'],
  ['COPY of .npmrc where the base image sets the folder', 'FROM node\nCOPY .npmrc ./\nRUN npm ci\n', 'FROM node\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci\n'],
  ['COPY in front, as another user', 'FROM node\nCOPY .npmrc /home/node/.npmrc\nUSER node\nRUN npm ci\n', 'FROM node\nUSER node\nRUN --mount=type=secret,id=npmrc,target=/home/node/.npmrc,mode=0444 npm ci\n'],
  ['yarn', 'FROM node\nCOPY .npmrc /root/.npmrc\nRUN yarn install\n', 'FROM node\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc yarn install\n'],
  ['pnpm', 'FROM node\nCOPY .npmrc /root/.npmrc\nRUN pnpm i\n', 'FROM node\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc pnpm i\n'],
  ['pip and netrc', 'FROM python\nCOPY .netrc /root/.netrc\nRUN pip install -r r.txt\n', 'FROM python\nRUN --mount=type=secret,id=netrc,target=/root/.netrc pip install -r r.txt\n'],
  ['pypirc', 'FROM python\nCOPY .pypirc /root/.pypirc\nRUN python setup.py upload\n', 'FROM python\nRUN --mount=type=secret,id=pypirc,target=/root/.pypirc python setup.py upload\n'],
  ['go and netrc', 'FROM golang:1\nCOPY .netrc /root/.netrc\nRUN go build ./...\n', 'FROM golang:1\nRUN --mount=type=secret,id=netrc,target=/root/.netrc go build ./...\n'],
  ['composer', 'FROM php\nCOPY auth.json /root/.composer/auth.json\nRUN composer install\n', 'FROM php\nRUN --mount=type=secret,id=composer,target=/root/.composer/auth.json composer install\n'],
  ['git', 'FROM a\nCOPY .git-credentials /root/.git-credentials\nRUN git clone https://h/x\n', 'FROM a\nRUN --mount=type=secret,id=git,target=/root/.git-credentials git clone https://h/x\n'],
  ['aws', 'FROM a\nCOPY .aws/credentials /root/.aws/credentials\nRUN aws s3 ls\n', 'FROM a\nRUN --mount=type=secret,id=aws,target=/root/.aws/credentials aws s3 ls\n'],
  ['bundler', 'FROM ruby\nCOPY .bundle/config /root/.bundle/config\nRUN bundle install\n', 'FROM ruby\nRUN --mount=type=secret,id=bundle,target=/root/.bundle/config bundle install\n'],
  ['maven', 'FROM maven\nCOPY settings.xml /root/.m2/settings.xml\nRUN mvn -B package\n', 'FROM maven\nRUN --mount=type=secret,id=maven,target=/root/.m2/settings.xml mvn -B package\n'],
  ['cargo', 'FROM rust\nCOPY .cargo/credentials.toml /usr/local/cargo/credentials.toml\nRUN cargo build\n', 'FROM rust\nRUN --mount=type=secret,id=cargo,target=/usr/local/cargo/credentials.toml cargo build\n'],
  ['gem', 'FROM ruby\nCOPY .gem/credentials /root/.gem/credentials\nRUN gem push x\n', 'FROM ruby\nRUN --mount=type=secret,id=gem,target=/root/.gem/credentials gem push x\n'],
  ['a setting of bundler', 'FROM ruby\nARG GEM_TOKEN\nRUN bundle config --global gems.my-co.com $GEM_TOKEN\nRUN bundle install\n', `${SYNTAX}FROM ruby\nRUN --mount=type=secret,id=gem_token,env=BUNDLE_GEMS__MY___CO__COM bundle install\n`],
  ['a setting of aws', 'FROM a\nARG KEY\nRUN aws configure set aws_secret_access_key $KEY && aws s3 ls\n', `${SYNTAX}FROM a\nRUN --mount=type=secret,id=key,env=AWS_SECRET_ACCESS_KEY aws s3 ls\n`],
  ['a login of cargo', 'FROM rust\nARG CARGO_TOKEN\nRUN cargo login $CARGO_TOKEN\nRUN cargo publish\n', `${SYNTAX}FROM rust\nRUN --mount=type=secret,id=cargo_token,env=CARGO_REGISTRY_TOKEN cargo publish\n`],
  ['a setting of poetry', 'FROM a\nARG T\nRUN poetry config pypi-token.my-repo "$T"\nRUN poetry publish\n', `${SYNTAX}FROM a\nRUN --mount=type=secret,id=t,env=POETRY_PYPI_TOKEN_MY_REPO poetry publish\n`],
  ['a setting of npm', 'FROM node\nARG T\nRUN npm config set //r/:_authToken $T\nRUN npm ci\n', `${SYNTAX}FROM node\nRUN ${env('T')} npm config set //r/:_authToken \\\${T}\nRUN ${env('T')} npm ci\n`],
  ['composer by itself', 'FROM php\nARG COMPOSER_AUTH\nRUN composer install\n', `${SYNTAX}FROM php\nRUN ${env('COMPOSER_AUTH')} composer install\n`],
  ['a URL of pip', 'FROM a\nARG T\nRUN pip install --extra-index-url https://x:$T@p.example.com/simple app\n', `${SYNTAX}FROM a\nRUN ${env('T')} pip install --extra-index-url https://x:$T@p.example.com/simple app\n`],
  ['gradle', 'FROM gradle\nARG NEXUS_PASSWORD\nRUN gradle build -PnexusPassword=$NEXUS_PASSWORD\n', `${SYNTAX}FROM gradle\nRUN ${env('NEXUS_PASSWORD')} gradle build -PnexusPassword=$NEXUS_PASSWORD\n`],
  ['a login of apt that is removed at once', 'FROM debian\nARG REPO_TOKEN\nRUN echo "machine r.example.com login x password $REPO_TOKEN" > /etc/apt/auth.conf.d/x.conf && apt-get update && rm /etc/apt/auth.conf.d/x.conf\n', `${SYNTAX}FROM debian\nRUN ${env('REPO_TOKEN')} \\\n    echo "machine r.example.com login x password $REPO_TOKEN" > /etc/apt/auth.conf.d/x.conf && apt-get update && rm /etc/apt/auth.conf.d/x.conf\n`],
  ['a registry of cargo', 'FROM rust\nARG CARGO_REGISTRIES_X_TOKEN\nRUN cargo build\n', `${SYNTAX}FROM rust\nRUN ${env('CARGO_REGISTRIES_X_TOKEN')} cargo build\n`],
  ['a setting of yarn', 'FROM node\nARG NPM_TOKEN\nRUN yarn config set npmAuthToken $NPM_TOKEN\nRUN yarn install\n', `${SYNTAX}FROM node\nRUN ${env('NPM_TOKEN')} yarn config set npmAuthToken \\\${NPM_TOKEN}\nRUN ${env('NPM_TOKEN')} yarn install\n`],
  ['ENV of a stage that is not shipped', 'FROM a AS x\nENV API_TOKEN={base62:32} A=1\nRUN ./b\nFROM s\nCOPY --from=x /out /out\n', `${SYNTAX}FROM a AS x\nENV A=1\nRUN ${env('API_TOKEN', ',required=true')} ./b\nFROM s\nCOPY --from=x /out /out\n`],
  ['ENV that the image takes from a file too', 'FROM docker.io/library/postgres:17-alpine\nENV POSTGRES_USER=app \\\n    POSTGRES_PASSWORD={base62:24} # x\nCOPY init.sql /docker-entrypoint-initdb.d/\n', 'FROM docker.io/library/postgres:17-alpine\nENV POSTGRES_USER=app \\\n    POSTGRES_PASSWORD_FILE=/run/secrets/postgres_password # x\nCOPY init.sql /docker-entrypoint-initdb.d/\n'],
  ['ENV in the old form', 'FROM mariadb AS db\nFROM db\nenv MARIADB_ROOT_PASSWORD {base62:24}\n', 'FROM mariadb AS db\nFROM db\nenv MARIADB_ROOT_PASSWORD_FILE=/run/secrets/mariadb_root_password\n'],
  ['ENV of Grafana', 'FROM grafana/grafana-oss:12.0.0\nENV GF_SECURITY_ADMIN_PASSWORD="{base62:24}"\n', 'FROM grafana/grafana-oss:12.0.0\nENV GF_SECURITY_ADMIN_PASSWORD__FILE=/run/secrets/gf_security_admin_password\n'],
  ['ssh', 'FROM a\nCOPY id_rsa /root/.ssh/id_rsa\nRUN chmod 600 /root/.ssh/id_rsa\nRUN git clone git@h:x\n', 'FROM a\nRUN --mount=type=ssh git clone git@h:x\n'],
];

describe('safe fixes', () => {
  test.each(SAFE)('%s', async (_, before, expected) => {
    const fixed = await fix(before);
    expect(after(fixed)).toBe(expandTemplate(expected, 3));
    expect(fixed.left).toEqual([]);
    const again = await fixText(after(fixed)!, 'Dockerfile');
    expect(again.report.findings).toEqual([]);
    expect(again.changes).toEqual([]);
    expect(fixed.fixed).toHaveLength(fixed.report.findings.length);
  });
});

/** [what, Dockerfile, why there is none] */
const LEFT: readonly (readonly [string, string, RegExp])[] = [
  ['ENV that is shipped', 'FROM a\nARG API_TOKEN\nENV API_TOKEN=$API_TOKEN\nRUN ./b\n', /`ENV` in line 3 keeps `API_TOKEN`/],
  ['ENV of a program that nobody knows', 'FROM a\nENV DB_PASSWORD={base62:24}\nCMD ["./app"]\n', /write `ENV DB_PASSWORD_FILE=\/run\/secrets\/db_password`; if the build alone needs it/],
  ['ENV that a RUN uses too', 'FROM postgres\nENV POSTGRES_PASSWORD={base62:24}\nRUN ./seed "$POSTGRES_PASSWORD"\n', /`RUN` in line 3 uses `POSTGRES_PASSWORD`/],
  ['ENV of another image', 'FROM acme/postgres-like\nENV POSTGRES_PASSWORD={base62:24}\n', /Only you know/],
  ['ENV for another build', 'FROM postgres\nONBUILD ENV POSTGRES_PASSWORD={base62:24}\n', /ONBUILD/],
  ['ARG in COPY', 'FROM a\nARG API_TOKEN\nCOPY $API_TOKEN /x\n', /`COPY` in line 3/],
  ['ARG in FROM', 'ARG API_TOKEN\nFROM a:$API_TOKEN\nARG API_TOKEN\n', /`FROM` in line 2/],
  ['ARG in a label', 'FROM a\nARG API_TOKEN\nLABEL x=${API_TOKEN:-y}\n', /`LABEL` in line 3/],
  ['ONBUILD', 'FROM a\nONBUILD ARG API_TOKEN\n', /ONBUILD/],
  ['a default that builds go by', 'FROM a\nARG DB_PASSWORD=secret\nRUN ./b $DB_PASSWORD\n', /default/],
  ['a value that a program keeps', 'FROM php\nARG TOKEN\nRUN composer config -g github-oauth.github.com $TOKEN\nRUN composer install\n', /COMPOSER_AUTH/],
  ['npm that stops at the missing variable', 'FROM node\nARG NPM_TOKEN\nRUN echo "//r/:_authToken=$NPM_TOKEN" > .npmrc\nRUN npm ci\nCMD ["yarn", "start"]\n', /program/],
  ['a file for the container', 'FROM a\nCOPY id_rsa /root/.ssh/id_rsa\n', /container/],
  ['a file that nobody knows', 'FROM a\nCOPY server.key /etc/x/server.key\nRUN ./b\n', /which program/],
  ['a file that is moved', 'FROM node\nWORKDIR /x\nCOPY .npmrc .\nRUN cp .npmrc ~/ && npm ci\n', /moves or changes/],
  ['a key whose folder others need', 'FROM a\nCOPY id_rsa /root/.ssh/id_rsa\nRUN ssh-keyscan h >> ~/.ssh/known_hosts\nRUN git clone git@h:x\n', /mkdir/],
  ['a syntax without mounts', '# syntax=docker/dockerfile:1.0\nFROM a\nARG API_TOKEN\nRUN ./b\n', /knows no secret mounts/],
  ['Windows', '# escape=`\nFROM mcr.microsoft.com/windows/nanoserver\nARG API_TOKEN\nRUN b\n', /Unix shell/],
];

describe('what is not safe is left with the reason', () => {
  test.each(LEFT)('%s', async (_, text, reason) => {
    const fixed = await fix(text);
    expect(fixed.changes).toEqual([]);
    expect(fixed.left.map((one) => one.reason).join(' ')).toMatch(reason);
  });
});
