import type { Pattern } from '../src/model/rule.js';

const SYLLABLES = ['ka', 'lo', 'mi', 'ter', 'son', 'ver', 'ba', 'den', 'fi', 'gra', 'hub', 'net'];

/** A third are tokens with a prefix, the others settings with an issuer's name; names are made of syllables, hence as frequent as real ones. */
export function syntheticPattern(index: number): Pattern {
  const name = [index % 12, Math.floor(index / 12) % 12, Math.floor(index / 144) % 12].map((one) => SYLLABLES[one]!).join('');
  if (index % 3 === 0) return { keywords: [`${name}_`], regex: `(?<![A-Za-z0-9])(?<secret>${name}_[A-Za-z0-9]{32})`, reach: 60 };
  return { keywords: [name], regex: `${name}[\\w.\\t -]{0,40}(?:=>|=|:)[ \\t]{0,8}["']?(?<secret>[A-Za-z0-9]{32,40})`, flags: 'i', reach: 120 };
}
