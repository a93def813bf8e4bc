import type {Pattern} from '../../../checks/pattern/pattern.js';
import type {Sealed} from '../../../checks/probe/probe.js';
import {type Kind, nameOf, wordKind, wordOf, writtenKind} from '../kind.js';
import {listOf, truth, whole} from '../kinds.js';
import {optional, required, shapeKind, usually} from '../shape.js';

/** Any text, the empty one too. */
export const text: Kind<string> = wordKind('a text', word => (word.includes('\u0000') ? undefined : word));

/** Something within one line. */
export const line: Kind<string> = wordKind('a text of one line', word =>
  /[\u0000\r\n]/.test(word) ? undefined : word,
);

/** A password, which is shown in no message. */
export const sealed: Kind<Sealed> = {
  takes: 'a text',
  read(spot, all) {
    const word = wordOf(spot);
    return word === undefined ? all.refuse(spot.offset, `${nameOf(spot)} is not ${this.takes}`) : {sealed: word};
  },
};

export const noSecret: Sealed = {sealed: ''};

export const patternShape = {
  name: 'match',
  keys: {
    regex: required(text, 'the regular expression, as Perl has them'),
    options: usually(
      listOf(
        'a list of options',
        wordKind('an option', word => (/^[a-z_]{1,40}$/i.test(word) ? word : undefined)),
      ),
      [],
      'none',
      'caseless, multiline, dotall, extended and so on, as regex_options of keepalived',
    ),
    not: usually(truth, false, 'false', 'it must not match'),
    from: optional(whole(0, 4_294_967_295), 'the start', 'bytes before which no match begins'),
    to: optional(whole(0, 4_294_967_295), 'the end', 'bytes behind which no match begins'),
  },
} as const;

const plain: Kind<Pattern> = {
  takes: 'a regular expression',
  read(spot, all) {
    const source = text.read(spot, all);
    return source === undefined ? undefined : {...anywhere, source};
  },
};

const whole_: Kind<Pattern> = {
  takes: 'a map of regex, options and so on',
  read(spot, all) {
    const found = shapeKind(this.takes, patternShape).read(spot, all);
    return (
      found && {
        source: found.regex,
        options: found.options,
        mustNotMatch: found.not,
        leastOffset: found.from,
        mostOffset: found.to,
      }
    );
  },
};

const anywhere: Pattern = {
  source: '',
  options: [],
  mustNotMatch: false,
  leastOffset: undefined,
  mostOffset: undefined,
};

export const pattern: Kind<Pattern> = writtenKind('a regular expression, or a map of regex, options and so on', {
  word: plain,
  map: whole_,
});

export function writePattern({source, options, mustNotMatch, leastOffset, mostOffset}: Pattern): unknown {
  const more = {
    ...(options.length > 0 ? {options} : {}),
    ...(mustNotMatch ? {not: true} : {}),
    ...(leastOffset === undefined ? {} : {from: leastOffset}),
    ...(mostOffset === undefined ? {} : {to: mostOffset}),
  };
  return Object.keys(more).length === 0 ? source : {regex: source, ...more};
}

/** `key: value` where there is something to say. */
export function said<V>(key: string, value: V | undefined, usual?: V): Record<string, V> {
  return value === undefined || value === usual ? {} : {[key]: value};
}
