import { describe, expect, test } from '@jest/globals';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import type { Dockerfile, Instruction } from '../../src/model/dockerfile.js';

const parse = (text: string): Dockerfile => parseDockerfile(text, 'Dockerfile');
const keywords = (text: string): string[] => parse(text).instructions.map(({ keyword }) => keyword);
const last = (text: string): Instruction => parse(text).instructions.at(-1)!;
const codes = (text: string | Buffer): string[] => parseDockerfile(text, 'Dockerfile').notices.map(({ code }) => code);

describe('what dockerfile-ast 0.7.1 gets wrong on whole files', () => {
  test.each([
    ['a file descriptor', 'RUN 3<<EOF\nENV A=b\nEOF'],
    ['a space behind the arrows', 'RUN << EOF\nENV A=b\nEOF'],
    ['a space behind the dash', 'RUN <<- EOF\n\tENV A=b\n\tEOF'],
    ['a quoted name', "RUN <<'EOF'\nENV A=b\nEOF"],
    ['a name quoted at its end', "RUN <<eo'f'\nENV A=b\neof"],
    ['a name quoted in the middle', 'RUN <<E"O"F\nENV A=b\nEOF'],
    ['an escaped quote in the name', "RUN <<eo\\'f\nENV A=b\neo'f"],
    ['ADD', 'ADD <<EOF /x\nENV A=b\nEOF'],
    ['ONBUILD', 'ONBUILD COPY <<EOF /x\nENV A=b\nEOF'],
  ])('1, 2, 4: heredoc with %s', (_, text) => {
    const { instructions, notices } = parse(`FROM a\n${text}\nCMD x\n`);
    expect(notices).toEqual([]);
    expect(instructions.map(({ keyword }) => keyword)).toEqual(['FROM', text.split(' ')[0] === 'ONBUILD' ? 'COPY' : text.split(' ')[0], 'CMD']);
    expect(instructions[1]!.heredocs).toHaveLength(1);
    expect(instructions[1]!.heredocs[0]!.text.trim()).toBe('ENV A=b');
  });
  test.each(['RUN echo "a <<EOF b"', "RUN echo '<<EOF'", 'RUN cat <<<EOF', 'RUN ["<<EOF"]', 'USER <<EOF', "RUN echo it's <<EOF"])('2: `%s` opens no heredoc', (line) => {
    const { instructions } = parse(`FROM a\n${line}\nENV A=b\n`);
    expect(instructions.map(({ keyword }) => keyword).at(-1)).toBe('ENV');
    expect(instructions.every(({ heredocs }) => heredocs.length === 0)).toBe(true);
  });
  test('3: a bare `<<-` swallows nothing, and each heredoc has its own tabs', () => {
    expect(keywords('FROM a\nRUN <<-\nENV A=b\n')).toEqual(['FROM', 'RUN', 'ENV']);
    const { heredocs } = last('FROM a\nCOPY <<-ONE <<TWO /x\n\t1\n\tONE\n\t2\nTWO\n');
    expect(heredocs.map(({ text }) => text)).toEqual(['1\n', '\t2\n']);
  });
  test('3: a heredoc without an end is a notice, and what is in front of it is read', () => {
    const { instructions, notices } = parse('FROM a\nENV A=b\nRUN <<EOF\nENV C=d\n');
    expect(instructions.map(({ keyword }) => keyword)).toEqual(['FROM', 'ENV', 'RUN']);
    expect(notices.map(({ code, location }) => [code, location?.region?.startLine])).toEqual([['instruction-unreadable', 3]]);
  });
  test('4, 5: a heredoc has its text, where it stands, and whether it expands', () => {
    const text = 'FROM a\r\nRUN <<-"EOF" cat\r\n\techo $A\r\n\tEOF\r\nUSER x\r\n';
    const { instructions } = parse(text);
    const [heredoc] = instructions[1]!.heredocs;
    expect(heredoc).toMatchObject({ name: 'EOF', expands: false, text: 'echo $A\r\n' });
    expect(text.slice(heredoc!.body.start, heredoc!.body.end)).toBe('\techo $A\r\n');
    expect(text[heredoc!.offsets[0]!]).toBe('e');
    expect(instructions[2]!.keyword).toBe('USER');
  });
  test('6: several ARGs on one line are several variables', () => {
    const { assignments } = last('FROM a\nARG a=1 TOKEN b="x y" c=\n');
    expect(assignments.map(({ key, value }) => [key.text, value?.text])).toEqual([['a', '1'], ['TOKEN', undefined], ['b', 'x y'], ['c', '']]);
  });
  test('7: `--from` is found among other flags', () => {
    expect(last('FROM a AS b\nFROM c\nCOPY --chown=1:1 --from=b /x /y\n').copy).toMatchObject({ from: 'b', target: { path: '/y' } });
  });
  test.each([
    ['an unknown directive ends them', '# layerlint-disable=x\n# escape=`\nFROM a\nRUN a \\\n b\n', '\\', 2],
    ['a blank line ends them', '\n# escape=`\nFROM a\nRUN a \\\n b\n', '\\', 2],
    ['two words are no directive', '# my escape=`\nFROM a\nRUN a \\\n b\n', '\\', 2],
    ['others may stand in front', '# syntax=docker/dockerfile:1\n# check=skip=X\n#escape = `\nFROM a\nRUN a `\n b\n', '`', 3],
  ] as const)('8: directives: %s', (_, text, escape, comments) => {
    const dockerfile = parse(text);
    expect(dockerfile.escape).toBe(escape);
    expect(dockerfile.comments).toHaveLength(comments - (text.startsWith('# layer') ? 0 : text.startsWith('\n') ? 1 : text.startsWith('# my') ? 1 : 0));
    expect(dockerfile.instructions.map(({ keyword }) => keyword)).toEqual(['FROM', 'RUN']);
  });
  test('8: a directive that stands twice is a notice', () => {
    expect(codes('# escape=`\n# escape=\\\nFROM a\n')).toEqual(['instruction-unreadable']);
  });
  test('9: two backslashes at the end of a line are no continuation', () => {
    expect(keywords('FROM a\nENV P=C:\\\\\nENV SECRET=x\n')).toEqual(['FROM', 'ENV', 'ENV']);
    expect(keywords('# escape=`\nFROM a\nWORKDIR C:\\\nENV A=b `\n c=d\n')).toEqual(['FROM', 'WORKDIR', 'ENV']);
  });
  test('10: scope is a stage with its parents, whatever is indented', () => {
    const run = last('  ARG G=global\n FROM a AS one\nARG G\nENV E=$G\nFROM b AS two\nENV E=other\nFROM one\n  RUN x\n');
    expect(run.scope.find('E')?.value).toBe('global');
    expect(last('ARG G=1\nFROM a\nRUN x\n').scope.find('G')).toBeNull();
  });
  test('11: options of a mount may be quoted like CSV', () => {
    const { mounts, commands } = last('FROM a\nRUN --mount=\'type=secret,"id=a,b",target=/x\' --network=none a--b --x\n');
    expect(mounts).toEqual([expect.objectContaining({ type: 'secret', id: 'a,b', target: '/x', env: null })]);
    expect(commands[0]!.words.map(({ text }) => text)).toEqual(['a--b', '--x']);
  });
  test.each([
    ['type=secret,id=x', 'x', '/run/secrets/x', null],
    ['type=secret,id=x,env=X', 'x', null, 'X'],
    ['type=secret,src=x,dst=/y,required', 'x', '/y', null],
    ['type=secret,target=/root/.npmrc', '.npmrc', '/root/.npmrc', null],
  ])('16: --mount=%s', (flag, id, target, env) => {
    expect(last(`FROM a\nRUN --mount=${flag} x\n`).mounts[0]).toMatchObject({ id, target, env });
  });
  test('12: an unknown instruction is a notice, and the rest is read', () => {
    const { instructions, notices } = parse('FROM a\nRUM x\nENV A=b\nENV\n');
    expect(instructions.map(({ keyword }) => keyword)).toEqual(['FROM', 'ENV', 'ENV']);
    expect(notices.map(({ message }) => message)).toEqual([expect.stringContaining('`RUM`'), expect.stringContaining('`ENV`')]);
  });
  test('14: an instruction knows its own range, comments in front or not', () => {
    const text = '# one\n\n# two\nFROM a\n';
    const [from] = parse(text).instructions;
    expect(text.slice(from!.start, from!.end)).toBe('FROM a');
  });
});

