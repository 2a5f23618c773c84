import { INJECT, issued, pattern } from '../../src/rule/issued.js';

/** Words that make a name secret, as the prefilter can look for them; the name as a whole is judged afterwards. */
const WORDS = [
  'password', 'passwd', 'passphrase', 'passcode', 'pword', 'secret', 'token', 'credential', 'apikey', 'api_key', 'api-key', 'netrc', '_dsn',
  '_pass', '-pass', '.pass', 'pass:', 'pass=', 'pass =', 'pass :', 'pass"', "pass'", 'pass(', 'pass{', 'pass {', 'pass}', 'pass<', 'key<', 'pass  ', 'key  ', 'pwd  ', 'pass string', 'pass str', 'pass as ', 'passw', 'pasw', 'pssw', 'pswd', 'pswo', 'pswr', 'dbpass', 'userpass', 'rootpass', '_pwd', '.pwd', 'pwd=', 'pwd =', 'pwd:', 'pwd as ', '_psw', '_pw', 'pw:', 'pw=', 'pw =', '_auth', 'auth=', 'auth =', 'auth"', '_key', '-key', 'key=', 'key =', 'key :', 'key"', "key'", 'Key:', 'Key(', 'keyv', '.key.', '_cred', '_pat', '_salt', 'salt =', 'salt"', '_api', 'api =', 'api"', 'cred =', 'creds =', 'cred"', 'psk=', 'psk =', 'psk"',
] as const;
const NAME = `(?<=(?<head>[A-Za-z0-9_.-]{0,48}))(?<word>(?:${[...new Set(WORDS.map((word) => word.replace(/ (?:str|string|as )$/, '').replaceAll('.', '\\.').replace(/[ :="'({}<]+$/, '')))].join('|')}))(?<tail>[A-Za-z0-9_-]{0,24})`;
/** The type behind the name, where a language writes it there. */
const TYPE = "(?:(?:[ \\t]{0,4}:?[ \\t]{0,4}(?:&(?:'static[ \\t])?)?(?:string|str|\\[\\]byte)\\??|[ \\t]{1,2}as[ \\t]{1,2}string|\\[\\d{0,5}\\]|[ \\t]{0,4}\\{[ \\t]?get;[ \\t]?(?:(?:private|protected|internal)[ \\t])?(?:(?:set|init);)?[ \\t]?\\}|\\})(?=[ \\t]{0,4}=))?";
const SIGN = '(?:=>|:-(?=[^\\s{}]{1,100}\\})|:{1,3}=|[?.+|~]{1,2}=|:|!?={1,3})';
const OPEN = '(?:\\(|\\)[ \\t]{1,4}(?:or|\\|\\||\\?\\?)[ \\t])';
/** Signs that only a quoted value follows: a default, what braces initialize, R's arrow, a dash in notes. */
const QUOTED_SIGN = '(?:\\|\\||\\?\\?|\\?:|\\bor\\b|<-|-(?=[ \\t])|\\{(?:\\r?\\n[ \\t]{1,24})?)';
const WRAP = '(?:\\[\\]byte\\(|!!str[ \\t]|(?:Buffer\\.from|bytes|String|str|atob|b64decode|unquote)?\\(\\s{0,24})?';
const AFTER = `(?:(?:\\\\?["'\`\\]]|&(?:quot|apos|#34|#39);){0,3}${TYPE}[ \\t]{0,24}(?:(?:\\r?\\n[ \\t]{1,24}(?==))?${SIGN}|${OPEN})|(?:["']?\\])?[ \\t]{0,12}${QUOTED_SIGN})[ \\t]{0,32}(?:[|>][+-]?)?(?:\\r?\\n[ \\t]{1,24})?${WRAP}`;
/** What an HTTP header says in front of the token. */
const SCHEME = '(?:(?:Bearer|Basic|Token|OAuth|Digest|NTLM|SSWS|GenieKey|Api-?Key|Key|X-[A-Za-z-]{2,20})[ \\t:]{1,2})?';
const QUOTED = `[bBrRuUfF@]?(?:\\\\?)(?<quote>["'\`]|&(?:quot|apos|#34|#39);)${SCHEME}(?<secret>(?:(?!\\k<quote>)[^\\r\\n\\\\\\x00-\\x1f]|\\\\[^\\r\\n"'\`]){4,1024})\\\\?\\k<quote>`;
const BARE = `(?<secret>[^\\s"'\`,;<>(){}\\[\\]|&\\\\\\x00-\\x1f\\x7f-\\xff]{4,1024})(?=[\\s,;"'<&|)}\\]\\\\]|$)`;
const evidence = [{ name: 'assignment' }] as const;
const judged = { flags: 'i', confidence: 'low', evidence } as const;

