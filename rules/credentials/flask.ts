import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'flask-secret-key',
    title: 'Flask secret key',
    severity: 'high',
    allows: 'forge the sessions of every user',
    revoke: 'https://flask.palletsprojects.com/en/stable/config/#SECRET_KEY',
    patterns: [
      pattern(['FLASK_SECRET', 'app.secret_key'], '(?:FLASK_SECRET(?:_KEY)?|app\\.secret_key)["\'\\]]{0,2}[ \\t]{0,4}[:=][ \\t]{0,4}[br]?["\']?(?<secret>[^\\s"\'\\\\(){}$]{16,200})(?=["\'\\s]|$)', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['app.secret_key = \'{hex:48}\'', 'FLASK_SECRET_KEY={base62:40}'],
    clean: ['app.secret_key = os.urandom(16)'],
  }),
] as const;
