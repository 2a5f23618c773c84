import { describe, expect, test } from '@jest/globals';
import { shown } from '../../src/match/shown.js';

const VALUE = 'kJ8vQ2xW7zR4';

describe('what an installed package shows', () => {
  test.each([
    ['a test', 'usr/lib/python3/dist-packages/acme/tests/server.key', ''],
    ['a test, wherever the image has the package', 'app/node_modules/acme/test/keys/a.pem', ''],
    ['an example', 'usr/share/doc/acme/examples/server.conf', ''],
    ['a package as its archive unpacks', 'x/package/test/a.js', ''],
    ['a release as its archive unpacks', 'opt/acme-1.2.3/t/a.t', ''],
    ['test vectors', 'usr/lib/python3/dist-packages/acme_vectors/a.json', ''],
    ['a manual', 'usr/share/man/man3/acme.3.gz/acme.3', ''],
    ['a readme', 'app/node_modules/acme/README.md', ''],
    ['a description of an interface', 'usr/share/acme/swagger.yaml', '  example: "'],
    ['a comment', 'usr/share/nodejs/acme/a.js', 'x\n * @example\n * '],
    ['a comment in a text within a text', 'app/node_modules/acme/a.js', '"sourcesContent":["/**\\n * token is '],
    ['the documentation of Perl', 'usr/share/perl5/Acme.pm', `=head1 SYNOPSIS\n\n${'  x\n'.repeat(2000)}\n key => `.replace('=head1', '\n=head1')],
    ['a docstring', 'usr/lib/python3/dist-packages/acme/a.py', 'def a():\n    """Set it:\n\n        KEY = '],
    ['a session in a docstring', 'usr/lib/python3/dist-packages/acme/a.py', 'x\n    >>> a.sign()\n    '],
    ['a default', 'app/node_modules/acme/lib/a.js', 'const defaultApiKey = "'],
    ['a sentence', 'usr/lib/python3/dist-packages/acme/service.json', '"documentation": "for example, in the tag of your resource the key is '],
    ['a stand-in', 'usr/share/gems/acme/lib/a.rb', 'class Mock\n  def a\n    x = "'],
    ['a test in the midst of code', 'home/me/.cargo/registry/src/acme/src/a.rs', '#[test]\nfn a() { let key = "'],
  ])('%s is worth knowing only', (_, path, before) => {
    expect(shown(path, before, VALUE)).toMatchObject({ confidence: 'low', severity: 'info' });
  });
  test.each([
    ['tests of one’s own', 'opt/app/tests/server.key', ''],
    ['a comment of one’s own', 'opt/app/a.js', ' * '],
    ['a library', 'usr/lib/x86_64-linux-gnu/libacme.so.1', ''],
    ['a package’s code', 'app/node_modules/acme/lib/a.js', 'const apiKey = "'],
    ['a package’s settings', 'usr/share/acme/acme.conf', 'x = 1\ntoken = '],
    ['code behind the documentation of Perl', 'usr/share/perl5/Acme.pm', '\n=head1 A\n\nb\n\n=cut\n\nmy $key = "'],
    ['code behind a docstring', 'usr/lib/python3/dist-packages/acme/a.py', 'def a():\n    """Says it."""\n    key = "'],
  ])('%s says nothing', (_, path, before) => {
    expect(shown(path, before, VALUE)).toBeNull();
  });
});
