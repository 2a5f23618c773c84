/** Tests run on the sources through swc; NODE_OPTIONS=--experimental-vm-modules makes jest load them as ES modules. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } }],
  },
  collectCoverageFrom: ['src/**/*.ts', 'rules/**/*.ts'],
  coverageProvider: 'v8',
  testTimeout: 30_000,
  // Jest leaves a core free otherwise, which is half of two; tests of real daemons wait more than they compute.
  maxWorkers: '100%',
  // Command lines that tests start must not read what others have kept.
  setupFiles: ['<rootDir>/test/no-cache.ts'],
};
