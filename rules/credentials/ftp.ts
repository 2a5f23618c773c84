import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ftp-password',
    title: 'FTP password',
    severity: 'high',
    allows: 'log in to that server',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    patterns: [
      pattern(['<Pass '], '<Pass encoding="base64">(?<secret>[A-Za-z0-9+/]{4,200}={0,2})</Pass>'),
      pattern(['lftp'], 'lftp[ \\t][^\\r\\n]{0,80}?-u[ \\t]{1,3}["\']?[^\\s,"\']{1,40},(?<secret>[^\\s"\'$]{3,80})', { evidence: [{ name: 'password' }] }),
    ],
    leaks: ['<User>{word}</User><Pass encoding="base64">{b64({pass:14})}</Pass>', 'lftp -u {word},{base62:14} ftp.{word}.io'],
    clean: ['lftp -u me,$PW ftp.x.io'],
  }),
] as const;