describe('logical lines', () => {
  test('comments, blank lines and directives within a continuation are left out', () => {
    const { instructions, comments } = parse('FROM a\nENV A=1 \\\n# note\n\n   # other\n  B=2 \\  \n  C=3\nUSER x\n');
    expect(instructions[1]!.assignments.map(({ key }) => key.text)).toEqual(['A', 'B', 'C']);
    expect(comments.map(({ text }) => text)).toEqual(['note', 'other']);
  });
  test('a word may go over a line end', () => {
    expect(last('FROM a\nENV NA\\\nME=va\\\nlue\n').assignments[0]).toMatchObject({ key: { text: 'NAME' }, value: { text: 'value' } });
  });
  test.each([
    ['name value', 'name', 'value'],
    ['name  a b  "c d"', 'name', 'a b  c d'],
    ['name=value\\ two', 'name', 'value two'],
    ['name="a\\"b"', 'name', 'a"b'],
    ["name='a\\b'", 'name', 'a\\b'],
    ['"na me"=x', 'na me', 'x'],
    ['name=$X', 'name', '$X'],
    ['name=a=b', 'name', 'a=b'],
  ])('ENV %s', (written, key, value) => {
    expect(last(`FROM a\nENV ${written}\n`).assignments[0]).toMatchObject({ key: { text: key }, value: { text: value } });
  });
  test('the JSON form gives each string its place', () => {
    const text = 'FROM a\nCMD ["sh", "-c", "echo \\"hi\\" \\u0041"]\n';
    const { form, words, commands } = last(text);
    expect(form).toBe('exec');
    expect(words.map((word) => word.text)).toEqual(['sh', '-c', 'echo "hi" A']);
    expect(text.slice(words[1]!.start, words[1]!.end)).toBe('-c');
    expect(commands.at(-1)!.words.map((word) => word.text)).toEqual(['echo', 'hi', 'A']);
    expect(text.slice(commands.at(-1)!.words[1]!.start).startsWith('hi')).toBe(true);
  });
  test('what only looks like JSON is the shell form', () => {
    expect(last("FROM a\nCMD ['a']\n")).toMatchObject({ form: 'shell' });
  });
});

