import { issued, pattern } from '../../src/rule/issued.js';

const REVOKE = 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html';
const STEPS = ['Change that password or revoke that token where it is accepted.'];
const evidence = [{ name: 'password' }] as const;
const shown = { evidence: [{ name: 'circumstance' }] } as const;
/** What stands between a command's name and its flag, on one logical line. */
const GAP = '(?:[^\\r\\n|;&]|\\\\\\n|\\\\\\r\\n){0,200}?';
const VALUE = '(?<secret>[^\\s"\'`|;&<>()$]{3,128})';

/** Options of `find`, which looks through the folders of databases, too. */
const OF_FIND = '(?:ath|erm|rint(?:0|f)?|rune)\\b';

export const rules = [
  issued({
    id: 'password-in-command-line',
    title: 'Password on a command line',
    severity: 'high',
    rank: 'generic',
    allows: 'log in with it; a command line ends up in the image’s history, in logs and in the list of processes',
    revoke: REVOKE,
    steps: STEPS,
    patterns: [
      pattern(['sshpass'], `sshpass[ \\t]{1,4}(?:-v[ \\t]{1,4})?-p[ \\t]{0,4}["']?${VALUE}`, { evidence }),
      pattern(['mysql', 'mariadb'], `(?:mysql|mariadb)(?:dump|admin|import|check)?[ \\t]${GAP}[ \\t](?:-p(?!${OF_FIND})|--password=)["']?${VALUE}`, { evidence }),
      pattern(['mongo', 'redis-cli', 'smbclient', 'cadaver', 'ldapsearch', 'ldapadd', 'ldapmodify'], `(?:(?:mongo(?:sh|dump|restore)?[ \\t]${GAP}[ \\t](?:-p|--password)|redis-cli[ \\t]${GAP}[ \\t](?:-a|--pass)|ldap(?:search|add|modify)[ \\t]${GAP}[ \\t]-w)[ \\t=]{1,3}|smbclient[ \\t]${GAP}[ \\t]-U[ \\t]{0,3}["']?[^\\s%"']{1,60}%)["']?${VALUE}`, { evidence }),
      pattern(['login'], `(?<=(?:docker|podman|buildah|skopeo|crane|nerdctl|oras|helm registry|az|az acr|oc|kubectl|npm|argocd|regctl registry)[ \\t]{1,4}(?:auth[ \\t]{1,4})?)login[ \\t]${GAP}[ \\t](?:-p|--password)[ \\t=]{1,3}["']?${VALUE}`, { evidence }),
      pattern(['sudo -S', 'passwd --stdin', '--password-stdin', '--passphrase-fd 0'], `(?<=(?:echo|printf)[ \\t]{1,4}(?:-[en][ \\t]{1,4})?["']?(?<secret>[^\\s"'|$:\`]{3,40})["']?[ \\t]{0,4}\\|[^|\\r\\n]{0,50})(?:sudo -S|passwd --stdin|--password-stdin|--passphrase-fd 0)`, { evidence }),
      pattern(['zip -', 'zip a', '7z a', '7z x', '7za '], `(?:zip[ \\t]${GAP}-P[ \\t]{1,3}|7za? [a-z][ \\t]${GAP}-p)["']?${VALUE}`, { evidence: [{ name: 'directive' }] }),
      pattern(['add_user', 'change_password'], `(?:add_user|change_password)[ \\t]{1,4}["']?[\\w.@-]{1,60}["']?[ \\t]{1,4}["']?${VALUE}`, { evidence: [{ name: 'directive' }] }),
      pattern(['chpasswd'], `(?<=(?:echo|printf)[ \\t]{1,4}(?:-[en][ \\t]{1,4})?["']?(?<user>[a-z_][\\w-]{0,24}):(?<secret>[^\\s"'|$:]{3,40})["']?[ \\t]{0,4}\\|[ \\t]{0,4}(?:sudo[ \\t]{1,4})?)chpasswd`, { evidence }),
      pattern(['htpasswd'], `htpasswd[ \\t]${GAP}[ \\t]?-[a-zA-Z]{0,5}b[a-zA-Z]{0,5}[ \\t]{1,4}\\S{1,120}[ \\t]{1,4}\\S{1,60}[ \\t]{1,4}["']?${VALUE}`, { evidence }),
      pattern(['-passin', '-passout', '-storepass', '-keypass', '-deststorepass', '-srcstorepass'], `-(?:pass(?:in|out)[ \\t]{1,4}["']?pass:|(?:dest|src)?(?:store|key)pass[ \\t]{1,4}["']?)${VALUE}`, { evidence }),
      pattern(['--password', '--passwd'], `(?<=[ \\t]|^)--passw(?:or)?d[ \\t=]{1,2}["']?${VALUE}`, { flags: 'i', evidence: [{ name: 'directive' }] }),
      pattern(['--requirepass', '--masterauth', '--rpcpassword', '--adminpw', '--clusterpassword', '--dev-root-token-id', '--sapassword'], `(?<=[ \\t"']|^)--(?:requirepass|masterauth|rpcpassword|adminpw|clusterpassword|dev-root-token-id|sapassword)["']?(?:=|,?[ \\t]{1,3})["']?${VALUE}`, { flags: 'i', evidence }),
      pattern(['openssl'], `openssl[ \\t]{1,4}(?:enc|aes|des)${GAP}[ \\t]-k[ \\t]{1,4}["']?${VALUE}`, { evidence }),
      pattern(['cargo login', 'auth-pass '], `(?:cargo login|(?<=sentinel[ \\t]{1,4})auth-pass[ \\t]{1,4}[\\w.-]{1,60})[ \\t]{1,4}["']?${VALUE}`, { evidence: [{ name: 'directive' }] }),
      pattern(['CURLOPT_'], `CURLOPT_(?:PROXY|TLSAUTH_|KEY|XOAUTH2_)?(?:USERPWD|PASSWORD|PASSWD|BEARER)\\b["'\\]]{0,2}[ \\t]{0,4}(?:,|=>)[ \\t]{0,4}(?<quote>["'])(?:[^"'\\s:]{1,64}:)?(?<secret>[^"'\\s]{4,512})\\k<quote>`, { evidence: [{ name: 'login' }] }),
      pattern(['psexec'], `psexec(?:64)?(?:\\.exe)?[ \\t]${GAP}[ \\t]-p[ \\t]{1,4}["']?(?<secret>[^\\s"'\`|;&<>()$%]{3,128})(?!%)`, { flags: 'i', evidence }),
      pattern(['-token', '_token', '-bearer', '-secret', '-key', '-apikey', '-passwd', '-password', '-passphrase', '-pat ', '-pass '], `(?<=(?:^|[\\s"'])(?<head>-?|-{1,2}[a-z][a-z0-9_-]{0,30}))(?:-|(?<=--[\\w-]{1,40})_)(?<word>token|bearer|secret(?:-key)?|(?:api-?|access-|secret-|auth-|license-)?key|passwd|password|passphrase|pass|pat)(?:-?v?\\d{1,2})?["']?[ \\t,]{1,3}["']?(?<secret>[A-Za-z0-9][A-Za-z0-9_+/=.~!@#%^*?:-]{7,256})(?=["'\\s\`]|$)`, { flags: 'i', evidence: [{ name: 'directive' }] }),
      pattern(['identified by', 'identified with'], `identified (?:with [\\w"'\`]{1,40} )?(?:by|as)[ \\t]{1,4}(?:password[ \\t]{1,2})?\\\\?(?<quote>["'\`])(?<secret>[^"'\`\\s\\\\]{3,128})\\\\?\\k<quote>`, { flags: 'i', evidence: [{ name: 'login' }] }),
      pattern(['identified by', 'login password'], `(?:identified by|login password)[ \\t]{1,4}(?=\\S{0,100}\\d)(?<secret>[A-Za-z0-9_#!@%^*+.-]{6,128})(?=[;\\s)"'\\\\]|$)`, { flags: 'i', evidence }),
      pattern(['identified by', 'login password'], `(?:identified by|login password)[ \\t]{1,4}(?<secret>[A-Za-z0-9_#!@%^*+.-]{6,128})(?=[;\\s)"'\\\\]|$)`, { flags: 'i', evidence: [{ name: 'directive' }] }),
      pattern(['create user', 'alter user', 'create role', 'alter role', 'create login', 'alter login'], `(?:create|alter) (?:user|role|login)[^;\\r\\n]{1,160}?password[ \\t]{0,3}(?:=[ \\t]{0,3})?N?\\\\?(?<quote>["'])(?<secret>[^"'\\s\\\\]{3,128})\\\\?\\k<quote>`, { flags: 'i', evidence: [{ name: 'login' }] }),
      pattern(['ConvertTo-SecureString', 'net user'], `(?:ConvertTo-SecureString[ \\t]{1,4}(?:-String[ \\t]{1,4})?|net user[ \\t]{1,4}\\S{1,40}[ \\t]{1,4})["']?(?<secret>[^-\\s"'\`|;&<>()$][^\\s"'\`|;&<>()$]{2,127})`, { flags: 'i', evidence }),
    ],
    leaks: ['sshpass -p {pass:14} ssh root@host', 'mysql -u root -p{base62:14} app', 'docker login -u {word} -p {base62:20} r.io', 'echo "root:{base62:14}" | chpasswd', 'htpasswd -bc /etc/nginx/pw {word} {base62:16}', 'openssl rsa -in k -passin pass:{base62:16}', 'keytool -genkey -storepass {base62:14}', 'psexec \\\\\\\\host -u admin -p {base62:14} cmd', 'tool --api-token {base62:32} run', 'cargo login {hex:32}', 'openssl enc -aes-256-cbc -k {pass:18} -in a', 'command: redis-server --requirepass {pass:14}', 'CMD ["redis-server", "--requirepass", "{pass:14}"]', 'curl_setopt($c, CURLOPT_USERPWD, "{word}:{base62:20}");', 'CREATE USER {word} IDENTIFIED BY {base62:16};', "ALTER USER {word} WITH PASSWORD '{pass:16}';", "CREATE USER '{word}'@'%' IDENTIFIED BY '{pass:16}'"],
    clean: ['mkdir -p /opt/data', 'mysql -u root -p$MYSQL_PASSWORD app', 'docker login -u me --password-stdin', 'echo "root:$PW" | chpasswd', 'sshpass -p "$PW" ssh host', 'mysql -h db -p'],
  }),
  issued({
    id: 'credentials-in-http-request',
    title: 'Credentials in an HTTP request',
    severity: 'high',
    rank: 'generic',
    allows: 'send the same request with the same rights',
    revoke: REVOKE,
    steps: STEPS,
    patterns: [
      pattern(['curl', 'wget', 'http '], `(?:curl|http)[ \\t]${GAP}(?:-u|--user|--proxy-user|-a|--auth)[ \\t=]{0,3}["']?(?<user>[^\\s:"'$<]{0,64})["']?:["']?(?<secret>[^\\s"'\`|;&<>()$]{3,128})`, { evidence: [{ name: 'url-credentials' }] }),
      pattern(['curl'], `curl[ \\t]${GAP}(?:-u|--user)[ \\t=]{0,3}["']?(?<secret>[^\\s:"'$<{]{8,128}):(?=["'\\s]|$)`, { evidence: [{ name: 'directive' }] }),
      pattern(['authorization'], 'authorization\\\\?["\'`]?\\]?[ \\t]{0,4}[:=][ \\t]{0,4}\\\\?["\'`]?(?<secret>[\\w.~+/=@-]{20,500})(?=[\\\\"\'\\s]|$)', { flags: 'i', evidence: [{ name: 'random' }, { name: 'circumstance' }] }),
      pattern(['authorization'], 'authorization\\\\?["\'`]?\\]?[ \\t]{0,4}[:=,][ \\t]{0,4}\\\\?["\'`]?Basic[ \\t]{1,4}(?<secret>[A-Za-z0-9+/]{8,500}={0,2})(?![\\w+/=-])', { flags: 'i', evidence: [{ name: 'docker-auth' }] }),
      pattern(['authorization'], 'authorization\\\\?["\']?[ \\t]{0,4}[:=,][ \\t]{0,4}\\\\?["\'`]?(?:(?:Bearer|Token|ApiKey|Key|PRIVATE-TOKEN|token|OAuth|sso-key|apikey|SSWS|GenieKey|Zoho-oauthtoken|DeepL-Auth-Key|API-Key)[ \\t=]{1,4}(?:token="?)?)(?<secret>[\\w.~+/=:|-]{12,2000})(?![\\w~+/=-])', { flags: 'i', evidence: [{ name: 'random' }] }),
      pattern(['private-token', 'x-api-key', 'x-auth-token', 'x-vault-token', 'x-access-token', 'api-key:', 'apikey:', 'x-token'], '(?:private-token|x-(?:api-key|auth-token|vault-token|access-token|token)|api-?key)[ \\t]{0,2}:[ \\t]{0,4}(?<secret>[\\w.~+/=-]{12,500})(?=["\'\\s])', { flags: 'i', evidence: [{ name: 'random' }] }),
      // A session of somebody who has logged in.
      pattern(['cookie'], `cookie["'\\]]{0,2}[ \\t]{0,4}[:=,][ \\t]{0,4}["']?(?:[^\\r\\n"';]{1,200};[ ]?){0,4}?[\\w.-]{0,40}(?:sess(?:ion)?(?:id)?|sid|auth|token|jwt|remember(?:_me)?)[\\w.-]{0,20}=(?<secret>[\\w.~+/=%-]{16,2000})(?=[;"'\\s\\\\]|$)`, { flags: 'i', confidence: 'low', evidence: [{ name: 'random' }, { name: 'circumstance' }] }),
      pattern(['_session=', 'PHPSESSID=', 'JSESSIONID=', 'connect.sid=', 'ASP.NET_SessionId='], `(?<![\\w?&-](?<!_))(?<head>_?[a-z]{0,30})(?:_session|PHPSESSID|JSESSIONID|connect\\.sid|ASP\\.NET_SessionId)=(?<secret>[\\w.~+%-]{20,2000})(?=[;"'\\s\\\\]|$)`, { flags: 'i', before: 31, confidence: 'low', evidence: [{ name: 'random' }, { name: 'circumstance' }] }),
    ],
    leaks: ['Cookie: theme=dark; session_id={base62:40}', '_app_session={hex:32}', 'curl -u {word}:{base62:18} https://api.{word}.io', "curl -H 'Authorization: Bearer {base62:40}' https://api.{word}.io", 'Authorization: Basic {b64({word}:{pass:18})}', 'curl -H "X-Api-Key: {base62:32}" https://x.io', "curl -H 'Authorization: {uuid}' https://x.io", "curl --user {word}:'{base62:20}' https://x.io"],
    clean: ['curl -u "$USER:$PASS" https://x.io', 'Authorization: Bearer ${TOKEN}', 'Authorization: Bearer <token>', "curl -H 'Authorization: Bearer token' https://x.io"],
  }),
  issued({
    id: 'password-hash',
    title: 'Password hash',
    severity: 'medium',
    allows: 'try passwords against it at home, billions a second for the older kinds',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
    references: ['https://man7.org/linux/man-pages/man5/crypt.5.html'],
    steps: ['Change the password that it stands for.', 'Set accounts up when the container starts, or let them have no password.'],
    patterns: [
      pattern(['$1$', '$apr1$'], '(?<![\\w$])(?<secret>\\$(?:1|apr1)\\$[A-Za-z0-9./]{1,8}\\$[A-Za-z0-9./]{22})(?![A-Za-z0-9./$])', shown),
      pattern(['$2a$', '$2b$', '$2y$', '$2x$'], '(?<![\\w$])(?<secret>\\$2[abxy]\\$\\d\\d\\$[A-Za-z0-9./]{53})(?![A-Za-z0-9./$])', shown),
      pattern(['$md5'], '(?<![\\w$])(?<secret>\\$md5,rounds=\\d{1,9}\\$[A-Za-z0-9./]{1,16}\\${1,2}[A-Za-z0-9./]{22})(?![A-Za-z0-9./$])', shown),
      pattern(['$8$', '$9$'], '(?<![\\w$])(?<secret>\\$[89]\\$[A-Za-z0-9./]{14}\\$[A-Za-z0-9./]{43})(?![A-Za-z0-9./$])', shown),
      pattern(['$5$'], '(?<![\\w$])(?<secret>\\$5\\$(?:rounds=\\d{1,9}\\$)?[A-Za-z0-9./]{1,16}\\$[A-Za-z0-9./]{43})(?![A-Za-z0-9./$])', shown),
      pattern(['$6$'], '(?<![\\w$])(?<secret>\\$6\\$(?:rounds=\\d{1,9}\\$)?[A-Za-z0-9./]{1,16}\\$[A-Za-z0-9./]{86})(?![A-Za-z0-9./$])', shown),
      pattern(['$y$', '$gy$', '$7$'], '(?<![\\w$])(?<secret>\\$(?:g?y|7)\\$[./A-Za-z0-9]{1,12}\\$[./A-Za-z0-9]{1,86}\\$[./A-Za-z0-9]{43})(?![A-Za-z0-9./$])', shown),
      pattern(['$argon2'], '(?<![\\w$])(?<secret>\\$argon2(?:id?|d)\\$v=\\d{1,3}\\$m=\\d{1,9},t=\\d{1,4},p=\\d{1,3}\\$[A-Za-z0-9+/]{8,64}\\$[A-Za-z0-9+/]{22,128})(?![A-Za-z0-9+/$])', shown),
      // Of Mosquitto.
      pattern(['$6$', '$7$'], '(?<![\\w$])(?<secret>\\$(?:6\\$|7\\$\\d{1,6}\\$)[A-Za-z0-9+/]{16,24}={0,2}\\$[A-Za-z0-9+/]{86}==)', shown),
      // Of directories (RFC 3112 and its followers), of Django, of Werkzeug, of PostgreSQL.
      pattern(['{ssha', '{sha', '{smd5', '{md5}', '{crypt}', '{pbkdf2'], '(?<secret>\\{(?:S?SHA(?:224|256|384|512)?|S?MD5|PBKDF2(?:-SHA\\d{1,3})?|CRYPT)\\}[A-Za-z0-9+/.$,]{20,256}={0,2})(?![A-Za-z0-9+/=.$])', { ...shown, flags: 'i' }),
      pattern(['pbkdf2_sha', 'pbkdf2:sha', 'scrypt:'], '(?<![\\w$])(?<secret>(?:pbkdf2_sha(?:1|256|512)\\$\\d{3,8}\\$|(?:pbkdf2:sha(?:1|256|512):\\d{3,8}|scrypt:\\d{2,8}:\\d{1,3}:\\d{1,3})\\$)[A-Za-z0-9+/.]{8,64}\\$(?:[A-Za-z0-9+/]{27,88}={0,2}|[0-9a-f]{40,128}))(?![A-Za-z0-9+/=])', shown),
      pattern(['SCRAM-SHA-256$'], '(?<![\\w$])(?<secret>SCRAM-SHA-256\\$\\d{3,7}:[A-Za-z0-9+/]{8,64}={0,2}\\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=)', shown),
    ],
    leaks: ['root:$6${base62:16}${base62:86}:19000:0:99999:7:::', '{word}:$apr1${base62:8}${base62:22}', '{word}:$2y$10${base62:53}', 'x:$y$j9T${base62:22}${base62:43}:1::::::', '$5${base62:16}${base62:43}', '$argon2id$v=19$m=65536,t=3,p=4${base62:22}${base62:43}', '{word}:$7$101${base64:16}${base64:86}==', 'rootpw {SSHA}{base62:32}\n', 'pbkdf2_sha256$600000${base62:22}${base62:43}=', '"app" "SCRAM-SHA-256$4096:{base62:22}==${base62:43}=:{base62:43}="'],
    clean: ['root:*:19000:0:99999:7:::', "s.replace(/a/, '$1$2')", '$2y$10$short'],
  }),
] as const;
