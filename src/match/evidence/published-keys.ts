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
    // Twisted
    'da4cc2a214c6bf69 96f3e679249d9348 038c00715a6dec8b 314bdd33e4e8d63b fb0dcbb1735b2230 91dff1c49404b937',
    'dc2110ba6d9a687c b9ade564573db809 3059ceeb122b9704 e8530c0f91d24e6d 2e132423b81dfb52 5029f2dfad67b846',
    '07e9606aebaaee65 4a1ee2b89cd83f38 313784623979b354 69f8153f515723b9 80254f91d0f04bf4 ecf474f079ada7ce',
    // GnuTLS
    'bf552d2ff30b20f0 cadf1e62661d5d21 6d03bbf47115fad0 30db3ea6d728b88c 518a21fe5a8a54f8 c780c483da21d367',
    '0abce0c5fd3b863e 24a2416c5abbb673 9ab6db67523ba607 f287c70b1db074fe',
    // Dovecot
    '9c4098b0aacbec20',
    // golang.org/x/crypto
    'a2b6dc00691ba3f2 143c7072b3b4930e ef65f796c7619a05 d778eeef7328b105 0820ad37f34c3d33 244df1780ed08cf9',
    '7090e5392f717d04 7b684e7854e8bc5f 7da0fdac77bda653 38024ef0e3c2dc59 91c785416c3ee02c 3dbdd8cb75b64c4a',
    '660112340162098b 733bf4877d98a72b 27677ac9889a5cb9 65a200017d3b9b73 19b216d5408924f6 3e7f276f7915ffc9',
    '87b13eecd46ed179 f7319079cfe44742 790c33acbc2cb4c5 b06d97843f067d59 d2c205c35d71cc19',
    // Mojolicious, fog-openstack, Netty, Vagrant as Packer has it, nodegit, smtp-server, EventMachine
    'c4033a7efb6057f8 3f7dad5f2f234992 1bb2a9feb770febe a2dda31ac5b9df07 6b9186ac6d48be44 a2ceae1ae0c75f16 8317228c7c649466',
    // sshkey, and what Vagrant has in its own package
    'f28870e4852ab4bd df508886168bb02e 3ad8f14b04b63498',
    // testssl.sh, which shows servers keys that it has for nothing else
    '261ad6dfc02f2796 c744dfd803856217 c4c825f81398b278 5047d1c6e140c80c 9a2feddba468948e a1eba1295a4d7ed5 c4fa6e31ab23ad65',
    '07835eefa0c30aff 31739435a633c941 b432111d6ca5b435 24e7ad3a07f7a66e',
  ].flatMap((line) => line.split(' ')),
);
