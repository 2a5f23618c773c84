import { issued, pattern } from '../../src/rule/issued.js';

const REVOKE = 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html';

export const rules = [
  issued({
    id: 'credential-file-secret',
    title: 'Password or token in a credential file',
    severity: 'high',
    rank: 'generic',
    allows: 'log in where the file says',
    revoke: REVOKE,
    references: ['https://docs.docker.com/build/building/secrets/'],
    steps: ['Change the password, or revoke the token, where the file says that it is used.'],
    fix: 'Mount the file where it is needed: `RUN --mount=type=secret` while building, a file under `/run/secrets` when the container runs.',
    patterns: [
      pattern(['password', 'token', 'secret'], '(?<=(?:^|\\n)[ \\t]{0,8})(?:password|token|secret(?:[_-]key)?)[ \\t]{0,8}[=:][ \\t]{0,8}["\']?(?<secret>[^\\s"\'#;]{3,256})', {
        paths: ['.pypirc', '.pg_service.conf', '.s3cfg', '.cargo/credentials', '.cargo/credentials.toml', '.odbc.ini', '.smbcredentials'],
        evidence: [{ name: 'password' }],
      }),
    ],
    leaks: ['[pypi]\nusername = {word}\npassword = {pass:18}\n', '[server]\npassword: {pass:14}\nusername: {word}\n'],
    clean: ['[pypi]\nusername = {word}\npassword = ${PYPI_PASSWORD}\n', '[pypi]\nusername = {word}\n'],
  }),
  issued({
    id: 'keystore-default-password',
    title: 'Key store that a default password opens',
    severity: 'critical',
    rank: 'generic',
    allows: 'take the private keys out of it: the password is one that everyone tries',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html',
    references: ['https://docs.oracle.com/en/java/javase/21/docs/specs/man/keytool.html', 'https://www.rfc-editor.org/rfc/rfc7292'],
    steps: ['Make a new key pair and have a new certificate issued.', 'Revoke the old certificate.', 'Protect the new store with a password that was drawn at random.'],
    fix: 'Mount the store when the container runs, and give its password by another way.',
    patterns: [
      pattern(['store-password', 'storepassword', 'store_password', 'storepass'], '(?:trust|key)[-_]?store[-_]?pass(?:word)?["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<secret>changeit|changeme)(?![\\w.-])', { flags: 'i', before: 6, evidence: [{ name: 'password' }] }),
    ],
    leaks: ['server.ssl.key-store-password=changeit\n'],
    clean: ['server.ssl.key-store-password=${KEYSTORE_PASSWORD}\n'],
  }),
] as const;
