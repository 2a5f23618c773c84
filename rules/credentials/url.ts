import { issued, pattern } from '../../src/rule/issued.js';

const DATABASES =
  '(?:postgres(?:ql)?|pgsql|mysql2?|mariadb|mongodb|redis|rediss|amqps?|rabbitmq|mssql|sqlserver|oracle|cockroachdb|clickhouse|couchdb|cassandra|neo4j|bolt|db2|snowflake|memcached|nats|mqtts?|kafka|ldaps?|influxdb|elasticsearch|jdbc:[a-z0-9:]{2,20}|cloudinary)(?:\\+[a-z0-9]{1,12})?';
const USER = '(?<user>[^\\s:/?#@"\'<>\\\\()[\\]{}|,;\\x00-\\x1f]{0,80}(?:@[A-Za-z0-9.-]{1,60}(?=:))?)';
const PASSWORD = '(?<secret>[^\\s/@"\'<>`\\\\\\x00-\\x1f]{1,200})';
const HOST = '@(?<host>\\[[0-9a-fA-F:.]{2,40}\\]|[^\\s/:?#"\'`,;)\\\\]{1,120})';
const judged = { rank: 'generic' } as const;
const evidence = [{ name: 'url-credentials' }] as const;

export const rules = [
  issued({
    ...judged,
    id: 'credentials-in-database-url',
    title: 'Password in a database or broker URL',
    severity: 'high',
    allows: 'log in to the database or broker, if they can reach it',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    steps: ["Change that user's password in the database.", 'Let only the hosts that need it reach the database.'],
    patterns: [pattern(['://'], `(?<=(?<![a-z])${DATABASES})://${USER}:${PASSWORD}${HOST}`, { flags: 'i', evidence })],
    leaks: ['DATABASE_URL=postgres://{word}:{pass:16}@db.internal:5432/app', 'mongodb+srv://{word}:{base62:20}@c0.{lower:6}.mongodb.net/x', 'redis://:{base62:24}@cache.internal:6379/0'],
    clean: ['postgres://localhost:5432/app', 'postgres://user:${PGPASSWORD}@db/app', 'postgres://user:password@localhost/db'],
  }),
  issued({
    ...judged,
    id: 'credentials-in-url',
    title: 'Password or token in a URL',
    severity: 'high',
    allows: 'log in to that host',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    steps: ["Change that user's password, or revoke the token, at the host that the URL names."],
    fix: 'Let the tool read it from a mounted file: `RUN --mount=type=secret,id=netrc,target=/root/.netrc` for git, curl and pip.',
    patterns: [
      pattern(['://'], `(?<![a-z]${DATABASES})(?<=[a-z0-9+.-]{2,20}(?<!${DATABASES}))://${USER}:${PASSWORD}${HOST}`, { flags: 'i', evidence }),
      pattern(['://'], '(?<=(?:https?|git|svn|ssh))://(?<secret>[A-Za-z0-9_-]{16,200})(?::(?:x-oauth-basic)?)?@(?<host>[\\w.-]{3,120})', { flags: 'i', evidence: [{ name: 'random' }, { name: 'url-credentials' }] }),
    ],
    leaks: ['pip install --index-url https://{word}:{pass:16}@pypi.{word}.io/simple', 'git clone https://{base62:40}@git.{word}.io/a/b', 'ftp://{word}:{base62:12}@files.{word}.io/', 'smtps://{word}@mail.{word}.io:{base62:12}@smtp.{word}.io:465'],
    clean: ['https://example.com/a:b@c', 'https://user:pass@example.com/', 'https://${USER}:${TOKEN}@github.com/a/b', 'git@github.com:a/b'],
  }),
] as const;
