import { LayerlintError } from '../model/error.js';
import { isNamed } from './names.js';

/** True when a user who says `selector` means the image of these names, number `index` of its archive; '' means every image. */
export function isSelected(selector: string, index: number, names: readonly string[]): boolean {
  if (selector === '') return true;
  return selector.startsWith('@') ? selector === `@${index}` : names.some((name) => isNamed(name, selector));
}

/** Says what there is instead. */
export function noSuchImage(selector: string, names: readonly string[], place: string): LayerlintError {
  return new LayerlintError('not-found', `${place} holds no image \`${selector}\`; it holds ${names.map((name) => `\`${name}\``).join(', ')}.`, {
    hint: 'Name one of these, or none to read every image.',
  });
}
