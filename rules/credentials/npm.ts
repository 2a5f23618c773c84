import { issued, pattern, prefixed, summed } from '../../src/rule/issued.js';

const FIX = 'Mount the file while it is needed: `RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci`.';

export const rules = [
  issued({
    id: 'npm-token',
    title: 'npm token',
    severity: 'critical',
    allows: 'install private packages and, with a publish token, put code on every machine that installs yours',
    revoke: 'https://www.npmjs.com/settings/~/tokens',
    references: ['https://docs.npmjs.com/about-access-tokens', 'https://docs.npmjs.com/docker-and-private-modules', 'https://docs.npmjs.com/revoking-access-tokens'],
    fix: FIX,
    patterns: [prefixed('npm_', '[A-Za-z0-9]{36}', summed('npm'))],
    leaks: ['//registry.npmjs.org/:_authToken=npm_{base62:30}{crc32:github}', 'ENV NPM_TOKEN=npm_{base62:30}{crc32:github}'],
    clean: ['npm_{base62:20}', 'npm_config_loglevel=info', '//registry.npmjs.org/:_authToken=${NPM_TOKEN}'],
  }),
  issued({
    id: 'npm-registry-credential',
    title: 'Credential of an npm registry',
    severity: 'high',
    rank: 'generic',
    allows: 'read private packages and perhaps publish',
    revoke: 'https://www.npmjs.com/settings/~/tokens',
    references: ['https://docs.npmjs.com/cli/v10/configuring-npm/npmrc#auth-related-configuration'],
    fix: FIX,
    patterns: [
      pattern(['_authToken', 'npmAuthToken'], '(?:_|npm)authToken["\']?[ \\t]{0,4}[=: ][ \\t]{0,4}["\']?(?<secret>[\\w.+/=-]{16,2000})(?![\\w.+/=-])', {
        flags: 'i',
        evidence: [{ name: 'random' }],
      }),
      pattern(['_auth'], ':?_auth["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<secret>[A-Za-z0-9+/]{8,1000}={0,2})(?![\\w+/=-])', { before: 1, flags: 'i', evidence: [{ name: 'docker-auth' }] }),
      pattern([':_password'], ':_password[ \\t]{0,4}=[ \\t]{0,4}["\']?(?<secret>[A-Za-z0-9+/]{8,500}={0,2})(?![\\w+/=-])', { evidence: [{ name: 'password' }] }),
      pattern(['_auth', '_password'], '(?<=//[\\w.:/-]{1,100}:)(?:_auth|_password)[ \\t]{0,4}=[ \\t]{0,4}["\']?(?<secret>[A-Za-z0-9+/]{8,1000}={0,2})(?![\\w+/=-])', { evidence: [{ name: 'password' }] }),
      pattern(['npmAuthIdent'], 'npmAuthIdent["\']?[ \\t]{0,4}:[ \\t]{0,4}["\']?(?<secret>[^\\s"\'$]{4,500})', { evidence: [{ name: 'password' }] }),
    ],
    leaks: ['//npm.pkg.{word}.io/:_authToken={uuid}', '_auth={b64({word}:{pass:16})}', '//r.{word}.io/:_password={b64({pass:18})}'],
    clean: ['//registry.npmjs.org/:_authToken=${NPM_TOKEN}', 'always-auth=true', '_auth=none'],
  }),
] as const;
