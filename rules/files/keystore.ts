import { secretFile } from '../../src/rule/secret-file.js';

const STEPS = ['Make a new key pair and have a new certificate issued.', 'Revoke the old certificate.'];
const reference = 'https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html';

export const rules = [
  secretFile({
    id: 'keystore-file',
    title: 'Key store',
    severity: 'high',
    holds: 'private keys under a password that is often a default',
    reference,
    steps: STEPS,
    paths: ['*.p12', '*.pfx', '*.jks', '*.keystore', '*.bks', '*.jceks', '*.kdbx', '*.kdb', '*.psafe3', '*.agilekeychain', '*.keychain', '*.keychain-db', '*.mobileprovision', 'secring.gpg', '.gnupg/private-keys-v1.d/*', '*.asc.key'],
    except: ['cacerts', '*cacerts*', '*truststore*', '*trust.jks', '*ca-certificates*'],
    opaque: true,
    leaks: ['app/server.p12', 'release.keystore', 'identity.jks', 'root/.gnupg/secring.gpg'],
    clean: ['etc/ssl/certs/java/cacerts', 'truststore.jks', 'server.crt'],
  }),
  secretFile({
    id: 'private-key-file',
    title: 'Private key file',
    severity: 'high',
    holds: 'a private key, going by its name',
    reference,
    steps: STEPS,
    paths: ['*.key', '*.pem', '*.pkcs8', '*.p8', '*.pk8', '*.ovpn', '*.gpg.key', '*-key.pem', '*_key.pem', 'privkey*.pem', 'private.key', 'age.key', 'keys.txt.age'],
    except: ['master.key', 'config/credentials/*.key', '*.pub.key', '*.pub.pem', '*public*', '*pubkey*', '*cert.pem', '*certs.pem', '*cert?.pem', '*certificate*.pem', '*cacert*.pem', 'ca.pem', '*-ca.pem', '*_ca.pem', '*.ca.pem', 'ca?.pem', '*-ca?.pem', '*rootca*.pem', '*chain*.pem', '*.crt.pem', 'dhparam*.pem', 'ca-certificates/**', 'certifi/**', '*bundle*.pem', '*.crl.pem', 'usr/share/keyrings/*', '*-archive*.key', '*repo*.key', '*apt*.key', '*gpg*.key', '*signing*.key', 'RPM-GPG-KEY*'],
    leaks: ['etc/nginx/server.key', 'tls/privkey.pem', 'client.ovpn', 'AuthKey_X.p8', 'ca-key.pem', 'clientca.key.pem', 'server-cert-key.pem', 'local.pem'],
    clean: ['etc/ssl/certs/ca-bundle.pem', 'etc/ssl/cert.pem', 'fullchain.pem', 'ca.pem', 'tls/root-ca.pem', 'server-cert.pem', 'cacert.pem', 'signing.pub.key', 'public.pem', 'etc/apt/trusted.gpg.d/docker-archive-keyring.gpg'],
  }),
] as const;
