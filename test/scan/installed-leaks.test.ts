import { describe, expect, test } from '@jest/globals';
import { Readable } from 'node:stream';
import { builtInRules } from '../../rules/index.js';
import { tarOf } from '../../sample-images/encode.js';
import { createMatcher } from '../../src/match/matcher.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { createRuleSet } from '../../src/rule/select.js';
import { expandTemplate } from '../../src/rule/template.js';
import { layerScan } from '../../src/scan/layer.js';

const rules = createRuleSet(builtInRules);
const scanLayer = layerScan(rules, createMatcher(rulesOfKind(rules, 'credential')));

/** The severities of what is found in one file of a layer. */
async function severities(path: string, content: string): Promise<readonly string[]> {
  const tar = await tarOf([{ path, content }]);
  const { files } = await scanLayer({ descriptor: { mediaType: '', digest: '', size: tar.length }, diffId: null, index: 0, historyIndex: null, open: () => Promise.resolve(Readable.from([tar])) });
  return files.flatMap(({ hits }) => hits.map(({ severity }) => severity));
}

const NPM = 'app/node_modules/@acme/billing';
const PYTHON = 'usr/local/lib/python3.11/site-packages/acme_billing';
const GEM = 'usr/local/bundle/gems/acme-billing-1.4.2';
const PHP = 'var/www/html/vendor/acme/billing';
const GO = 'root/go/pkg/mod/git.acme.io/billing@v1.2.0';
const CRATE = 'root/.cargo/registry/src/acme-1/billing-0.3.1';
const JAR = 'root/.m2/repository/io/acme/billing/1.0';
const SHARE = 'usr/share/acme';
const RELEASE = 'opt/billing-2.4.1';

/** What a company's own package, installed like any other, brings with it: none of it may sink to `info`. */
const LEAKS: readonly (readonly [path: string, template: string])[] = [
  [`${NPM}/.env`, 'API_SECRET={base62:40}\n'],
  [`${NPM}/.env.production`, 'DB_PASSWORD={pass:18}\n'],
  [`${NPM}/config/production.json`, '{\n  "database": { "password": "{pass:20}" }\n}\n'],
  [`${NPM}/lib/client.js`, "'use strict';\nconst apiKey = '{base62:40}';\n"],
  [`${NPM}/dist/index.js`, 'var a=1,s={clientSecret:"{base62:40}"};\n'],
  [`${NPM}/.npmrc`, '//registry.npmjs.org/:_authToken=npm_{base62:30}{crc32:github}\n'],
  [`${NPM}/deploy_key`, '{pem:openssh}\n'],
  [`${NPM}/certs/server.key`, '{pem:rsa}\n'],
  [`${NPM}/README.md`, '# Billing\n\nexport GITHUB_TOKEN=ghp_{base62:30}{crc32:github}\n'],
  [`${NPM}/test/setup.js`, "process.env.NPM_TOKEN = 'npm_{base62:30}{crc32:github}';\n"],
  ['app/node_modules/.yarn-state.yml', 'npmAuthToken: npm_{base62:30}{crc32:github}\n'],
  [`${PYTHON}/settings.py`, 'DEBUG = False\nSECRET_KEY = "{base62:50}"\n'],
  [`${PYTHON}/.env`, 'STRIPE_KEY=sk_live_{base62:24}\n'],
  [`${PYTHON}/conf/prod.ini`, '[database]\nuser = app\npassword = {pass:18}\n'],
  [`${PYTHON}/client.py`, 'import os\nAWS_SECRET_ACCESS_KEY = "{base64:40}"\n'],
  [`${PYTHON}/service-account.json`, '{"type": "service_account", "private_key": "{escape({pem:rsa})}"}\n'],
  [`${PYTHON}/../acme.pth.env`, 'TOKEN=glpat-{base62:20}\n'],
  [`${GEM}/config/database.yml`, 'production:\n  username: app\n  password: {pass:18}\n'],
  [`${GEM}/config/master.key`, '{hex:32}\n'],
  [`${GEM}/lib/acme/client.rb`, 'module Acme\n  API_TOKEN = "{base62:40}"\nend\n'],
  [`${GEM}/.gem/credentials`, '---\n:rubygems_api_key: rubygems_{hex:48}\n'],
  [`${PHP}/.env`, 'DB_PASSWORD={pass:18}\nAPP_KEY=base64:{base64:43}=\n'],
  [`${PHP}/src/Client.php`, "<?php\nconst API_SECRET = '{base62:40}';\n"],
  [`${PHP}/auth.json`, '{"http-basic": {"repo.acme.io": {"username": "ci", "password": "{base62:24}"}}}\n'],
  [`${GO}/internal/keys/prod.pem`, '{pem:ec}\n'],
  [`${GO}/client.go`, 'package billing\n\nconst apiToken = "{base62:40}"\n'],
  [`${CRATE}/src/lib.rs`, 'const API_TOKEN: &str = "{base62:40}";\n'],
  [`${JAR}/application-prod.yml`, 'spring:\n  datasource:\n    username: app\n    password: {pass:18}\n'],
  [`${JAR}/settings.xml`, '<settings><servers><server><id>acme</id><username>ci</username><password>{base62:20}</password></server></servers></settings>\n'],
  [`${SHARE}/acme.conf`, 'listen = 80\napi_token = {base62:40}\n'],
  [`${SHARE}/keys/id_ed25519`, '{pem:openssh}\n'],
  [`${SHARE}/run.sh`, '#!/bin/sh\nmysql -h db.acme.io -u app -p{base62:18} billing < a.sql\n'],
  [`${RELEASE}/conf/application.properties`, 'spring.datasource.password={pass:18}\n'],
  [`${RELEASE}/.git-credentials`, 'https://ci:{base62:24}@git.acme.io\n'],
  [`${RELEASE}/bin/start.sh`, '#!/bin/sh\nexport DB_PASSWORD={base62:20}\n'],
  [`${RELEASE}/config/default.json`, '{\n  "database": { "password": "{pass:20}" }\n}\n'],
  [`${RELEASE}/config/default.yml`, 'smtp:\n  user: mailer@acme.io\n  password: {pass:18}\n'],
];

describe('a leak in a package that is installed', () => {
  test.each(LEAKS)('%s stays loud', async (path, template) => {
    for (const seed of [1, 2, 3]) expect({ seed, found: await severities(path, expandTemplate(template, seed)) }).toMatchObject({ found: expect.arrayContaining([expect.stringMatching(/critical|high|medium/)]) });
  });
});
