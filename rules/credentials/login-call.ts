import { issued, pattern } from '../../src/rule/issued.js';

const evidence = [{ name: 'login' }] as const;
/** A quoted argument that is no secret: an address, a name. */
const ANY = '(?:[brfu]{0,2}["\'`][^"\'`\\r\\n]{0,200}["\'`]|[\\w.$>-]{1,80})';
const NEXT = '[ \\t\\r\\n]{0,40},[ \\t\\r\\n]{0,40}';
const USER = '[brfu]{0,2}["\'`](?<user>[^"\'`\\r\\n]{1,100})["\'`]';
const SECRET = '[brfu]{0,2}(?<quote>["\'`])(?<secret>[^"\'`\\s\\\\]{3,128})\\k<quote>';
const OPEN = '[ \\t]{0,4}\\([ \\t\\r\\n]{0,40}';

export const rules = [
  issued({
    id: 'password-in-call',
    title: 'Password among the arguments of a call',
    severity: 'high',
    rank: 'generic',
    allows: 'log in as the program does',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    references: [
      'https://www.php.net/manual/en/pdo.construct.php',
      'https://metacpan.org/pod/DBI#connect',
      'https://docs.python.org/3/library/smtplib.html',
      'https://requests.readthedocs.io/en/latest/user/authentication/',
      'https://docs.oracle.com/javase/8/docs/api/java/sql/DriverManager.html',
      'https://pkg.go.dev/net/http#Request.SetBasicAuth',
    ],
    steps: ['Change the password where it is accepted.', 'Let the program read it when it starts, from the environment or from a file.'],
    patterns: [
      // An address, the user, the password.
      pattern(['DBI->connect', 'new PDO', 'mysqli_connect', 'mysql_connect', 'mysql_pconnect', 'new mysqli', 'getConnection', 'oci_connect', 'ldap_bind', 'ftp_login', 'imap_open', 'odbc_connect', 'ssh2_auth_password'], `(?:DBI->connect|new PDO|(?:mysqli|mysql|oci|odbc)_p?connect|new mysqli|(?<=\\.)getConnection|ldap_bind|ftp_login|imap_open|ssh2_auth_password)${OPEN}${ANY}${NEXT}${USER}${NEXT}${SECRET}`, { evidence }),
      pattern(['MySQLdb.connect', 'pymysql.connect', 'FTP(', 'FTP_TLS('], `(?:MySQLdb\\.connect|pymysql\\.connect|ftplib\\.FTP(?:_TLS)?)${OPEN}${ANY}${NEXT}${USER}${NEXT}${SECRET}`, { evidence }),
      // The user, the password.
      pattern(['BasicAuth', 'DigestAuth', 'NtlmAuth', 'NTLMAuth', 'NetworkCredential', 'PasswordAuthentication', 'UsernamePasswordCredentials', '.login(', '.auth('], `(?:(?:HTTP)?(?:Basic|Digest|Ntlm)Auth|NetworkCredential|PasswordAuthentication|UsernamePasswordCredentials|(?<=(?:smtp|server|imap|mail|ftp|session|conn|client)\\w{0,16})\\.login|(?<=(?:request|agent|http|api)\\w{0,16})\\.auth)${OPEN}${USER}${NEXT}${SECRET}`, { flags: 'i', evidence }),
      pattern(['auth=(', 'auth = (', 'auth: [', "auth': (", 'auth": (', 'auth=[', 'auth = ['], `(?<![A-Za-z])auth["']?[ \\t]{0,4}[=:][ \\t]{0,4}[([][ \\t]{0,4}${USER}${NEXT}(?=[brfu]{0,2}\\S{0,100}[\\d!@#$%^&*])${SECRET}[ \\t]{0,4},?[ \\t]{0,4}[)\\]]`, { flags: 'i', evidence }),
      pattern(['PlainAuth', 'CRAMMD5Auth'], `(?:PlainAuth${OPEN}${ANY}${NEXT}|CRAMMD5Auth${OPEN})${USER}${NEXT}${SECRET}`, { evidence }),
      // The password alone.
      pattern(['auth('], `(?<=(?:redis|red|rdb|cache|client|conn)[:.])auth\\([ \\t]{0,4}${SECRET}[ \\t]{0,4}\\)`, { evidence }),
    ],
    leaks: [
      "DBI->connect('dbi:mysql:app', '{word}', '{base62:18}');",
      "$db = new PDO('mysql:host=db;dbname=app', '{word}', '{base62:18}');",
      "mysqli_connect('db', '{word}', '{base62:18}', 'app');",
      'DriverManager.getConnection("jdbc:oracle:thin:@db", "{word}", "{base62:18}")',
      'pymysql.connect("db", "{word}", "{base62:18}")',
      "requests.get(url, auth=('{word}', '{base62:18}'))",
      "AUTH = ('{word}', '{base62:18}')",
      'req.SetBasicAuth("{word}", "{base62:18}")',
      'new NetworkCredential("{word}", "{base62:18}")',
      'smtp.PlainAuth("", "{word}@{word}.io", "{base62:18}", host)',
      "server.login('{word}@{word}.io', '{base62:18}')",
      'red:auth("{base62:18}")',
    ],
    clean: [
      'new PDO($dsn, $user, $password);', "requests.get(url, auth=(user, password))", 'req.SetBasicAuth(user, pass)', 'new NetworkCredential(user, pass)', "server.login('me@{word}.io', os.environ['PW'])",
      'auth: ["bearer", "basic"]',
    ],
  }),
] as const;
