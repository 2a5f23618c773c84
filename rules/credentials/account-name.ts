import { LEFT, assigned, issued, pattern } from '../../src/rule/issued.js';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Below these each customer has a name of its own. */
const TENANTS = [
  'okta.com', 'auth0.com', 'atlassian.net', 'jfrog.io', 'blob.core.windows.net', 'database.windows.net', 'openai.azure.com', 'search.windows.net', 'azurecr.io', 'vault.azure.net', 'servicebus.windows.net', 'myshopify.com',
  'my.salesforce.com', 'snowflakecomputing.com', 'cloud.databricks.com', 'azuredatabricks.net', 'supabase.co', 'freshdesk.com', 'zendesk.com', 'looker.com', 'online.tableau.com', 'service-now.com', 'mongodb.net',
  'onelogin.com', 'firebaseio.com', 'rds.amazonaws.com', 'upstash.io',
] as const;
const QUIET = { confidence: 'low' } as const;

/** The half of a pair that is no secret: it says whose account the other half opens. */
export const rules = [
  issued({
    id: 'client-id-of-an-issuer',
    title: 'Client id, which names the account that a secret opens',
    severity: 'info',
    rank: 'generic',
    allows: 'tell the account, and use it as soon as the secret turns up beside it',
    revoke: 'https://www.rfc-editor.org/rfc/rfc6749#section-2.2',
    steps: ['Look whether its secret leaked with it, and rotate that.'],
    patterns: [
      assigned(['azure_client_id', 'azure_tenant_id', 'azure-client-id', 'azure-tenant-id', 'ad_tenant_id', 'ad_client_id', 'arm_client_id', 'arm_tenant_id'], UUID, QUIET),
      pattern(['OC-'], `${LEFT}(?<=canva[^\\r\\n]{1,40})(?<secret>OC-[A-Za-z0-9_-]{8,16})(?![\\w-])`, { flags: 'i', ...QUIET }),
      pattern(['-PRD-', '-SBX-'], `(?<![\\w-])(?<secret>[A-Za-z0-9]{1,16}-[A-Za-z0-9]{1,16}-(?:PRD|SBX)-[0-9a-f]{8,9}-[0-9a-f]{8})(?![\\w-])`, { before: 36, ...QUIET }),
      pattern(['cli_'], `${LEFT}(?<=(?:lark|feishu)[^\\r\\n]{1,40})(?<secret>cli_[A-Za-z0-9]{16})(?![\\w-])`, { flags: 'i', ...QUIET }),
      pattern(['pscale_', 'planetscale'], `(?:pscale|planetscale)[_-](?:user(?:_?name)?|id)["' \\t]{0,4}[=:]["' \\t]{0,4}(?<secret>[a-z0-9]{12})(?![\\w-])`, { flags: 'i', ...QUIET }),
      pattern(['.apps.googleusercontent.com'], `(?<![\\w-])(?<secret>\\d{6,14}-[A-Za-z0-9_]{32}\\.apps\\.googleusercontent\\.com)(?![\\w.-])`, { before: 48, ...QUIET }),
      assigned(['bitbucket_id', 'bitbucket.client.id', 'bitbucket_client_id', 'bitbucket-client-id'], '[A-Za-z0-9]{28,32}', QUIET),
      assigned(['client_id', 'clientid', 'client-id', 'client_side_id'], `[0-9a-f]{24,64}|${UUID}|(?=[A-Za-z_-]{0,40}\\d)[A-Za-z0-9_-]{20,100}`, QUIET),
    ],
    leaks: ['AZURE_CLIENT_ID={uuid}', 'canva client id: OC-{base62:12}', 'EBAY_CLIENT_ID=MyApp-{word}-PRD-{hex:8}-{hex:8}', 'LARK_APP_ID=cli_{base62:16}', 'pscale_user = {alnum:12}', 'CLIENT_ID="{hex:32}"'],
    clean: ['AZURE_CLIENT_ID=${AZURE_CLIENT_ID}', 'client_id=my-app', 'OC-{base62:12}'],
  }),
  issued({
    id: 'tenant-of-an-issuer',
    title: 'Address that names whose account it is',
    severity: 'info',
    rank: 'generic',
    allows: 'tell whose account it is, and where a secret found near by is good for something',
    revoke: 'https://owasp.org/www-project-web-security-testing-guide/',
    steps: ['Nothing has to be done; look whether a secret leaked with it.'],
    patterns: [
      pattern(
        TENANTS.map((host) => `.${host}`),
        `(?<=(?:url|uri|host|hostname|domain|server|endpoint|account|instance|tenant|site|base|org)[\\w.-]{0,12}["']?[ \\t]{0,4}[=:][ \\t]{0,4}["']?(?:https?://)?(?<secret>[a-z0-9](?:[a-z0-9-]{0,36}[a-z0-9])?(?:\\.[a-z0-9-]{1,14}){0,2}))\\.(?:${TENANTS.map((host) => host.replaceAll('.', '\\.')).join('|')})(?![\\w-]|\\.[a-z])`,
        { flags: 'i', ...QUIET, evidence: [{ name: 'tenant' }] },
      ),
    ],
    leaks: ['OKTA_DOMAIN={word}{word}.okta.com', 'jira.url: https://{word}{word}.atlassian.net/rest', 'host={word}.eu-west-1.aws.snowflakecomputing.com'],
    clean: ['OKTA_DOMAIN=${TENANT}.okta.com', 'see {word}.okta.com', 'url: https://example.atlassian.net'],
  }),
  issued({
    id: 'publishable-key',
    title: 'Publishable key, which every browser gets',
    severity: 'info',
    rank: 'generic',
    allows: 'do what any visitor of the page can do',
    revoke: 'https://dashboard.stripe.com/apikeys',
    references: ['https://docs.stripe.com/keys'],
    steps: ['Nothing has to be done; look whether its secret key leaked with it.'],
    patterns: [pattern(['pk_live_', 'pk_test_'], `${LEFT}(?<secret>pk_(?:live|test)_[A-Za-z0-9]{20,247})(?![A-Za-z0-9_-])`, QUIET), pattern(['phc_'], `${LEFT}(?<secret>phc_[A-Za-z0-9_-]{40,70})(?![\\w-])`, QUIET), pattern(['sb_publishable_'], `${LEFT}(?<secret>sb_publishable_[A-Za-z0-9_-]{31,40})(?![\\w-])`, QUIET)],
    leaks: ['STRIPE_PUBLISHABLE=pk_live_{base62:24}', 'posthog.init("phc_{base62:43}")', 'SUPABASE_KEY=sb_publishable_{base62:31}'],
    clean: ['pk_live_{base62:8}', 'phc_{base62:8}'],
  }),
] as const;
