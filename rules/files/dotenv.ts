import { SAMPLES, secretFile } from '../../src/rule/secret-file.js';

export const rules = [
  secretFile({
    id: 'dotenv-file',
    title: 'Environment file',
    severity: 'high',
    holds: 'the settings of one machine, passwords and keys among them',
    reference: 'https://12factor.net/config',
    steps: ['Rotate every credential in it.'],
    paths: ['.env', '.env.*', '*.env', '.envrc', '.flaskenv', '.dev.vars', '*.env.local'],
    except: [...SAMPLES, '.env.test', '.env.d.ts', '.env.ci', '*.env.ts', '*.env.js'],
    leaks: ['app/.env', '.env.production', 'config/prod.env', '.envrc', '.env.local'],
    clean: ['.env.example', 'app/.env.sample', '.env.template', 'environment.ts', '.env.dist', 'envoy.yaml'],
  }),
] as const;
