import { issued, pattern } from '../../src/rule/issued.js';

const REVOKE = 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html';
const evidence = [{ name: 'password' }] as const;
const beside = [{ name: 'login' }] as const;

/** Parts of a connection string that stand beside its password. */
const PART = '(?:data source|server|driver|user ?id|uid|user ?name|user|initial catalog|database|host(?:name)?|account|dsn|provider|address|addr)';
const PAIR_VALUE = '(?<secret>[^;"\'\\s<>&\\\\]{1,128})';
const USER = '(?:user(?:[-_ ]?(?:name|id))?|login|uid|account)';
const PASSWORD = '(?:password|passwd|pwd|passwort|pass)';
const SIGN = '["\'\\]]{0,2}[ \\t]{0,12}(?:=>|:=|=|:)[ \\t]{0,12}';

export const rules = [
  issued({
    id: 'password-in-connection-string',
    title: 'Password in a connection string',
    severity: 'high',
    rank: 'generic',
    allows: 'log in to the database or service that it names, if they can reach it',
    revoke: REVOKE,
    references: ['https://learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax'],
    steps: ["Change that user's password in the database.", 'Let only the hosts that need it reach the database.'],
    patterns: [
      pattern(['data source', 'server', 'driver', 'user id', 'userid', 'uid=', 'user=', 'username=', 'user name', 'initial catalog', 'database=', 'host=', 'hostname=', 'account=', 'dsn=', 'provider=', 'address=', 'addr='], `${PART}[ \\t]{0,2}=[^\\r\\n;"'<>]{0,160};(?:[^\\r\\n"'<>]{0,300}?[; \\t])?(?:password|pwd)[ \\t]{0,2}=[ \\t]{0,2}${PAIR_VALUE}`, { flags: 'i', evidence }),
      pattern(['password=', 'pwd=', 'password ='], `(?:password|pwd)[ \\t]{0,2}=[ \\t]{0,2}${PAIR_VALUE};[^\\r\\n"'<>]{0,300}?(?:user ?id|uid|user|server|data source|initial catalog|database)[ \\t]{0,2}=`, { flags: 'i', evidence }),
      pattern(['jdbc:'], `jdbc:[a-z0-9:]{2,24}[^\\s"'<>]{3,300}?[?;&:](?:amp;)?password=${PAIR_VALUE}`, { flags: 'i', evidence }),
      pattern(['jdbc:oracle'], 'jdbc:oracle:[a-z]{2,6}:[^\\s/"\'@]{1,60}/(?<secret>[^\\s/"\'@<>{}$]{1,128})@', { flags: 'i', evidence }),
      pattern(['host=', 'dbname=', 'user='], `(?<![\\w.-])(?:host|dbname|user)=\\S{1,80}(?:[ \\t]{1,4}[a-z_]{2,24}=\\S{0,80}){0,4}[ \\t]{1,4}password=(?<secret>[^\\s"'<>\\\\]{1,128})`, { evidence: beside }),
    ],
    leaks: [
      'Server=db.internal,1433;Initial Catalog=app;User ID={word};Password={pass:16};',
      'Driver={ODBC Driver 18 for SQL Server};Server=db;UID={word};PWD={base62:20}',
      'jdbc:mysql://db.internal:3306/app?user={word}&password={base62:16}',
      'jdbc:oracle:thin:{word}/{base62:14}@db.internal:1521:app',
      'conn = "host=db.internal user={word} dbname=app password={base62:16}"',
    ],
    clean: ['Server=db;Database=app;Trusted_Connection=True;', 'Server=db;User Id=%USER%;Password=%PASSWORD%;', 'Server=db;User Id=${U};Password=${P};', 'jdbc:postgresql://db:5432/app'],
  }),
  issued({
    id: 'user-name-beside-password',
    title: 'User name beside its password',
    severity: 'high',
    rank: 'generic',
    allows: 'log in with both',
    revoke: REVOKE,
    steps: ['Find out what accepts it, and change it there.'],
    patterns: [
      pattern(['user', 'login', 'uid'], `${USER}${SIGN}["']?(?<user>[^\\s"',;=]{1,64})["']?[;,]?[ \\t]{0,4}(?:[ \\t,&?]|(?:\\r?\\n[^\\r\\n]{0,80}){0,3}\\r?\\n[ \\t]{0,16}["'$-]{0,2}[\\w.-]{0,30})["'$]{0,2}${PASSWORD}${SIGN}(?<quote>["']?)(?![\\w.-]{1,30}=)(?<secret>[^\\s"';,<>]{3,128})`, { flags: 'i', evidence: beside }),
    ],
    leaks: ['smtp_user = {word}\nsmtp_password = {word}-{word}-{word}\n', 'username: "{word}"\npassword: "{word}{word}"', '$user = "{word}"; $password = "{word}horse{word}";'],
    clean: ['user: ${U}\npassword: ${P}', 'username: string\npassword: string', 'user = None\npassword = None', 'login: me\npassword:\n'],
  }),
] as const;