export const rules = [
  issued({
    id: 'generic-assignment',
    title: 'Secret assigned to a variable',
    severity: 'high',
    rank: 'generic',
    allows: 'use it wherever it is accepted',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    fix: INJECT,
    steps: ['Find out what accepts it, and give that a new one.', 'Make the old one worthless.'],
    patterns: [
      pattern(WORDS, `${NAME}${AFTER}${QUOTED}`, judged),
      pattern(WORDS, `${NAME}["'\\]]{0,2}[ \\t]{0,24}${SIGN}[ \\t]{0,32}(?:!!str[ \\t]|[|>][+-]?\\r?\\n[ \\t]{1,24})?${BARE}`, judged),
      // With brackets in it, to the end of the line.
      pattern(WORDS, `${NAME}["'\\]]{0,2}[ \\t]{0,12}${SIGN}[ \\t]{0,12}(?=[^\\r\\n]{0,100}[()\\[\\]{}<>&|])(?<secret>[^\\s"'\`,;\\\\\\x00-\\x1f\\x7f-\\xff]{10,128})(?=[ \\t]{0,8}(?:\\r?\\n|$))`, judged),
      // Perl's quotes and Lua's long ones.
      pattern(WORDS, `${NAME}["'\\]}]{0,2}[ \\t]{0,12}=>?[ \\t]{0,12}(?<quote>qq?[{(]|\\[\\[)(?<secret>[^\\s{}()\\[\\]]{4,512})[})\\]]`, judged),
      // A default within a text, as Spring fills it in.
      pattern(['password:', 'passwd:', 'pass:', 'passphrase:', 'secret:', 'token:', 'key:'], `(?<=(?<quote>["'])\\$\\{(?<head>[\\w.-]{0,48}))(?<word>password|passwd|pass|passphrase|secret|token|key)(?<tail>[\\w.-]{0,24}):(?![-=+?])(?<secret>[^\\s"'{}$]{4,256})\\}`, judged),
      // A tuple of Erlang, a parameter of PowerShell.
      pattern(['password,', 'passwd,', 'passphrase,', 'secret,', 'token,', '_key,', '_pass,'], `(?<=\\{(?<head>[a-z][\\w@]{0,48}|))(?<word>password|passwd|passphrase|secret|token|_key|_pass)(?<tail>\\w{0,24}),[ \\t]{0,4}(?<quote>")(?<secret>[^"\\s\\\\]{4,256})"`, judged),
      pattern(["password '", 'password "', "pass '", 'pass "', "token '", 'token "', "secret '", 'secret "', "key '", 'key "'], `(?<=[ \\t]-(?<head>[A-Za-z]{0,30}))(?<word>password|pass|token|secret|key)[ \\t]{1,2}(?<quote>["'])(?<secret>[^"'\\s$]{6,256})\\k<quote>`, judged),
      // The default of a variable of Terraform.
      pattern(['password"', 'passwd"', 'secret"', 'token"', 'key"', 'pass"', 'passphrase"'], `(?<=variable[ \\t]{1,4}"(?<head>[\\w-]{0,48}))(?<word>password|passwd|secret|token|key|pass|passphrase)"[ \\t]{0,4}\\{[^{}]{0,300}?\\bdefault[ \\t]{0,20}=[ \\t]{0,20}(?<quote>")(?<secret>[^"\\s]{4,1024})"`, judged),
      pattern(WORDS, `${NAME}\\\\?["'][\\])]?[ \\t]{0,4},[ \\t]{0,4}(?:default[ \\t]{0,2}=[ \\t]{0,2})?(?:\\\\?["']){0,2}(?<quote>["'])(?=[^"']{0,100}\\d)(?<secret>[^"'\\s\\\\\\x00-\\x1f]{8,256})\\\\?\\k<quote>`, judged),
      pattern(['password is', 'passwort ist', 'passphrase is', 'secret is', 'token is', 'key is'], '(?<word>password|passwort|passphrase|secret|token|key) is(?:t)?:?[ \\t]{1,3}(?<quote>["\'`])(?<secret>[^"\'`\\s]{4,128})\\k<quote>', { flags: 'i', confidence: 'low', evidence: [{ name: 'login' }] }),
      // A name and, as the next thing, its value: manifests of Kubernetes, task definitions, parameters of a stack.
      pattern(WORDS, `${NAME}\\\\?["']?[ \\t]{0,4},?[ \\t]{0,4}(?:\\r?\\n[ \\t]{0,40})?\\\\?["']?(?:parameter)?value\\\\?["']?[ \\t]{0,4}[:=][ \\t]{0,4}\\\\?(?<quote>["']?)(?<secret>[^\\s"'\\\\\\x00-\\x1f]{4,1024})\\\\?\\k<quote>(?=[\\s,;}\\]/>]|$)`, judged),
      pattern(WORDS, `${NAME}</(?:name|key)>\\s{0,40}<(?:value|string)>\\s{0,8}(?<secret>[^\\s<>]{4,1024})\\s{0,8}</`, judged),
      // Lisp, and the files of build tools: a blank is the sign.
      pattern(['password "', "password '", 'token "', "token '", 'secret "', "secret '", 'key "', "key '", 'passphrase "', 'pass "', "pass '"], `(?<=(?:\\((?:setq|setf|def|defvar|defconst|defparameter)[ \\t]|[{, \\t]:|(?:^|\\n))[ \\t]{0,40}(?<head>[\\w.*-]{0,48}))(?<word>password|passphrase|token|secret|key|pass)[ \\t]{1,4}(?<quote>["'])(?<secret>[^"'\\s]{6,1024})\\k<quote>(?=[ \\t]{0,4}[,;)}\\]]{0,4}[ \\t]{0,4}(?:[:\\r\\n]|$))`, judged),
      // Gradle.
      pattern(['storePassword ', 'keyPassword '], `(?<word>(?:store|key)Password)[ \\t]{1,4}(?<quote>["'])(?<secret>[^"'\\s]{4,128})\\k<quote>`, judged),
      // Words apart.
      pattern(['secret key', 'access key', 'api key', 'private key', 'license key', 'activation key', 'encryption key', 'master key', 'auth key', 'auth token', 'access token', 'api token', 'api secret', 'client secret', 'secret token'], `(?<head>(?:secret|access|api|private|license|activation|encryption|master|auth|client) )(?<word>key|token|secret)[ \\t]{0,4}(?::|=|is:?[ \\t])[ \\t]{0,4}(?<quote>["'\`]?)(?=\\S{0,100}\\d)(?<secret>[\\w.~+/=-]{11,1023}[\\w=/-])\\k<quote>(?=[\\s,;<.]|$)`, judged),
      // A key whose object says what it is for, as in .NET's `appsettings.json`.
      pattern(['"jwt', '"token', '"auth', '"bearer', '"encryption', '"crypto'], `"(?:jwt|token|auth|bearer|encryption|crypto)[\\w-]{0,24}"[ \\t]{0,4}:\\s{0,12}\\{[^{}]{0,300}?"(?:signing|secret|private|security)?(?:key|secret)"[ \\t]{0,4}:[ \\t]{0,4}"(?<secret>[^"\\s]{16,512})"`, { flags: 'i', evidence: [{ name: 'random' }] }),
      // Elements of XML, and resources of Android with the name in an attribute.
      pattern(['password', 'passwd', 'secret', 'token', 'key>', 'pass>', 'keyv', 'passphrase'], `(?<=<(?<head>[\\w.:-]{0,48}))(?<word>password|passwd|passphrase|pass|secret|token|key)(?<tail>[\\w.-]{0,24})>\\s{0,40}(?:<!\\[CDATA\\[)?(?<secret>[^\\s<>]{4,256}?)(?:\\]\\]>)?\\s{0,40}</`, judged),
      pattern(['secret>', 'password>', 'token>', 'passphrase>'], `(?<=<(?<head>[\\w.:-]{0,48}))(?<word>password|secret|token|passphrase)>\\s{0,40}\\{?[ \\t]{0,4}(?:[\\w.:/-]{1,40}[ \\t]{1,4}){1,3}(?<secret>[^\\s<>{}]{12,1024})\\}?\\s{0,40}</`, { ...judged, evidence: [{ name: 'random' }, { name: 'assignment' }] }),
      pattern(['key">', 'token">', 'secret">', 'password">', 'passwd">'], `(?<=name="(?<head>[\\w.:-]{0,48}))(?<word>password|passwd|secret|token|key)">\\s{0,40}(?<secret>[^\\s<>]{4,256})\\s{0,40}</`, judged),
      // Macros of C, of assemblers and of RPM, and what shells, make, web servers and Dockerfiles set: a blank is the sign.
      pattern(['password', 'passwd', 'passphrase', 'secret', 'token', '_key', 'apikey', 'api_key', '_pass'], `(?<=(?:[#%][ \\t]{0,2}(?:define|global)[ \\t]|(?:^|\\n)[ \\t]{0,8}(?:set(?:env)?(?:[ \\t]{1,2}-[a-z]{1,4})?[ \\t]|setx(?:[ \\t]{1,2}/m)?[ \\t]|set\\(|env[ \\t]|(?:fastcgi|uwsgi|scgi)_param[ \\t]))[ \\t]{0,8}["'$]?(?<head>[\\w.-]{0,40}))(?<word>password|passwd|passphrase|secret|token|api_?key|_key|_pass)(?<tail>\\w{0,24})["']?[ \\t]{1,16}(?<quote>["']?)(?<secret>[^\\s"'<>(){}]{6,256}?)\\k<quote>(?=[\\s;)]|$)`, judged),
      pattern(['define(', 'setenv', 'putenv', 'name="', 'key="'], `(?:define|setenv|putenv|name|key)[( \\t=]{1,4}["'](?<head>[\\w.-]{0,40}?)(?<word>password|passwd|passphrase|secret|token|api_?key|private_?key|secret_?key|access_?key|_key|_salt)(?<tail>[\\w-]{0,20})["'][ \\t]{0,4}(?:,|value=|=)[ \\t]{0,4}(?<quote>["'])(?<secret>[^"'\\r\\n]{4,256})["']`, judged),
    ],
    companions: [
      { label: 'client', regex: 'client[-_]?id["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>[\\w.-]{6,100})', when: 'client[-_]?secret[^A-Za-z0-9]{1,8}', flags: 'i', within: 200 },
    ],
    leaks: [
      'ADMIN_TOKEN={base62:32}',
      'export API_SECRET="{base62:40}"',
      'db.password: {pass:20}',
      'session-secret = \'{hex:48}\'',
      '  "clientSecret": "{base62:36}",',
      '<password>{base62:20}</password>',
      "define('AUTH_TOKEN', '{base62:40}');",
      'const apiKey = "{base62:32}";',
      '<add key="ApiSecret" value="{base62:32}" />',
      'ENV JENKINS_PSW={base62:24}',
      'client.setApiKey("{base62:32}")',
      '  clientSecret:\n    "{base62:40}",',
      'if (token !== "{base62:32}") return;',
      'var signToken string = "{base62:32}"',
      'let token: &str = "{base62:32}";',
      'token ||= "{base62:32}"',
      '$deployToken .= "{base62:32}"',
      'DEPLOY_TOKEN :::= "{base62:32}"',
      '<deployToken>\n    {base62:32}\n</deployToken>',
      '<string name="crash_key">{base62:32}</string>',
      '#define ADMIN_PASSWORD "{base62:20}"',
      'password = os.environ.get("PASSWORD") or "{base62:24}"',
      'PSWD={base62:24}',
      'db_password=a9]{base62:14}K>!c',
      'variable "api_token" {\n  type    = string\n  default = "{base62:32}"\n}',
      'data-options="{&quot;apiToken&quot;:&quot;{base62:32}&quot;}"',
      'const token = process.env.TOKEN || "{base62:32}";',
      "deploy token - '{base62:32}'",
      'token <- "{base62:32}"',
      'std::string apiToken{\n    "{base62:32}"};',
      'static final String ACCOUNT_TOKEN\n        = "{base62:40}";',
      'authToken := "Bearer {base62:40}"',
      'key = env("SECRET_KEY", default="{base62:40}")',
      '- name: API_TOKEN\n  value: {base62:40}',
      '{"name": "API_TOKEN", "value": "{base62:40}"}',
      '<name>api.token</name>\n<value>{base62:40}</value>',
      '(setq my-api-token "{base62:32}")',
      'SECRET KEY: {base62:32}',
      'Your API key is {base62:32}.',
      "storePassword '{base62:18}'",
      'Dim apiToken As String = "{base62:32}"',
      '<secret>{service AQAAABAAA {base62:32}}</secret>',
      '"Jwt": {\n    "Issuer": "x",\n    "Key": "{base62:40}"\n  }',
    ],
    clean: [
      'PASSWORD=', 'PASSWORD=changeme', 'TOKEN=${TOKEN}', 'TOKEN_FILE=/run/secrets/token', 'NEXT_PUBLIC_API_KEY={base62:32}', 'password: string', 'token = getToken()',
      'MONKEY={base62:32}', 'GPG_KEY={HEX:40}', 'primary_key={hex:32}', '"secretName": "{word}-{word}"', 'PASSWORD_MIN_LENGTH=12345678',
    ],
  }),
] as const;

