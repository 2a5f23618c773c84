import { ASSIGNS, LEFT, issued, pattern, summed } from '../../src/rule/issued.js';

const PORTAL = 'https://portal.azure.com/';
const END = '(?![A-Za-z0-9+/=])';
const random = { evidence: [{ name: 'random' }] } as const;

export const rules = [
  issued({
    id: 'azure-client-secret',
    title: 'Microsoft Entra client secret',
    severity: 'critical',
    allows: 'sign in as the application',
    revoke: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps',
    patterns: [
      pattern([...'0123456789'].map((digit) => `${digit}Q~`), '(?<![A-Za-z0-9_~.-])(?<secret>[A-Za-z0-9_~.]{3}\\dQ~[A-Za-z0-9_~.-]{31,34})(?![A-Za-z0-9_~-])', { before: 3, ...random }),
    ],
    companions: [
      { label: 'tenant', regex: '(?:tenant(?:[-_]?id)?|directory[-_]?id)["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})', flags: 'i' },
      { label: 'client', rule: 'client-id-of-an-issuer' },
      { label: 'client', regex: '(?:client[-_]?id|app(?:lication)?[-_]?id)["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})', flags: 'i' },
      { label: 'subscription', regex: '(?:subscription[-_]?id)["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})', flags: 'i' },
    ],
    leaks: ['AZURE_CLIENT_SECRET={base62:3}8Q~{base62:34}', 'secret: {base62:3}7Q~{base62:31}'],
    clean: ['{base62:3}8Q~{base62:10}'],
  }),
  issued({
    id: 'azure-storage-key',
    title: 'Azure account key of 64 bytes (Storage, Cosmos DB, API Management)',
    severity: 'critical',
    allows: 'read and write everything in the account',
    revoke: PORTAL,
    patterns: [
      pattern(['AccountKey'], `AccountKey["']?[ \\t]{0,4}[:=][ \\t]{0,4}["']?(?<secret>[A-Za-z0-9+/]{86}==)`, { flags: 'i', confidence: 'high', ...random }),
      pattern(
        ['azure', 'storage', 'cosmos', 'documentdb', 'batch', 'account_key', 'account-key'],
        `(?:azure|storage|cosmos|documentdb|batch|account[_-]key)[\\w.\\t -]{0,40}(?:${ASSIGNS}|[ \\t]{1,4}|[ \\t]{0,4}(?:\\{|\\|\\|)\\s{0,24}["'])(?<secret>[A-Za-z0-9+/]{86}==)`,
        { flags: 'i', ...random },
      ),
      pattern(['+ASt', 'ACDb', '+ABa', 'APIM'], '(?<![A-Za-z0-9+/])(?<secret>[A-Za-z0-9+/]{76}(?:\\+ASt|ACDb|\\+ABa|APIM)[A-Za-z0-9+/]{5}[AQgw]==)', {
        before: 76,
        confidence: 'high',
      }),
    ],
    companions: [
      { label: 'account', regex: 'AccountName=(?<id>[a-z0-9]{3,24})' },
    ],
    leaks: ['AccountName={word};AccountKey={base64:86}==;EndpointSuffix=core', 'AZURE_STORAGE_KEY={base64:86}==', 'k={base64:76}+ASt{base64:5}A=='],
    clean: ['AccountKey=<key>', 'AccountKey=${KEY}'],
  }),
  issued({
    id: 'azure-shared-access-key',
    title: 'Azure shared access key of 32 bytes (Service Bus, Event Hubs, IoT Hub, Redis)',
    severity: 'high',
    allows: 'send and read messages of the service',
    revoke: PORTAL,
    patterns: [
      pattern(['SharedAccessKey'], `SharedAccessKey["']?[ \\t]{0,4}[:=][ \\t]{0,4}["']?(?<secret>[A-Za-z0-9+/]{43}=)${END}`, { flags: 'i', confidence: 'high', ...random }),
      pattern(['+ASb', '+AEh', '+ARm', 'AIoT', 'AZEG', 'AzCa'], `(?<![A-Za-z0-9+/])(?<secret>[A-Za-z0-9+/]{33}(?:\\+ASb|\\+AEh|\\+ARm|AIoT|AZEG|AzCa)[A-P][A-Za-z0-9+/]{5}=)${END}`, {
        before: 33,
        confidence: 'high',
      }),
      pattern(['AzCa', 'AzSe', '+ACR'], `(?<![A-Za-z0-9+/])(?<secret>[A-Za-z0-9+/]{42}(?:AzSe|\\+ACR|AzCa)[A-D][A-Za-z0-9+/]{5})${END}`, { before: 42, confidence: 'high' }),
      // App Configuration, Communication Services, SignalR and Web PubSub.
      pattern(['.azconfig.io', '.communication.azure.com', '.service.signalr.net', '.webpubsub.azure.com'], '\\.(?:azconfig\\.io|communication\\.azure\\.com|service\\.signalr\\.net|webpubsub\\.azure\\.com)/?;(?:Id=[^;\\s"]{4,80};)?(?:Secret|AccessKey)=(?<secret>[A-Za-z0-9+/]{36,120}={0,2})(?![A-Za-z0-9+/=])', { flags: 'i', confidence: 'high', ...random }),
      pattern(['AzFu'], `(?<![A-Za-z0-9_+/-])(?<secret>[A-Za-z0-9_+/-]{44}AzFu[A-Za-z0-9_+/-]{5}[AQgw]==)`, { before: 44, confidence: 'high' }),
    ],
    companions: [
      { label: 'host', regex: '(?:Endpoint=sb://|HostName=)(?<id>[\\w.-]{4,100})' },
    ],
    leaks: ['Endpoint=https://x.service.signalr.net;AccessKey={base64:43}=;Version=1.0;', 'Endpoint=https://x.azconfig.io;Id=a-b:{base62:20};Secret={base64:43}=', 'endpoint=https://x.communication.azure.com/;accesskey={base64:86}==', 'Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey={base64:43}=', 'k={base64:33}+ASbA{base64:5}=', 'k={base62:42}AzSeA{base62:5}'],
    clean: ['SharedAccessKey=<key>'],
  }),
  issued({
    id: 'azure-identifiable-key',
    title: 'Azure key of the identifiable kind (OpenAI, AI services, DevOps, Container Registry)',
    severity: 'high',
    allows: 'use the service that its tag names',
    revoke: PORTAL,
    patterns: [
      pattern(['JQQJ9'], '(?<![A-Za-z0-9])(?<secret>[A-Za-z0-9]{52}JQQJ9[0-9A-Z][A-Za-z0-9]{26})(?:==|(?![A-Za-z0-9]))', { before: 52, confidence: 'high', ...summed('azure') }),
      pattern(['JQQJ9'], '(?<![A-Za-z0-9])(?<secret>[A-Za-z0-9]{52}JQQJ9[0-9A-Z][A-Za-z0-9]{26}[A-Za-z0-9+/]{4})(?![A-Za-z0-9])', { before: 52, confidence: 'high' }),
      pattern(['AZDO'], '(?<![A-Za-z0-9])(?<secret>[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4,5})(?![A-Za-z0-9])', { before: 76, flags: 'i' }),
    ],
    leaks: ['OPENAI_KEY={base62:52}JQQJ99{base62:14}ACOG{base62:8}', 'pat={base62:52}JQQJ99{base62:14}AZDO{base62:4}{crc32:azure}'],
    clean: ['{base62:20}JQQJ99{base62:10}'],
  }),
  issued({
    id: 'azure-devops-token',
    title: 'Azure DevOps personal access token',
    severity: 'high',
    allows: 'read and change code and pipelines as its owner',
    revoke: 'https://dev.azure.com/_usersSettings/tokens',
    patterns: [
      pattern(['azure', 'devops', 'vsts', 'ado_', 'visualstudio', 'AZP_TOKEN'], `(?:azure|devops|vsts|ado_|visualstudio|AZP_TOKEN)[\\w.\\t -]{0,40}${ASSIGNS}(?<secret>[a-z2-7]{52})(?![A-Za-z0-9])`, { flags: 'i', ...random }),
    ],
    leaks: ['AZURE_DEVOPS_EXT_PAT={lower32:52}'],
    clean: ['AZURE_DEVOPS_EXT_PAT=$AZURE_DEVOPS_EXT_PAT'],
  }),
  issued({
    id: 'azure-shared-access-signature',
    title: 'Azure shared access signature',
    severity: 'high',
    allows: 'use the storage or the hook that it signs until it ends',
    revoke: PORTAL,
    steps: ['Rotate the account key that signed it, or delete the stored policy that it names.'],
    patterns: [
      pattern(['sv=20'], `${LEFT}sv=20\\d\\d-\\d\\d-\\d\\d[&\\w=%:.;-]{0,400}?&(?:amp;)?sig=(?<secret>[A-Za-z0-9%/+]{40,60}(?:%3D|=))`, { flags: 'i', evidence: [{ name: 'signed-until' }] }),
      pattern(['.logic.azure.com'], `\\.logic\\.azure\\.com[:\\d]{0,5}/workflows/[\\w/?&=%.-]{10,200}&(?:amp;)?sig=(?<secret>[\\w-]{40,60})`, { flags: 'i' }),
    ],
    leaks: ['https://x.blob.core.windows.net/c?sv=2022-11-02&ss=b&se=2030-01-01&sig={urlencode({base64:43}=)}'],
    clean: ['?sv=2022-11-02&ss=b&sig=REDACTED'],
  }),
] as const;
