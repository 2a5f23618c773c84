import { ASSIGNS, LEFT, issued, pattern } from '../../src/rule/issued.js';

const IAM = 'https://console.aws.amazon.com/iam/home#/security_credentials';
const END = '(?![A-Za-z0-9/+=])';
const account = { evidence: [{ name: 'aws-account' }] } as const;
const random = { evidence: [{ name: 'random' }] } as const;

export const rules = [
  issued({
    id: 'aws-access-key-id',
    title: 'AWS access key id',
    severity: 'medium',
    allows: 'tell the account it belongs to, and use it as soon as the secret key turns up beside it',
    revoke: IAM,
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'],
    patterns: [pattern(['AKIA', 'ASIA', 'ABIA', 'ACCA', 'A3T'], `${LEFT}(?<secret>A(?:KIA|SIA|BIA|CCA|3T[A-Z0-9])[A-Z0-9]{16})(?![A-Za-z0-9])`, account)],
    leaks: ['aws_access_key_id = AKIA{awsid}', 'export AWS_ACCESS_KEY_ID="ASIA{awsid}"'],
    clean: ['AKIA{base32:12}', 'XAKIA{base32:16}', 'AROA{base32:17}'],
  }),
  issued({
    id: 'aws-secret-key',
    title: 'AWS secret access key',
    severity: 'critical',
    allows: 'call AWS as its owner',
    revoke: IAM,
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'],
    patterns: [
      pattern(['secret'], `secret[-_. ]?access[-_. ]?key[\\w.\\t -]{0,20}${ASSIGNS}(?<secret>[A-Za-z0-9/+]{40})${END}`, { flags: 'i', ...random }),
      pattern(['aws'], `aws[\\w.\\t -]{0,20}(?:secret|sec_?key|_sk|access[-_. ]?key)[\\w.\\t -]{0,20}${ASSIGNS}(?<secret>[A-Za-z0-9/+]{40})${END}`, { flags: 'i', ...random }),
      pattern(
        ['AKIA', 'ASIA'],
        `${LEFT}(?<id>A[KS]IA[A-Z2-7]{16})(?![A-Za-z0-9])[^A-Za-z0-9/+]{1,12}(?:(?:aws|secret|access|key)[\\w -]{0,30}[^A-Za-z0-9/+]{1,12})?(?<secret>[A-Za-z0-9/+]{40})${END}`,
        { flags: 'i', evidence: [{ name: 'random' }, { name: 'aws-account' }] },
      ),
    ],
    companions: [
      { label: 'access key', rule: 'aws-access-key-id' },
      { label: 'session token', rule: 'aws-session-token', within: 1200 },
      { label: 'region', regex: 'region["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>[a-z]{2}(?:-gov)?-[a-z]{4,10}-\\d)', flags: 'i' },
    ],
    leaks: ['aws_secret_access_key = {base64:40}', 'AWS_SECRET_KEY: "{base64:40}"', '"SecretAccessKey": "{base64:40}"'],
    clean: ['aws_secret_access_key = ${AWS_SECRET}', 'aws_secret_access_key = <secret>'],
  }),
  issued({
    id: 'aws-session-token',
    title: 'AWS session token',
    severity: 'medium',
    allows: 'call AWS as the role until the session ends, with the keys beside it',
    revoke: IAM,
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_use-resources.html'],
    steps: ["Revoke the role's active sessions.", 'Find out what asked for the session, and rotate what it used.'],
    patterns: [
      pattern(['FwoGZXIvYXdz', 'IQoJb3JpZ2lu', 'FQoGZXIvYXdz'], `${LEFT}(?<secret>(?:F[wQ]oGZXIvYXdz|IQoJb3JpZ2lu)[A-Za-z0-9/+]{80,2000}={0,2})${END}`),
    ],
    leaks: ['AWS_SESSION_TOKEN=IQoJb3JpZ2lu{base64:300}=='],
    clean: ['IQoJb3JpZ2lu{base64:20}'],
  }),
  issued({
    id: 'aws-bedrock-key',
    title: 'Amazon Bedrock API key',
    severity: 'high',
    allows: 'call models at the owner’s cost',
    revoke: 'https://console.aws.amazon.com/bedrock/home#/api-keys',
    references: ['https://docs.cline.bot/provider-config/aws-bedrock/api-key'],
    patterns: [
      pattern(['ABSK'], `${LEFT}(?<secret>ABSK[A-Za-z0-9+/]{109,269}={0,2})${END}`),
      pattern(['bedrock-api-key-'], `${LEFT}(?<secret>bedrock-api-key-[A-Za-z0-9+/=-]{32,200})${END}`, { confidence: 'low', ...random }),
      pattern(['bedrock-api-key'], `${LEFT}(?<secret>bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/=-]{20,3000})${END}`),
    ],
    leaks: ['AWS_BEARER_TOKEN_BEDROCK=ABSKQmVkcm9ja0FQSUtleS{base64:110}=', 'bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t{base64:200}'],
    clean: ['ABSK{base64:40}'],
  }),
  issued({
    id: 'aws-service-key',
    title: 'Key of an AWS service (MWS, AppSync)',
    severity: 'high',
    allows: 'call that service as its owner',
    revoke: IAM,
    patterns: [
      pattern(['amzn.mws.'], `${LEFT}(?<secret>amzn\\.mws\\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![A-Za-z0-9])`, { flags: 'i' }),
      pattern(['da2-'], `${LEFT}(?<secret>da2-[a-z0-9]{26})(?![A-Za-z0-9])`, random),
    ],
    leaks: ['mws=amzn.mws.{uuid}', 'appsync: da2-{alnum:26}'],
    clean: ['da2-{alnum:10}', 'amzn.mws.{hex:8}'],
  }),
  issued({
    id: 'aws-registry-password',
    title: 'Password for Amazon ECR',
    severity: 'high',
    allows: 'pull and push the images that whoever asked for it may, for twelve hours',
    revoke: IAM,
    references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html'],
    steps: ['It ends twelve hours after it was made.', 'Find out which key asked for it: that one may have leaked as well.'],
    patterns: [
      pattern(['eyJwYXlsb2FkIjoi'], `${LEFT}(?<secret>eyJwYXlsb2FkIjoi[A-Za-z0-9+/]{200,4000}={0,2})${END}`, { evidence: [{ name: 'base64-json', options: { keys: 'payload,datakey' } }] }),
    ],
    leaks: ['docker login -u AWS -p {b64({"payload":"{base64:300}","datakey":"{base64:120}","version":"2","type":"DATA_KEY"})} 1.dkr.ecr.eu-west-1.amazonaws.com'],
    clean: ['docker login -u AWS -p $(aws ecr get-login-password)', 'eyJwYXlsb2FkIjoi{base64:20}'],
  }),
] as const;
