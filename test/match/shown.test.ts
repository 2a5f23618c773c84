import { describe, expect, test } from '@jest/globals';
import { shown, shownInComment, toldReaders } from '../../src/match/shown.js';

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
    ['a folder whose name ends in a test', 'usr/lib/python3/dist-packages/slapdtest/certs/a.key', ''],
    ['a file whose name begins with a test', 'usr/share/acme/testserver.sh', ''],
    ['what its authors’ builds are set to', 'app/node_modules/acme/.coveralls.yml', 'repo_token: '],
    ['a table of a test', 'usr/share/gocode/src/acme/data/auth.json', '{ "description": "a",\n  "valid": true,\n  "password": "'],
    ['the first user of a database', 'usr/share/acme/data.sql', "INSERT INTO `users` (`id`,`name`,`hash`) values ('1','Admin','"],
    ['a stand-in', 'usr/share/gems/acme/lib/a.rb', 'class Mock\n  def a\n    x = "'],
    ['a test in the midst of code', 'home/me/.cargo/registry/src/acme/src/a.rs', '#[test]\nfn a() { let key = "'],
  ])('%s is worth knowing only', (_, path, before) => {
    expect(shown(path, before, { secret: VALUE })).toMatchObject({ confidence: 'low', severity: 'info' });
  });
  test.each([
    ['tests of one’s own', 'opt/app/tests/server.key', ''],
    ['settings of a release, whatever their name', 'opt/acme-1.2.3/config/default.json', '"token": "'],
    ['a comment of one’s own', 'opt/app/a.js', ' * '],
    ['a folder that only sounds like a test', 'usr/share/acme/latest/a.key', ''],
    ['any user of a database', 'usr/share/acme/data.sql', "INSERT INTO `users` (`id`,`name`,`hash`) values ('1','Jo Miller','"],
    ['a library', 'usr/lib/x86_64-linux-gnu/libacme.so.1', ''],
    ['a package’s code', 'app/node_modules/acme/lib/a.js', 'const apiKey = "'],
    ['a package’s settings', 'usr/share/acme/acme.conf', 'x = 1\ntoken = '],
    ['code behind the documentation of Perl', 'usr/share/perl5/Acme.pm', '\n=head1 A\n\nb\n\n=cut\n\nmy $key = "'],
    ['code behind a docstring', 'usr/lib/python3/dist-packages/acme/a.py', 'def a():\n    """Says it."""\n    key = "'],
  ])('%s says nothing', (_, path, before) => {
    expect(shown(path, before, { secret: VALUE })).toBeNull();
  });
});

const MANUAL = 'here is how users are made by hand:\nset the name first and then the other,\nas the server asks for it at once,\nand what you give is not shown again.\n';

describe('a text for readers', () => {
  test('counts where the file around it is no text', () => {
    expect(toldReaders(Buffer.from(`\0\x01${'x'.repeat(5000)}\n${MANUAL}IDENTIFIED BY '`), 5010 + MANUAL.length)).toMatchObject({ severity: 'info' });
  });
  test.each([
    ['in a file of text', `${'x'.repeat(5000)}\n${MANUAL}IDENTIFIED BY '`],
    ['behind a byte that no text has', `${MANUAL}\0IDENTIFIED BY '`],
    ['of one sentence', `\0${MANUAL.split('\n')[0]}\nIDENTIFIED BY '`],
  ])('%s says nothing', (_, text) => {
    expect(toldReaders(Buffer.from(text), text.length)).toBeNull();
  });
});

describe('a comment', () => {
  test.each([
    ['with sentences right above', '# The password of the first user.\n# It is empty if none is set here.\n#\n#password='],
    ['with an address', '# see http://acme.io/a?x=1&token='],
  ])('%s shows something', (_, text) => {
    expect(shownInComment(Buffer.from(text), text.length)).toMatchObject({ severity: 'info' });
  });
  test.each([
    ['that takes a line out', 'host=db\n#password='],
    ['with few words above', '# database\n#password='],
    ['above a line that holds', '# The password of the first user.\n# It is empty if none is set here.\npassword='],
    ['with sentences further up', '# The password of the first user.\n# It is empty if none is set here.\npassword=\n#password='],
  ])('%s says nothing', (_, text) => {
    expect(shownInComment(Buffer.from(text), text.length)).toBeNull();
  });
});
