import {isSeq} from 'yaml';
import {type Address, parseAddress} from '../../net/address.js';
import {type Password, passwordFromText} from '../../vrrp/password.js';
import {checkedKind, type Kind, nameOf, spotOf, wordKind, wordOf} from './kind.js';

const unitLengths = {ms: 1, s: 1000, m: 60_000, h: 3_600_000} as const;

/** In milliseconds. */
export const duration: Kind<number> = wordKind('a duration such as 100ms, 1s or 2m', word => {
  if (word === '0') return 0;
  const match = /^(\d{1,10}(?:\.\d{1,3})?)(ms|s|m|h)$/.exec(word);
  return match ? Number(match[1]) * unitLengths[match[2] as keyof typeof unitLengths] : undefined;
});

/** A duration within bounds, in milliseconds. */
export function span(least: number, most: number): Kind<number> {
  return checkedKind(duration, value => {
    if (value >= least && value <= most) return undefined;
    return `it must be ${formatSpan(least)} to ${formatSpan(most)}`;
  });
}

/** `100ms`, `1s`, `2m`: the largest unit that it is whole numbers of. */
export function formatSpan(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  const units = Object.entries(unitLengths).toReversed();
  const [unit, length] = units.find(([, length]) => milliseconds % length === 0) ?? ['ms', 1];
  return `${milliseconds / length}${unit}`;
}

export function whole(least: number, most: number): Kind<number> {
  return wordKind(`a whole number from ${least} to ${most}`, word => {
    const value = /^-?\d{1,10}$/.test(word) ? Number(word) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  });
}

export const truth: Kind<boolean> = wordKind('true or false', word =>
  word === 'true' ? true : word === 'false' ? false : undefined,
);

export function choice<const T extends string | number>(...choices: readonly T[]): Kind<T> {
  return wordKind(choices.join(' or '), word => choices.find(each => String(each) === word));
}

/** Of something in this file or of a user: neither empty nor with characters that break a line of a FIFO. */
export const plainName: Kind<string> = wordKind('a name', word =>
  /^[^\u0000-\u001f\u007f"]{1,255}$/.test(word) ? word : undefined,
);

/** IFNAMSIZ of <linux/if.h>. */
export const linkName: Kind<string> = wordKind('the name of a link such as eth0', word =>
  /^[^\s/:]{1,15}$/.test(word) && word !== '.' && word !== '..' ? word : undefined,
);

export const path: Kind<string> = wordKind('an absolute path', word =>
  /^\/[^\u0000]{1,4095}$/.test(word) ? word : undefined,
);

export const address: Kind<Address> = wordKind('an address', parseAddress);

/** Is shown in no message. */
export const password: Kind<Password> = {
  takes: 'a password of 1 to 8 bytes',
  read(spot, text) {
    const word = wordOf(spot);
    const length = word === undefined ? 0 : Buffer.byteLength(word);
    if (word !== undefined && length >= 1 && length <= 8) return passwordFromText(word);
    const found = word === undefined ? nameOf(spot) : `what stands here has ${length} bytes and`;
    return text.refuse(spot.offset, `${found} is not ${this.takes}`);
  },
};

/** Each read as the kind has it. */
export function listOf<T>(takes: string, kind: Kind<T>): Kind<readonly T[]> {
  return {
    takes,
    read(spot, text) {
      if (!isSeq(spot.node)) return text.refuse(spot.offset, `${nameOf(spot)} is not ${takes}`);
      const values = spot.node.items.map(item => kind.read(spotOf(item, spot.offset), text));
      return values.every(value => value !== undefined) ? (values as T[]) : undefined;
    },
  };
}

/** A program and its words: no shell sees it. */
export const command: Kind<readonly string[]> = {
  takes: 'a list: the absolute path of a program, and its words',
  read(spot, text) {
    const words = listOf(this.takes, word).read(spot, text);
    if (words === undefined) return undefined;
    if (words[0]?.startsWith('/')) return words;
    const first = words[0] === undefined ? 'an empty list' : JSON.stringify(words[0]);
    return text.refuse(spot.offset, `${first} is not ${this.takes}`, 'no shell looks for it: write [/path, word]');
  },
};

const word: Kind<string> = wordKind('a text', text => (text.includes('\u0000') ? undefined : text));
