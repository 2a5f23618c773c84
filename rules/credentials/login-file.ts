import { issued, pattern } from '../../src/rule/issued.js';

const REVOKE = 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html';
const STEPS = ["Change that user's password at the host that the file names."];
const evidence = [{ name: 'password' }] as const;

export const rules = [
  issued({
    id: 'netrc-password',
    title: 'Password in a netrc file',
    severity: 'high',
    rank: 'generic',
    allows: 'log in to the machine that it names',
    revoke: REVOKE,
    references: ['https://everything.curl.dev/usingcurl/netrc.html'],
    steps: STEPS,
    fix: 'Mount it while it is needed: `RUN --mount=type=secret,id=netrc,target=/root/.netrc`.',
    patterns: [pattern(['machine', 'default login'], '(?:machine\\s{1,8}(?<host>[^\\s"\'\\x00-\\x1f]{1,200})|default)\\s{1,8}(?:login|user)\\s{1,8}(?!anonymous\\b)[^\\s"\'\\x00-\\x1f]{1,128}\\s{1,8}(?:account\\s{1,8}\\S{1,128}\\s{1,8})?password\\s{1,8}(?!(?:machine|macdef|default|login|account)\\s)(?<secret>[^\\s"\'\\\\\\x00-\\x1f\\x7f-\\xff]{1,256})', { evidence })],
    leaks: ['machine git.{word}.io\n  login {word}\n  password {pass:20}', 'machine api.{word}.io login {word} password {base62:30}'],
    clean: ['machine git.{word}.io login me password ${TOKEN}', 'machine learning login password'],
  }),
  issued({
    id: 'pgpass-password',
    title: 'Password in a .pgpass file',
    severity: 'high',
    rank: 'generic',
    allows: 'log in to the database that it names',
    revoke: REVOKE,
    references: ['https://www.postgresql.org/docs/current/libpq-pgpass.html'],
    steps: STEPS,
    patterns: [pattern([':5432:', ':5433:', ':6432:', ':*:'], ':(?:5432|5433|6432|\\*):[^:\\s]{1,64}:[^:\\s]{1,64}:(?<secret>(?:[^:\\s\\\\]|\\\\.){1,128})(?=[\\r\\n]|$)', { paths: ['*pgpass*'], evidence })],
    leaks: ['db.internal:5432:app:{word}:{pass:16}\n', '*:*:*:{word}:{base62:20}'],
    clean: ['localhost:5432:app', 'a:5432:b:c:'],
  }),
  issued({
    id: 'mysql-option-password',
    title: 'Password in a MySQL option file',
    severity: 'high',
    rank: 'generic',
    allows: 'log in to the database',
    revoke: REVOKE,
    references: ['https://dev.mysql.com/doc/refman/8.4/en/option-files.html'],
    steps: STEPS,
    patterns: [pattern(['password'], '(?<=(?:^|\\n)[ \\t]{0,8})password[ \\t]{0,8}=[ \\t]{0,8}["\']?(?<secret>[^\\s"\'#]{1,128})', { paths: ['.my.cnf', 'my.cnf', '*.my.cnf', '.mylogin.cnf', 'debian.cnf'], evidence })],
    leaks: ['[client]\nuser = {word}\npassword = {pass:16}\n'],
    clean: ['password = ${PW}'],
  }),
  issued({
    id: 'password-in-settings-line',
    title: 'Password in a line of settings',
    severity: 'high',
    rank: 'generic',
    allows: 'log in to the service that it configures',
    revoke: REVOKE,
    references: ['https://redis.io/docs/latest/operate/oss_and_stack/management/security/'],
    steps: ['Change it in the service, and hand the new one in when the container runs.'],
    patterns: [
      pattern(
        ['requirepass', 'masterauth', 'password', 'passwd', 'passphrase', 'bindpw', 'key-string', 'secret', 'auth_pass', 'wpa_passphrase', 'community', 'md5_pass'],
        '(?<=(?:^|\\n)[ \\t]{0,16}(?:set[ \\t]{1,4}|snmp-server[ \\t]{1,4}|enable[ \\t]{1,4})?)(?:requirepass|masterauth|password|passwd|passphrase|bindpw|key-string|secret|auth_pass|wpa_passphrase|community|md5_pass)[ \\t]{1,16}["\']?(?<secret>[^\\s"\'#;{}=:<>$(),]{6,128})["\']?(?:[ \\t]{0,4};|[ \\t]{1,4}R[OW])?(?=[ \\t]{0,4}(?:[\\r\\n]|$))',
        { flags: 'i', evidence: [{ name: 'directive' }] },
      ),
      pattern(['<auth-user-pass>'], '<auth-user-pass>\\s{1,4}\\S{1,80}\\s{1,4}(?<secret>[^\\s<>]{3,128})\\s{1,4}</auth-user-pass>', { evidence }),
    ],
    leaks: ['<auth-user-pass>\nme\n{pass:14}\n</auth-user-pass>', 'port 6379\nrequirepass {pass:16}\n', 'account work\nuser {word}\npassword {pass:14}\n', 'snmp-server community {base62:16} RO\n'],
    clean: ['requirepass ${REDIS_PASSWORD}\n', 'password required\n', '# password {pass:14}\n'],
  }),
] as const;
