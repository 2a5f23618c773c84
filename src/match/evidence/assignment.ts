import { judgeName } from '../../judge/name.js';
import { judgeValue } from '../../judge/value.js';
import type { Evidence, Verdict } from '../candidate.js';

const no: Verdict = { discard: true, confidence: 'low' };

const PROSE = /\.(?:md|markdown|rst|adoc|txt|html?|xhtml|man|[1-9](?:[a-z]{0,4})?(?:\.gz)?|pod|texi|info|tex|po|pot|mo|svg|css|scss|less|map|csv|tsv|log|patch|diff|d\.ts|ipynb)$|(?:^|\/)(?:changelog|readme|news|copyright|licen[sc]e|authors|history|changes)[^/]*$/i;
const CODE = /\.(?:[cm]?[jt]sx?|py[iwx]?|rb|pl|pm|t|php|phtml|java|kt|kts|scala|groovy|go|rs|c|cc|cpp|cxx|h|hh|hpp|m|mm|cs|fs|vb|swift|lua|tcl|r|jl|ex|exs|erl|hrl|clj|hs|ml|el|vim|sql|sh|bash|zsh|fish|ps1|psm1|bat|cmd|awk|asp|aspx|jsp|vue|svelte|tmpl|tpl|j2|erb|in|am|ac|m4|mk|cmake|proto|graphql|asm|s|d|pyc|so|dll|exe|class|jar|wasm|node|bin|gresource|dat|db|typelib|gir)$|\.so\.[\d.]+$/i;
const TESTS = /(?:^|\/)(?:tests?|__tests__|spec|specs|fixtures?|testdata|test-data|examples?|samples?|mocks?|docs?)\//i;

/** Judges name and value together; groups `head`, `word` and `tail` make up the name, `quote` says that the value was quoted. */
export const assignment: Evidence = ({ secret, groups, path, text, start }) => {
  const name = `${groups.head ?? ''}${groups.word ?? ''}${groups.tail ?? ''}`.replace(/^[.-]+/, '');
  const named = judgeName(name);
  if (named.kind !== 'secret') return no;
  const value = judgeValue(secret);
  const place = PROSE.test(path) || TESTS.test(path) ? 'prose' : CODE.test(path) ? 'code' : 'settings';
  const because = `The name says \`${named.word}\`. ${value.reason}`;
  switch (value.kind) {
    case 'random':
      if (place === 'code' && !groups.quote && !isSetting(text, start)) return no;
      return place === 'prose' ? { confidence: 'low', severity: 'low', says: because } : { confidence: 'medium', says: because };
    case 'plausible':
      return place === 'settings' ? { confidence: 'low', severity: 'medium', says: because } : place === 'code' && groups.quote ? { confidence: 'low', severity: 'low', says: because } : no;
    case 'weak':
      return place === 'settings' ? { confidence: 'low', severity: 'low', says: because } : no;
    default:
      return no;
  }
};

/** `NAME=value` without spaces, as shells and settings write it; code without quotes writes expressions. */
const isSetting = (text: string, start: number): boolean => /[A-Za-z0-9_]=$/.test(text.slice(Math.max(0, start - 2), start));
