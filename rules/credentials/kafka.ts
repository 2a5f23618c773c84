import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'kafka-sasl-password',
    title: 'Kafka SASL password',
    severity: 'high',
    allows: 'read and write the topics of that user',
    revoke: 'https://kafka.apache.org/documentation/#security_sasl',
    patterns: [
      pattern(['LoginModule'], 'LoginModule\\s{1,8}required[^;]{0,300}?password=\\\\{0,2}["\'](?<secret>[^"\'\\\\\\s$]{3,128})\\\\{0,2}["\']', { evidence: [{ name: 'password' }] }),
    ],
    leaks: ['sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="{word}" password="{pass:16}";'],
    clean: ['ScramLoginModule required username="u" password="${PW}";'],
  }),
] as const;
