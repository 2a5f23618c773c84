import { describe, expect, test } from '@jest/globals';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import type { ShellCommand } from '../../src/model/shell.js';

const commands = (run: string): readonly ShellCommand[] => parseDockerfile(`FROM a\nRUN ${run}\n`, 'x').instructions[1]!.commands;
const words = (run: string): string[][] => commands(run).map((command) => command.words.map(({ text }) => text));

describe('shell commands', () => {
  test.each([
    ['a b && c || d; e & f', [['a', 'b'], ['c'], ['d'], ['e'], ['f']]],
    ['set -ex; if [ "$A" = b ]; then c; else d; fi', [['set', '-ex'], ['[', '$A', '=', 'b', ']'], ['c'], ['d']]],
    ['for x in a b; do echo "$x"; done', [['for', 'x', 'in', 'a', 'b'], ['echo', '$x']]],
    ['(cd /x && y) && { z; }', [['cd', '/x'], ['y'], ['z']]],
    ['sudo -u app env A=b curl x', [['curl', 'x']]],
    ['timeout 5 nice -n 3 a', [['a']]],
    ["sh -c 'a && b \"$C\"'", [['sh', '-c', 'a && b "$C"'], ['a'], ['b', '$C']]],
    ['bash -lc "a | b"', [['bash', '-lc', 'a | b'], ['a'], ['b']]],
    ['echo "$(a "$(b)")" `c`', [['echo', '$(a "$(b)")', '`c`'], ['a', '$(b)'], ['b'], ['c']]],
    ['a # not b; c', [['a']]],
    ['a\\ b \'c d\' "e\\"f" g\\;', [['a b', 'c d', 'e"f', 'g;']]],
    ['<<EOF\na\nb c\nEOF', [[], ['a'], ['b', 'c']]],
    ['<<EOF\ncat <<X > f\nnot a command\nX\nb\nEOF', [[], ['cat'], ['b']]],
    ['python3 <<EOF\nprint()\nEOF', [['python3']]],
    // No shell splits at a no-break space or a form feed.
    ['a \u00a0 b\u00a0c && \u00a0d\fe', [['a', '\u00a0', 'b\u00a0c'], ['\u00a0d\fe']]],
  ])('%s', (run, expected) => {
    expect(words(run)).toEqual(expected);
  });
  test('redirections belong to their command, those of a group to all of it', () => {
    const [first, second] = commands('{ echo a; echo b; } > /f 2>/dev/null');
    for (const command of [first!, second!]) expect(command.redirections.map(({ operator, target }) => [operator, target.text])).toEqual([['>', '/f'], ['>', '/dev/null']]);
    expect(commands('a 2>&1 >>b <c')[0]!.redirections.map(({ operator, target }) => operator + target.text)).toEqual(['>&1', '>>b', '<c']);
  });
  test('a pipe says what is read', () => {
    const [echo, chpasswd] = commands("echo 'a:b' | chpasswd");
    expect(chpasswd!.reads).toEqual([echo]);
    expect(commands('(a; b) | c').at(-1)!.reads.map((command) => command.words[0]!.text)).toEqual(['a', 'b']);
  });
  test('assignments in front of a command, or alone', () => {
    const [first, second] = commands('A=1 B="x $C" cmd; D=2');
    expect(first!.assignments.map(({ name, value }) => [name, value.text])).toEqual([['A', '1'], ['B', 'x $C']]);
    expect(first!.assignments[1]!.value.expansions.map(({ name }) => name)).toEqual(['C']);
    expect(second!.words).toEqual([]);
  });
  test.each([
    ['"$A"', ['A']],
    ["'$A'", []],
    ['\\$A', []],
    ['"\\$A"', []],
    ['${A}', ['A']],
    ['${A:-$B}', ['A', 'B']],
    ['${A:-$(cat $B)}', ['A', '']],
    ['$$ $1 $? x', []],
    ['$(echo $A)', ['']],
    ["$'a'", []],
  ])('expansions of %s', (word, names) => {
    expect(commands(`echo ${word}`)[0]!.words.flatMap(({ expansions }) => expansions.map(({ name }) => name))).toEqual(names);
  });
  test('a quoted heredoc expands nothing', () => {
    expect(commands("cat <<'E'\n$A\nE")[0]!.heredocs[0]!.expansions).toEqual([]);
    expect(commands('cat <<E\n$A \\$B\nE')[0]!.heredocs[0]!.expansions.map(({ name }) => name)).toEqual(['A']);
  });
  test('what a substitution runs is captured, what `sh -c` runs is not', () => {
    expect(commands("a $(b | c); sh -c 'd'").map(({ words: [name], captured }) => [name?.text, captured])).toEqual([['a', false], ['b', true], ['c', true], ['sh', false], ['d', false]]);
  });
  test('offsets go through continuations and comments', () => {
    const text = 'FROM a\nRUN one \\\n# no\n  "two $X" \\\n  th\\\nree\n';
    const [command] = parseDockerfile(text, 'x').instructions[1]!.commands;
    expect(command!.words.map((word) => word.text)).toEqual(['one', 'two $X', 'three']);
    expect(text.slice(command!.words[1]!.start, command!.words[1]!.end)).toBe('two $X"');
    expect(text.slice(command!.words[2]!.start, command!.words[2]!.end)).toBe('th\\\nree');
  });
  test('PowerShell behind a backtick escape', () => {
    const { instructions } = parseDockerfile('# escape=`\nFROM mcr.microsoft.com/windows/servercore\nRUN Set-X -Path C:\\a `\n  -Y $env:PASS\n', 'x');
    expect(instructions[1]!.commands[0]!.words.map((word) => word.text)).toEqual(['Set-X', '-Path', 'C:\\a', '-Y', '$env:PASS']);
    expect(instructions[1]!.commands[0]!.words[4]!.expansions[0]!.name).toBe('PASS');
  });
});
