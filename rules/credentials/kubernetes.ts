import { ASSIGNS, issued, pattern } from '../../src/rule/issued.js';

const REVOKE = 'https://kubernetes.io/docs/concepts/configuration/secret/';
const FIX = 'Let the cluster mount it: a Secret as a volume, or the Secrets Store CSI driver. No image needs it.';

export const rules = [
  issued({
    id: 'kubeconfig-client-key',
    title: 'Client key of a kubeconfig',
    severity: 'critical',
    allows: 'command the cluster as that user',
    revoke: REVOKE,
    references: ['https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/'],
    fix: FIX,
    steps: ['Client certificates cannot be revoked: rotate the cluster’s client CA, or remove the user’s role bindings.'],
    patterns: [pattern(['client-key-data'], 'client-key-data["\']?:[ \\t]{0,8}["\']?(?<secret>LS0t[A-Za-z0-9+/]{80,16000}={0,2})', { evidence: [{ name: 'private-key' }] })],
    leaks: ['users:\n- name: {word}\n  user:\n    client-key-data: {b64({pem:rsa}\n)}'],
    clean: ['    client-key-data: REDACTED', '    certificate-authority-data: {b64(-----BEGIN CERTIFICATE-----\n{base64:200})}'],
  }),
  issued({
    id: 'kubeconfig-token',
    title: 'Token or password of a kubeconfig',
    severity: 'critical',
    rank: 'generic',
    allows: 'command the cluster as that user',
    revoke: REVOKE,
    references: ['https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/'],
    fix: FIX,
    steps: ['Delete the token’s Secret or service account, or sign the user out at the identity provider.'],
    patterns: [pattern(['users:'], '(?<=(?:^|\\n))users:[ \\t]{0,4}\\r?\\n[ \\t]{0,4}- name: [^\\r\\n]{1,200}\\r?\\n[ \\t]{1,8}user:[ \\t]{0,4}\\r?\\n[ \\t]{1,12}token: ["\']?(?<secret>[\\w.:-]{16,4000})', { evidence: [{ name: 'random' }] })],
    leaks: ['kind: Config\nusers:\n- name: {word}\n  user:\n    token: {base62:40}\n'],
    clean: ['kind: Config\nusers:\n- name: {word}\n  user:\n    token: ${TOKEN}\n'],
  }),
  issued({
    id: 'kubernetes-secret',
    title: 'Kubernetes Secret manifest',
    severity: 'high',
    rank: 'generic',
    allows: 'use what it holds: base64 is no encryption',
    revoke: REVOKE,
    fix: FIX,
    steps: ['Rotate what the manifest holds.', 'Keep sealed or external secrets in the repository instead.'],
    patterns: [
      pattern(['kind: Secret', 'kind: "Secret"', "kind: 'Secret'"], 'kind:[ \\t]{0,4}["\']?Secret["\']?(?![A-Za-z])(?:(?!\\n---)[^]){0,800}?\\n(?:data|stringData):[ \\t]{0,8}\\r?\\n(?:[ \\t]{1,8}#[^\\r\\n]{0,200}\\r?\\n){0,3}[ \\t]{1,8}["\']?[\\w.-]{1,120}["\']?:[ \\t]{0,8}["\']?(?<secret>[A-Za-z0-9+/=_.!@-]{6,4000})', { flags: 'i', evidence: [{ name: 'kubernetes-secret' }] }),
      pattern(['data:', 'stringData:'], '(?<![\\w.])(?:data|stringData):[ \\t]{0,8}\\r?\\n(?:[ \\t]{1,8}#[^\\r\\n]{0,200}\\r?\\n){0,3}[ \\t]{1,8}["\']?[\\w.-]{1,120}["\']?:[ \\t]{0,8}["\']?(?<secret>[A-Za-z0-9+/=_.!@-]{6,4000})["\']?[ \\t]{0,8}\\r?\\n(?:(?!\\n---)[^]){0,800}?kind:[ \\t]{0,4}["\']?Secret["\']?(?![A-Za-z])', { flags: 'i', evidence: [{ name: 'kubernetes-secret' }] }),
    ],
    leaks: ['apiVersion: v1\nkind: Secret\nmetadata:\n  name: {word}\ntype: Opaque\ndata:\n  conf: {b64({pass:20})}\n', 'apiVersion: v1\ndata:\n  conf: {b64({pass:20})}\nkind: Secret\n'],
    clean: ['kind: Secret\nmetadata:\n  name: {word}\ndata:\n  conf: ${CONF}', 'kind: SecretStore\ndata:\n  conf: abc', 'kind: ConfigMap\ndata:\n  conf: {b64({word})}'],
  }),
  issued({
    id: 'kubernetes-bootstrap-token',
    title: 'Kubernetes bootstrap token',
    severity: 'critical',
    allows: 'join a machine to the cluster, which then runs what it is given',
    revoke: 'https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/',
    references: ['https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/#token-format'],
    fix: 'Make one when a machine joins, with a short life: `kubeadm token create --ttl 1h`. No image needs it.',
    steps: ['Delete it: `kubeadm token delete ID`.', 'Look for machines that joined and are not yours: `kubectl get nodes`.'],
    patterns: [
      pattern(['kubeadm join', 'kubeadm init', 'kubeadm token'], 'kubeadm (?:join|init|token)(?:[^\\r\\n]|\\\\\\n|\\\\\\r\\n){0,200}?[ \\t](?:--(?:token|discovery-token|tls-bootstrap-token)[ =]|create[ ]|delete[ ])["\']?(?<secret>[a-z0-9]{6}\\.[a-z0-9]{16})(?![a-z0-9.])'),
      pattern(['bootstrap'], `bootstrap[\\w.\\t -]{0,24}(?:${ASSIGNS}|:\\s{1,16}-[ ](?:[a-z]{2,20}:[ ])?["']?)(?<secret>[a-z0-9]{6}\\.[a-z0-9]{16})(?![a-z0-9.])`, { flags: 'i' }),
    ],
    leaks: ['RUN kubeadm join 10.0.0.1:6443 --token {alnum:6}.{alnum:16} --discovery-token-unsafe-skip-ca-verification', 'BOOTSTRAP_TOKEN={alnum:6}.{alnum:16}', 'bootstrapTokens:\n  - token: {alnum:6}.{alnum:16}\n'],
    clean: ['kubeadm join 10.0.0.1:6443 --token $TOKEN', 'bootstrap: {alnum:6}.min'],
  }),
] as const;
