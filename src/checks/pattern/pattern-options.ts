import {PatternRefusal} from './pattern-reader.js';

/** Which options of PCRE2 hold at a place in a pattern. */
export interface PatternOptions {
  readonly caseless: boolean;
  readonly multiline: boolean;
  readonly dotall: boolean;
  readonly extended: boolean;
  readonly ungreedy: boolean;
  readonly noAutoCapture: boolean;
  readonly dollarEndOnly: boolean;
  readonly allowEmptyClass: boolean;
  readonly anchored: boolean;
}

/** The options by keepalived's names. @throws PatternRefusal for those that change more than JavaScript can */
export function patternOptions(names: readonly string[]): PatternOptions {
  const has = (name: string) => names.includes(name);
  for (const name of names) {
    const why = refused[name];
    if (why !== undefined) throw new PatternRefusal(0, `the option ${name} (${why}) is not supported`);
    if (!known.includes(name)) throw new PatternRefusal(0, `there is no option ${name}`);
  }
  return {
    caseless: has('caseless'),
    multiline: has('multiline'),
    dotall: has('dotall'),
    extended: has('extended') || has('extended_more'),
    ungreedy: has('ungreedy'),
    noAutoCapture: has('no_auto_capture'),
    dollarEndOnly: has('dollar_endonly'),
    allowEmptyClass: has('allow_empty_class'),
    anchored: has('anchored'),
  };
}

/** Whether keepalived knows an option, which may be one that is not supported. */
export function isPatternOption(name: string): boolean {
  return known.includes(name) || refused[name] !== undefined;
}

const refused: Readonly<Record<string, string>> = {
  utf: 'characters instead of bytes',
  ucp: 'properties of Unicode',
  firstline: 'a match has to begin in the first line',
  alt_bsux: 'other meanings of \\u, \\U and \\x',
  endanchored: 'a match has to end where the text ends',
  literal: 'no special characters',
};

const known = [
  'caseless',
  'multiline',
  'dotall',
  'extended',
  'extended_more',
  'ungreedy',
  'no_auto_capture',
  'dollar_endonly',
  'allow_empty_class',
  'anchored',
  // these change how it is looked for, or what cannot be written here, and not what is found
  'auto_callout',
  'dupnames',
  'match_unset_backref',
  'never_backslash_c',
  'never_ucp',
  'never_utf',
  'no_auto_possess',
  'no_dotstar_anchor',
  'no_start_optimize',
  'no_utf_check',
];
