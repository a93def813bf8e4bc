import {explanations} from './explanations.js';
import {languages} from './languages.js';
import {lintKindNames, type LintKind} from './lint-kind.js';
import type {CodeWords} from './lint-rule.js';
import {virtualWithoutResource} from './lint-together.js';

/** A code, and a kind of file that can have it. */
export interface CodeOfKind extends CodeWords {
  readonly kind: LintKind;
}

/** Every code, each once for a kind, in the order of the kinds and then by name. */
export function allCodes(): readonly CodeOfKind[] {
  return lintKindNames.flatMap(kind => {
    const codes = [...languages[kind].codes, ...(kind === 'ldirectord' ? [virtualWithoutResource] : [])];
    const unique = new Map(codes.toReversed().map(words => [words.code, words]));
    return [...unique.values()].sort((a, b) => (a.code < b.code ? -1 : 1)).map(words => ({kind, ...pick(words)}));
  });
}

function pick({code, severity, title, consequence, correction, explanation}: CodeWords): CodeWords {
  const more = Object.hasOwn(explanations, code) ? explanations[code] : undefined;
  const why = explanation ?? more?.why;
  const words = {code, severity, title, consequence, correction};
  return {...words, ...(why !== undefined && {explanation: why}), ...(more && {howToSee: more.see})};
}
