import { describe, expect, test } from '@jest/globals';
import { inspect } from 'node:util';
import { Secret } from '../../src/model/secret.js';

describe('Secret', () => {
  const value = ['correct', 'horse', 'battery'].join('-');
  const secret = new Secret(value);
  test.each([
    ['template', `${secret}`],
    ['JSON', JSON.stringify({ secret })],
    ['inspect', inspect({ secret })],
    ['concatenation', '' + secret],
  ])('%s shows the mask', (_, shown) => {
    expect(shown).not.toContain(value);
    expect(shown).toContain('corr********');
  });
  test('reveal gives the value', () => {
    expect(secret.reveal()).toBe(value);
  });
  test('a short value shows nothing of itself, nor its length', () => {
    expect(new Secret('root').masked).toBe(new Secret('hunter2').masked);
  });
});
