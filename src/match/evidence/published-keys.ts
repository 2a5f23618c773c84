/**
 * Fingerprints (see `keyFingerprint`) of private keys that come with the tests and examples of well-known packages. Whoever has
 * the package has the key.
 */
export const PUBLISHED_KEYS: ReadonlySet<string> = new Set(
  [
    // Go
    'd63cfe7d0783ea1d',
    // twilio
    '07fa995e64a5b018',
    // node-rsa
    'b3610a1ebc7f4b67',
    // ssh2
    '0739020d3a2d8f66 7c97bb34aaed20da 379912ea99669d3e d92e60d827a28e62 9caa2f380e590dbb 0f95a2582d3d21a2',
    'c2c5361af3abe144 c4525032e386c844 02e43b8adb7b790b 0baa32fd1fbd8ef9 aa95aff2cd4efc1a 031baa2594cdd675',
    '52c79ac728856a3f d64146ccb358174e c3eca96429c47852 cdbf18a22c677d23 f3c8cf05f45004a0 50dccfb69c1da245',
    'd4bf38981a044373 72b1652e36f21fbf ee01271ee22faa8f 255fe02a67f7fbf9 3f737dc39e6dd9b1 4c1df0bee0b536f3',
    '5c1df4546cb27ad6 aaac0fb07d287359 dbd9c34a3c4a9efe 6b4e6cd950bd08c6 ac3b84c60334f8bf ed7d84b9bbe94d8b',
    'a8b9db337708fe64 3471cfdd422ee39d 2119927fb96f10ec 8884f8c0e2ef9ff0 9bdb862ee887cdb3 732fd502c518f420',
    '8248693d1979bb5b b77f4f1939ab9b80 ebd3b7f7bbbf8828 be211335a6722e5c 88bb05768ed88add cc3ace96f6e7953a',
    'b4e811ef20845b09 a8c07a9a7cd86df0',
    '6d84e74539c3041f d7c1591472812f07 144d4a6690e66655',
  ].flatMap((line) => line.split(' ')),
);
