import { describe, expect, test } from '@jest/globals';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import type { Variable } from '../../src/model/dockerfile.js';

const find = (text: string, name: string): Variable | null => parseDockerfile(`${text}\nRUN x\n`, 'x').instructions.at(-1)!.scope.find(name);

describe('scope', () => {
  test.each([
    ['an ARG without a default is known to the build only', 'FROM a\nARG X', 'X', null],
    ['a redeclared global ARG has its default', 'ARG X=1\nFROM a\nARG X', 'X', '1'],
    ['a default of its own wins', 'ARG X=1\nFROM a\nARG X=2', 'X', '2'],
    ['ENV hides ARG, wherever it stands', 'FROM a\nENV X=env\nARG X=arg', 'X', 'env'],
    ['the last ENV counts', 'FROM a\nENV X=1\nENV X=2', 'X', '2'],
    ['one ENV sees what was before it', 'FROM a\nENV X=1\nENV X=2 Y=$X', 'Y', '1'],
    ['ENV goes through FROM a stage', 'FROM a AS s\nENV X=1\nFROM s', 'X', '1'],
    ['ARG goes through FROM a stage', 'FROM a AS s\nARG X=1\nFROM s', 'X', '1'],
  ])('%s', (_, text, name, value) => {
    expect(find(text, name)?.value).toBe(value);
  });
  test('not through another stage, nor back from the next', () => {
    expect(find('FROM a\nENV X=1\nFROM b', 'X')).toBeNull();
    expect(parseDockerfile('FROM a AS s\nRUN x\nENV X=1\n', 'x').instructions[1]!.scope.find('X')).toBeNull();
  });
  test('a value knows what it is made of', () => {
    const variable = find('FROM a\nARG TOKEN\nENV A=x-$TOKEN B=1\nENV C="$A"', 'C');
    expect(variable).toMatchObject({ value: null, sources: [{ name: 'A', sources: [{ name: 'TOKEN', kind: 'arg' }] }] });
  });
});

describe('substitution', () => {
  test.each([
    ['$X', 'v'], ['${X}', 'v'], ['a${X}b', 'avb'], ["'$X'", '$X'], ['"$X"', 'v'], ['\\$X', '$X'], ['$NO', ''], ['${NO:-d}', 'd'], ['${NO-d}', 'd'],
    ['${E:-d}', 'd'], ['${E-d}', ''], ['${X:+y}', 'y'], ['${NO:+y}', ''], ['${NO:-${X}}', 'v'], ['${X:?no}', 'v'], ['${X', '${X'], ['$', '$'], ['${}', '${}'],
  ])('%s is %s', (written, value) => {
    expect(find(`FROM a\nENV X=v E=\nENV R=${written}`, 'R')?.value).toBe(value);
  });
  test('doubling ends', () => {
    const value = find(`FROM a\nENV A=xxxxxxxx\n${'ENV A=$A$A\n'.repeat(64)}`, 'A')?.value;
    expect(value?.length).toBe(4096);
  });
});
