import {type PatternOptions, patternOptions} from './pattern-options.js';
import {PatternReader, PatternRefusal} from './pattern-reader.js';
import {translateClass} from './translate-class.js';
import {translateEscape} from './translate-escape.js';

/**
 * A pattern of PCRE2 or Perl as JavaScript's, for text whose characters are bytes.
 * @throws PatternRefusal for what JavaScript cannot say
 */
export function translatePattern(source: string, names: readonly string[]): {source: string; flags: string} {
  const reader = new PatternReader(Buffer.from(source, 'utf8').toString('latin1'));
  let options = patternOptions(names);
  for (let found = leadingOptions(reader); found !== undefined; found = leadingOptions(reader))
    options = changed(options, found, 0);
  const translated = new Translation(reader, options).alternatives(options);
  if (!reader.isAtEnd) throw new PatternRefusal(reader.at, 'there is a ) without its (');
  // case is all that is left to JavaScript's flags: ^ and $ are the ends of the text in what is written
  return {source: options.anchored ? `^(?:${translated})` : translated, flags: options.caseless ? 'i' : ''};
}

/** (?i) and the like in front of everything. */
function leadingOptions(reader: PatternReader): string | undefined {
  return reader.match(/\(\?([imsxJUn-]*)\)/y)?.[1];
}

class Translation {
  readonly #reader: PatternReader;
  readonly #caseless: boolean;
  readonly #groups: (string | undefined)[] = [];

  constructor(reader: PatternReader, options: PatternOptions) {
    this.#reader = reader;
    this.#caseless = options.caseless;
  }

  /** Up to the end of the group or of the pattern. */
  alternatives(outer: PatternOptions): string {
    const reader = this.#reader;
    let options = outer;
    let text = '';
    while (!reader.isAtEnd && !reader.startsWith(')')) {
      const at = reader.at;
      const set = leadingOptions(reader);
      if (set !== undefined) {
        options = this.#changed(options, set, at);
        continue;
      }
      const item = this.#item(options);
      text += item;
      if (item !== '' && item !== '|') text += this.#quantifier(options);
    }
    return text;
  }

  #item(options: PatternOptions): string {
    const reader = this.#reader;
    const at = reader.at;
    const character = reader.next();
    switch (character) {
      case '\\':
        return translateEscape(reader, at, this.#groups);
      case '[':
        return translateClass(reader, options.allowEmptyClass);
      case '(':
        return this.#group(options, at);
      case '.':
        return options.dotall ? '[^]' : '[^\\n]';
      case '^':
        // not behind a newline at the very end (pcre2pattern, CIRCUMFLEX AND DOLLAR)
        return options.multiline ? '(?:^|(?<=\\n)(?!$))' : '^';
      case '$':
        if (options.multiline) return '(?=\\n|$)';
        return options.dollarEndOnly ? '$' : '(?=\\n?$)';
      case '*':
      case '+':
      case '?':
        throw new PatternRefusal(at, `there is nothing before ${character} to repeat`);
      case '{':
      case '}':
      case ']':
      case '/':
        return `\\${character}`;
      case '#':
        if (options.extended && reader.until('\n') === undefined) reader.rest();
        return options.extended ? '' : '#';
    }
    if (options.extended && /[\t-\r ]/.test(character)) return '';
    return character;
  }

  #quantifier({extended, ungreedy}: PatternOptions): string {
    const reader = this.#reader;
    if (extended) reader.match(/[\t-\r ]+/y);
    const at = reader.at;
    const times = reader.match(/[*+?]|\{\d+(?:,\d*)?\}/y)?.[0];
    if (times === undefined) return '';
    if (reader.take('+')) throw new PatternRefusal(at, `${times}+ (a possessive quantifier) is not supported`);
    const isLazy = reader.take('?') !== ungreedy;
    return isLazy ? `${times}?` : times;
  }

  #group(options: PatternOptions, at: number): string {
    const reader = this.#reader;
    if (reader.startsWith('*')) throw new PatternRefusal(at, 'verbs, (*…), are not supported');
    if (reader.match(/\?#[^)]*\)/y)) return '';
    const inline = reader.match(/\?([imsxJUn-]*):/y);
    const inner = inline ? this.#changed(options, inline[1] as string, at) : options;
    return `(${inline ? '?:' : this.#opening(options, at)}${this.#inside(inner, at)})`;
  }

  #inside(options: PatternOptions, at: number): string {
    const text = this.alternatives(options);
    if (!this.#reader.take(')')) throw new PatternRefusal(at, 'there is a ( without its )');
    return text;
  }

  /** What stands behind the bracket of a group. */
  #opening({noAutoCapture}: PatternOptions, at: number): string {
    const reader = this.#reader;
    if (!reader.startsWith('?')) {
      if (noAutoCapture) return '?:';
      this.#groups.push(undefined);
      return '';
    }
    const look = reader.match(/\?<?[=!]/y);
    if (look) return look[0];
    const named = reader.match(/\?(?:P?<|')([A-Za-z_]\w*)[>']/y);
    if (named) {
      this.#groups.push(named[1]);
      return `?<${named[1]}>`;
    }
    const backwards = reader.match(/\?P=(\w+)(?=\))/y);
    if (backwards && !this.#groups.includes(backwards[1]))
      throw new PatternRefusal(at, `(${backwards[0]}) refers to no group before it`);
    if (backwards) return `?:\\k<${backwards[1]}>`;
    const refused = constructs.find(([start]) => reader.startsWith(start));
    throw new PatternRefusal(at, `${refused?.[1] ?? 'what begins with (?'} is not supported`);
  }

  #changed(options: PatternOptions, letters: string, at: number): PatternOptions {
    const next = changed(options, letters, at);
    if (next.caseless !== this.#caseless)
      throw new PatternRefusal(at, '(?i) can only stand at the start of the pattern, for all of it');
    return next;
  }
}

const constructs: readonly (readonly [string, string])[] = [
  ['?>', '(?>…), an atomic group,'],
  ['?|', '(?|…), groups with the same number,'],
  ['?(', '(?(…), a condition,'],
  ['?R', '(?R), recursion,'],
  ['?&', '(?&…), a subroutine,'],
  ['?P>', '(?P>…), a subroutine,'],
  ['?C', '(?C…), a callout,'],
  ['?^', '(?^…)'],
];

/** `im-s`: what is before the dash holds, what is behind it does not. */
function changed(options: PatternOptions, letters: string, at: number): PatternOptions {
  const [on = '', off = '', more] = letters.split('-');
  if (more !== undefined) throw new PatternRefusal(at, `(?${letters}) has two dashes`);
  const set = (letter: string, now: boolean) => (off.includes(letter) ? false : on.includes(letter) || now);
  return {
    ...options,
    caseless: set('i', options.caseless),
    multiline: set('m', options.multiline),
    dotall: set('s', options.dotall),
    extended: set('x', options.extended),
    ungreedy: set('U', options.ungreedy),
    noAutoCapture: set('n', options.noAutoCapture),
  };
}
