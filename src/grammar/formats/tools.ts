import { identityOf } from '../../model/identity.js';
import type { Field, FieldReader } from '../field.js';
import type { Format } from '../format.js';
import { readDirectives, readIni, readProperties } from '../ini.js';
import { readJson } from '../json.js';
import { settings } from '../settings.js';
import type { Settings } from '../settings.js';
import { readToml } from '../toml.js';
import { readYaml } from '../yaml.js';

const rule = 'credential-file-secret';

/** The login of a command line tool: nothing but secrets stand in the fields that are called so. */
function login(name: string, paths: readonly string[], read: FieldReader, secret: Settings['secret'], more: Partial<Settings> = {}): Format {
  return settings({ name: `${name} login`, paths, read, rule, secret, ...more });
}

/** A group's name where it is a host's, of the groups around a field. */
const hostAround = ({ group }: Field): readonly [ReturnType<typeof identityOf>] => [identityOf('host', group.path.find((step) => /^[\w-]+(?:\.[\w-]+)+(?::\d+)?$/.test(step)))];

/** Logins that the tools of services, of code hosts and of clouds keep in the home directory. */
export const tools: readonly Format[] = [
  login('GitHub CLI', ['gh/hosts.yml', '.config/hub', 'glab-cli/config.yml', 'tea/config.yml'], readYaml, /(?:^|\.)(?:oauth_token|token|refresh_token|job_token)$/, { identity: { user: ['user', 'username'], host: ['url', 'api_host'] }, tell: hostAround }),
  login('Netlify', ['netlify/config.json', '.netlify/config.json'], readJson, /^users\..{1,100}\.auth\.(?:token|github\.token)$/, { identity: { user: ['email', 'id'] } }),
  login('Vercel', ['com.vercel.cli/auth.json', '.vercel/auth.json', '.now/auth.json'], readJson, /^(?:token|refreshtoken|credentials\.\d{1,3}\.token)$/),
  login('Fly.io', ['.fly/config.yml'], readYaml, /^(?:access_token|metrics_token|wire_guard_state\..{1,200}\.(?:localprivatekey|local_private_key|privatekey))$/),
  login('Railway', ['.railway/config.json'], readJson, /^user\.(?:token|accesstoken|refreshtoken)$/),
  login('Render', ['.render/cli.yaml'], readYaml, /(?:^|\.)(?:key|refreshtoken|token|apikey)$/),
  login('DigitalOcean CLI', ['doctl/config.yaml'], readYaml, /^(?:access-token|auth-contexts\..{1,100}|docker-config\.token)$/),
  login('Hetzner Cloud', ['hcloud/cli.toml'], readToml, /^contexts(?:\.\d+)?\.token$/, { identity: { context: ['name'] } }),
  login('Scaleway', ['scw/config.yaml', '.scw/config.yaml'], readYaml, /(?:^|\.)(?:secret_key|secret-key)$/, { identity: { 'access key': ['access_key', 'access-key'], organisation: ['default_organization_id'], project: ['default_project_id'] } }),
  login('Linode', ['.config/linode-cli', '.linode-cli'], readProperties, /(?:^|\.)(?:token|oauth_token)$/, { group: { label: 'user' } }),
  login('Vultr', ['vultr-cli.yaml', '.vultr-cli.yaml'], readYaml, /^api-key$/),
  login('Civo', ['.civo.json'], readJson, /^apikeys\..{1,100}$/),
  login('Exoscale', ['exoscale.toml'], readToml, /^accounts\.secret$/, { identity: { 'access key': ['key'], account: ['account', 'name'] } }),
  login('UpCloud', ['upctl.yaml'], readYaml, /^(?:password|token)$/, { identity: { user: ['username'] } }),
  login('Alibaba Cloud', ['.aliyun/config.json', '.aliyun/config.yaml'], readJson, /^profiles\.\d{1,4}\.(?:access_key_secret|sts_token|private_key|oauth_access_token|oauth_refresh_token|access_token|bearer_token)$/, { identity: { 'access key': ['access_key_id'], profile: ['name'], region: ['region_id'] } }),
  login('Tencent Cloud', ['.tccli/*.credential'], readJson, /^(?:secretkey|token)$/, { identity: { 'access key': ['secretid'] } }),
  login('Huawei Cloud', ['.hcloud/config.json'], readJson, /(?:^|\.)(?:secretaccesskey|securitytoken|refreshtoken)$/, { identity: { 'access key': ['accesskeyid'], profile: ['name'] } }),
  login('Oracle Cloud', ['.oci/config', 'oci/config'], readIni, /(?:^|\.)(?:pass_phrase|security_token|key_content)$/, { identity: { user: ['user'], fingerprint: ['fingerprint'], tenant: ['tenancy'], region: ['region'] }, group: { label: 'profile' } }),
  login('IBM Cloud', ['.bluemix/config.json', '.ibmcloud/config.json'], readJson, /^(?:iamtoken|iamrefreshtoken|uaatoken|uaarefreshtoken|apikey)$/, { identity: { account: ['account.guid', 'guid'], region: ['region'] } }),
  login('Cloud Foundry', ['.cf/config.json'], readJson, /^(?:accesstoken|refreshtoken|uaaoauthclientsecret)$/, { identity: { host: ['target'] } }),
  login('OpenStack', ['clouds.yaml', 'clouds.yml', 'secure.yaml', 'secure.yml', 'clouds-public.yaml'], readYaml, /^clouds\..{1,100}\.auth\.(?:password|token|application_credential_secret|passcode)$/, { identity: { user: ['username', 'application_credential_id'], host: ['auth_url'], project: ['project_name', 'project_id'] } }),
  login('Pulumi', ['.pulumi/credentials.json'], readJson, /^(?:accesstokens\..{1,200}|accounts\..{1,200}\.accesstoken)$/, { tell: ({ group, name }) => [identityOf('host', /accesstoken$/i.test(name) ? group.path.at(-1) : name)] }),
  login('Wrangler', ['.wrangler/config/default.toml', '.config/.wrangler/config/default.toml', '.cf/default.toml'], readToml, /^(?:oauth_token|refresh_token|api_token|api_key)$/, { identity: { user: ['email'] } }),
  login('cloudflared', ['.cloudflared/*.json', 'cloudflared/*.json'], readJson, /^tunnelsecret$/, { identity: { account: ['accounttag'], tunnel: ['tunnelid'] } }),
  login('Supabase', ['.supabase/profile', 'supabase/credentials.json'], readJson, /(?:^|\.)(?:access_token|accesstoken|token)$/),
  login('Firebase', ['configstore/firebase-tools.json', 'firebase-tools.json'], readJson, /(?:^|\.)tokens\.(?:refresh_token|access_token|id_token)$/, { identity: { user: ['email'] } }),
  login('tool', ['configstore/*.json'], readJson, /(?:^|\.)(?:api|api_key|apikey|token|authtoken|access_token|refresh_token|password|secret)$/, { identity: { user: ['email', 'username'], host: ['endpoint'] } }),
  login('Sentry', ['.sentryclirc', 'sentry.properties'], readIni, /(?:^|\.)(?:token|api_key)$/, { identity: { organisation: ['org', 'defaults.org'], host: ['url', 'defaults.url'] } }),
  login('Stripe CLI', ['.config/stripe/config.toml', 'stripe/config.toml'], readToml, /(?:^|\.)(?:test|live)_mode_api_key$/, { identity: { account: ['account_id'], device: ['device_name'] } }),
  login('Twilio CLI', ['.twilio-cli/config.json'], readJson, /^profiles\..{1,100}\.apikeysecret$/, { identity: { 'Twilio account': ['accountsid'], key: ['apikey'] } }),
  login('ngrok', ['ngrok.yml', 'ngrok2/ngrok.yml', '.ngrok'], readYaml, /^(?:agent\.)?(?:authtoken|api_key)$/),
  login('Hugging Face', ['huggingface/stored_tokens'], readIni, /(?:^|\.)hf_token$/, { group: { label: 'token' } }),
  login('Kaggle', ['kaggle.json'], readJson, /^key$/, { identity: { user: ['username'] } }),
  login('coding assistant', ['.claude/.credentials.json', '.claude.json', '.codex/auth.json', '.gemini/oauth_creds.json', 'github-copilot/hosts.json', 'github-copilot/apps.json', 'opencode/auth.json'], readJson, /(?:^|\.)(?:accesstoken|refreshtoken|access_token|refresh_token|id_token|oauth_token|primaryapikey|openai_api_key|access|refresh|key)$/, { identity: { user: ['user', 'email', 'account_id'] } }),
  login('CircleCI', ['.circleci/cli.yml'], readYaml, /^token$/, { identity: { host: ['host'] } }),
  login('Travis CI', ['.travis/config.yml'], readYaml, /^endpoints\..{1,200}\.access_token$/, { group: { label: 'host' } }),
  login('Buildkite agent', ['buildkite-agent.cfg'], readIni, /^token$/),
  login('GitLab runner', ['gitlab-runner/config.toml', '.gitlab-runner/config.toml'], readToml, /(?:^|\.)(?:token|accesskey|secretkey|password)$/, { identity: { host: ['url', 'serveraddress'], runner: ['name'] } }),
  login('Actions runner', ['actions-runner/.credentials', 'runner/.credentials'], readJson, /^data\.(?:token|clientsecret)$/, { identity: { client: ['clientid'], host: ['authorizationurl'] } }),
  login('Actions runner', ['.credentials_rsaparams'], readJson, /^d$/),
  login('Argo CD', ['argocd/config', '.argocd/config'], readYaml, /^users\.-\.(?:auth-token|refresh-token)$/, { identity: { user: ['name'] } }),
  login('Talos', ['.talos/config', 'talosconfig'], readYaml, /^contexts\..{1,100}\.key$/, { group: { label: 'context' } }),
  login('MinIO client', ['.mc/config.json', '.mcli/config.json'], readJson, /^(?:aliases|hosts)\..{1,100}\.(?:secretkey|sessiontoken)$/, { identity: { 'access key': ['accesskey'], host: ['url'] } }),
  login('InfluxDB', ['.influxdbv2/configs'], readToml, /(?:^|\.)token$/, { identity: { host: ['url'], organisation: ['org'] } }),
  login('Databricks', ['.databrickscfg'], readIni, /(?:^|\.)(?:token|password|client_secret|azure_client_secret)$/, { identity: { user: ['username'], host: ['host'], client: ['client_id', 'azure_client_id'] }, group: { label: 'profile' } }),
  login('Snowflake', ['.snowsql/config', 'snowsql.cnf'], readIni, /(?:^|\.)(?:password|private_key_passphrase|proxy_password|token)$/, { identity: { user: ['username', 'user'], account: ['accountname', 'account'] } }),
  login('Snowflake', ['snowflake/connections.toml', 'snowflake/config.toml', '.snowflake/connections.toml', '.snowflake/config.toml'], readToml, /(?:^|\.)(?:password|private_key_passphrase|private_key_raw|token)$/, { identity: { user: ['user', 'username'], account: ['account'] } }),
  login('dbt', ['.dbt/profiles.yml', 'profiles.yml'], readYaml, /\.outputs\..{1,60}\.(?:password|pass|token|client_secret|private_key|private_key_passphrase|refresh_token)$/, { identity: { user: ['user', 'username'], host: ['host', 'account'], database: ['dbname', 'database'] } }),
  login('JFrog CLI', ['.jfrog/jfrog-cli.conf', '.jfrog/jfrog-cli.conf.*'], readJson, /(?:^|\.)(?:password|accesstoken|refreshtoken|artifactoryrefreshtoken|apikey|sshpassphrase)$/, { identity: { user: ['user'], host: ['url', 'artifactoryurl'] } }),
  login('Conan', ['.conan2/credentials.json', '.conan/credentials.json'], readJson, /^credentials\.\d{1,4}\.password$/, { identity: { user: ['user'], remote: ['remote'] } }),
  login('Dart pub', ['dart/pub-tokens.json', '.pub-cache/credentials.json', 'dart/pub-credentials.json'], readJson, /(?:^|\.)(?:token|accesstoken|refreshtoken|idtoken)$/, { identity: { host: ['url'] } }),
  login('Cabal', ['.cabal/config', 'cabal/config'], readProperties, /^password$/, { identity: { user: ['username'] } }),
  login('PAUSE', ['.pause'], readDirectives, /^password$/, { identity: { user: ['user'] } }),
  login('Snyk', ['.snyk.json', 'snyk/snyk.json'], readJson, /(?:^|\.)(?:api|oauthtoken)$/),
  login('Doppler', ['.doppler/.doppler.yaml'], readYaml, /(?:^|\.)token$/, { identity: { host: ['api-host'] } }),
  login('Akamai', ['.edgerc'], readIni, /(?:^|\.)(?:client_secret|client_token|access_token)$/, { identity: { host: ['host'] }, group: { label: 'section' } }),
  login('Google storage tool', ['.boto', 'boto.cfg'], readIni, /(?:^|\.)(?:aws_secret_access_key|gs_secret_access_key|gs_oauth2_refresh_token|gs_service_key_file_password|proxy_pass|client_secret)$/, { identity: { 'access key': ['aws_access_key_id', 'gs_access_key_id'] } }),
  login('s3cmd', ['.s3cfg', 's3cfg', '.s3cmd.ini'], readIni, /(?:^|\.)(?:secret_key|access_token|gpg_passphrase)$/, { identity: { 'access key': ['access_key'], host: ['host_base'] } }),
  login('AWS sign-on', ['.aws/sso/cache/*.json'], readJson, /^(?:accesstoken|refreshtoken|clientsecret)$/, { identity: { host: ['starturl'], client: ['clientid'], region: ['region'], expires: ['expiresat'] } }),
  login('AWS role', ['.aws/cli/cache/*.json', '.aws/boto/cache/*.json'], readJson, /^credentials\.(?:secretaccesskey|sessiontoken)$/, { identity: { 'access key': ['accesskeyid'], expires: ['expiration'] } }),
  login('Azure service principal', ['azureauth.json', 'my.azureauth', '*.azureauth'], readJson, /^(?:clientsecret|clientcertificatepassword)$/, { wide: ['*.json'], holds: [['Secret'], ['"clientSecret"'], ['"tenantId"'], ['"clientId"']], identity: { client: ['clientid'], tenant: ['tenantid'], subscription: ['subscriptionid'] } }),
];
