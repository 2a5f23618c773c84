import type { Matcher } from '../match/matcher.js';
import type { Layer } from '../model/image.js';
import type { RuleSet } from '../model/rule.js';
import { FileSearch } from './file-search.js';
import type { Hands } from './hands.js';
import { layerScan, opaqueRules, type LayerReport } from './layer.js';
import type { SilentFiles } from './silent-files.js';

/** What one thread does for a run, whichever it is: it reads a layer, or searches files of one that another reads. `repeats`: files may repeat those of other layers. */
export interface LayerReader {
  read(layer: Layer, hands: Hands, repeats: boolean): Promise<LayerReport>;
  search(repeats: boolean): FileSearch;
}

/** `silent` is shared by the readers of a run; null where nothing is kept in mind. */
export function layerReader(rules: RuleSet, matcher: Matcher, silent: SilentFiles | null): LayerReader {
  const fileRules = opaqueRules(rules);
  const known = (repeats: boolean): SilentFiles | null => (repeats ? silent : null);
  return {
    read: (layer, hands, repeats) => layerScan(rules, matcher, { hands, silent: known(repeats) })(layer),
    search: (repeats) => new FileSearch(matcher, fileRules, known(repeats)),
  };
}