describe('stages', () => {
  test('names, bases, parents, and what ships', () => {
    const { stages } = parse('ARG V=1\nFROM --platform=$BUILDPLATFORM node:$V AS Build\nFROM build as test\nFROM scratch\nFROM build\n');
    expect(stages).toEqual([
      { index: 0, name: 'Build', base: 'node:1', parent: null, shipped: true },
      { index: 1, name: 'test', base: 'build', parent: 0, shipped: false },
      { index: 2, name: null, base: 'scratch', parent: null, shipped: false },
      { index: 3, name: null, base: 'build', parent: 0, shipped: true },
    ]);
  });
  test('the working directory follows WORKDIR', () => {
    expect(last('FROM a\nENV D=/srv\nWORKDIR $D/app\nWORKDIR x/../y\nRUN z\n').workdir).toBe('/srv/app/y');
  });
});

describe('files that are none', () => {
  test.each([
    ['empty', ''],
    ['binary', Buffer.from([70, 82, 79, 77, 0, 1, 2])],
    ['HTML', '<!DOCTYPE html>\n<p>FROM a</p>'],
    ['UTF-16', Buffer.from('\uFEFFFROM a\n', 'utf16le')],
    ['prose', 'Once upon a time\nthere was no FROM.\n'],
    ['comments', '# FROM a\n'],
  ])('%s', (_, content) => {
    expect(codes(content)).toEqual(['not-a-dockerfile']);
  });
  test('more faults than anyone reads are counted', () => {
    const { notices } = parse(`FROM a\n${'NOPE x\n'.repeat(100)}`);
    expect(notices).toHaveLength(21);
    expect(notices.at(-1)!.message).toContain('80 more');
  });
});
