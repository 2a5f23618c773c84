import { SAMPLES, secretFile } from '../../src/rule/secret-file.js';

const fix = 'Give the container an identity at run time (instance role, workload identity), or mount the file with `RUN --mount=type=secret` while building.';

export const rules = [
  secretFile({
    id: 'cloud-credential-file',
    title: 'Cloud credential file',
    severity: 'critical',
    holds: 'the login of a cloud account',
    fix,
    reference: 'https://docs.docker.com/build/building/secrets/',
    steps: ['Revoke the keys in it in the cloud’s console.', 'Look through the audit log for uses that are not yours.'],
    paths: ['.aws/credentials', '.aws', '.aws/sso/cache/*', '.azure', '.azure/accessTokens.json', '.azure/msal_token_cache.*', '.config/gcloud', '.config/gcloud/*.db', '.config/gcloud/application_default_credentials.json', 'application_default_credentials.json', '.config/gcloud/legacy_credentials/**', '*service-account*.json', '*service_account*.json', '*serviceaccount*.json', 'gcp-key*.json', 'gcloud-key*.json', 'google-credentials*.json', 'credentials.json', 'client_secret*.json', '.config/doctl/config.yaml', '.oci/config', '.boto', '.s3cfg', 'rclone.conf', '.fly/config.yml', '.config/hcloud/cli.toml', '.databrickscfg', '.snowsql/config'],
    except: [...SAMPLES, 'node_modules/**'],
    leaks: ['root/.aws/credentials', '.aws', 'app/service-account.json', 'credentials.json', 'root/.config/gcloud/credentials.db'],
    clean: ['root/.aws/config.example', 'service-account.example.json', 'package.json', 'src/aws.ts'],
  }),
  secretFile({
    id: 'infrastructure-state-file',
    title: 'Infrastructure state or credential file',
    severity: 'high',
    holds: 'every value that infrastructure code knew, passwords in plain text among them, or the login of a cluster',
    fix,
    reference: 'https://developer.hashicorp.com/terraform/language/state/sensitive-data',
    steps: ['Rotate every credential in it.'],
    paths: ['*.tfstate', '*.tfstate.backup', '*.tfvars', '*.tfvars.json', '.terraform.d/credentials.tfrc.json', '.terraformrc', '.kube/config', '.kube', 'kubeconfig', '*.kubeconfig', 'kubeconfig.yaml', 'kubeconfig.yml', '.vault-token', '.vault_pass*', 'vault_pass.txt', 'vault-password*', '.pulumi/credentials.json', '.helm/repository/repositories.yaml'],
    except: [...SAMPLES],
    leaks: ['infra/terraform.tfstate', 'root/.kube/config', 'prod.tfvars', 'root/.vault-token'],
    clean: ['main.tf', 'terraform.tfvars.example', 'config/kube.ts'],
  }),
] as const;
