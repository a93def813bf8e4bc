import {Secret} from '../keepalived/secret.js';
import {found, type Reading, spansAround, type ValueKind} from './value-kind.js';

export const yesNo: ValueKind<boolean> = {
  read: text => (text === 'yes' || text === 'no' ? {value: text === 'yes'} : {refused: notYesNo(text)}),
};

function notYesNo(text: string): string {
  if (/^(yes|no)[ \t\r]+$/.test(text)) return 'blanks at the end are part of the value, which has to be yes or no';
  if (/^(yes|no)[ \t]*#/.test(text)) return 'a comment has to stand on a line of its own here: yes or no is expected';
  return 'yes or no is expected';
}

/** The first digits of the text, whatever stands around them. Only a single 0 is none. */
export const count: ValueKind<number> = {
  read: text =>
    found<number>(
      /\d+/,
      text,
      digits => {
        if (digits === '0') return {refused: 'a number above 0 is expected'};
        return {value: Number(digits), ...(Number(digits) === 0 ? {misread: `${digits} is taken as 0`} : {})};
      },
      'a number above 0 is expected',
    ),
};

/** As global timeouts have it: 00 is none either. */
export const positiveCount: ValueKind<number> = {
  read: text => {
    const reading = count.read(text);
    return 'value' in reading && reading.value === 0 ? {refused: 'a number above 0 is expected'} : reading;
  },
};

export const number: ValueKind<number> = {
  read: text => found<number>(/\d+/, text, digits => ({value: Number(digits)}), 'a number is expected'),
};

/** Digits have to come first. */
export const leadingNumber: ValueKind<number> = {
  read: text => found<number>(/^\d+/, text, digits => ({value: Number(digits)}), 'a number is expected'),
};

export const port: ValueKind<number> = {
  read: text =>
    found<number>(
      /\d+/,
      text,
      digits => {
        const value = Number(digits);
        return value > 0 && value < 65536 ? {value} : {refused: 'a port is 1 to 65535'};
      },
      'a port, 1 to 65535, is expected',
    ),
};

/** The first word that the pattern finds has to be one of these. */
export function word<const T extends string>(words: readonly T[], pattern = /\w+/): ValueKind<T> {
  const refused = `${words.join(', ').replace(/, (?=[^,]*$)/, ' or ')} is expected`;
  const isOne = (text: string): text is T => (words as readonly string[]).includes(text);
  return {read: text => found<T>(pattern, text, one => (isOne(one) ? {value: one} : {refused}), refused)};
}

export function matching(pattern: RegExp, expected: string): ValueKind<string> {
  return {read: text => found<string>(pattern, text, value => ({value}), `${expected} expected`)};
}

export const anyCase = <T extends string>(kind: ValueKind<T>): ValueKind<T> => ({
  read: text => kind.read(text.toUpperCase()),
});

/** Everything up to the last quote of the line. */
export const quoted: ValueKind<string> = {
  read: text => {
    const reading = inQuotes(text);
    return 'value' in reading && reading.value === '' ? {refused: 'a text that is not empty is expected'} : reading;
  },
};

export const quotedOrEmpty: ValueKind<string> = {read: inQuotes};

export const quotedSecret: ValueKind<Secret> = {
  read: text => {
    const reading = quoted.read(text);
    return 'refused' in reading ? reading : {...reading, value: new Secret(reading.value)};
  },
};

function inQuotes(text: string): Reading<string> {
  const match = /^"(.*)"/s.exec(text);
  if (!match) return {refused: 'the value has to stand in quotes', isUnquoted: true};
  return {value: match[1] as string, lost: spansAround(text, 0, match[0].length)};
}

/** Quotes are taken off, or there are none. */
export const bareOrQuoted: ValueKind<string> = {
  read: text => {
    const reading = inQuotes(text);
    if ('refused' in reading) return rest.read(text);
    return reading.value === '' ? {refused: 'a text that is not empty is expected'} : reading;
  },
};

/** All that is left of the line. */
export const rest: ValueKind<string> = {
  read: text => (text === '' ? {refused: 'a text that is not empty is expected'} : {value: text}),
  takesAll: true,
};

export const free: ValueKind<string> = {read: text => ({value: text}), takesAll: true};

/** Quotes around all of it are taken off. */
export const mailAddress: ValueKind<string> = {
  read: text => rest.read(text.replace(/^"([^"]*)"$/s, '$1')),
  takesAll: true,
};

/** Up to the first quote, one before it aside. */
export const hostHeader: ValueKind<string> = {
  read: text => {
    const match = /^"?([^"]*)"?/s.exec(text) as RegExpExecArray;
    return {value: match[1] as string, lost: spansAround(text, 0, match[0].length)};
  },
  takesAll: true,
};

export const daemonStatuses = ['starting', 'running', 'stopping', 'reloading'] as const;
export type DaemonStatus = (typeof daemonStatuses)[number];

/** parse_emailalertstatus() of ldirectord. */
export const statuses: ValueKind<readonly DaemonStatus[]> = {
  read: text => {
    const words = text.split(/[ \t\r\f\v]*,[ \t\r\f\v]*/);
    while (words.at(-1) === '') words.pop();
    const chosen = new Set<DaemonStatus>();
    for (const one of words) {
      const known = daemonStatuses.find(status => status === one);
      if (one === 'none') continue;
      if (!known && one !== 'all')
        return {refused: 'all, none or some of starting, running, stopping, reloading are expected'};
      if (words.includes('none')) return {refused: 'none stands for itself'};
      for (const status of known ? [known] : daemonStatuses) chosen.add(status);
    }
    return {value: daemonStatuses.filter(status => chosen.has(status))};
  },
};

export type CheckType = 'connect' | 'negotiate' | 'ping' | 'off' | 'on' | 'external' | 'external-perl' | 'combined';

const checkWords = word(['connect', 'negotiate', 'ping', 'off', 'on', 'external', 'external-perl'], /[\w-]+/);

/** A number, anywhere in the text, is that of connects between two negotiations. */
export const checkType: ValueKind<{readonly type: CheckType; readonly connects: number}> = {
  read: text => {
    if (/\d/.test(text)) return found(/\d+/, text, one => ({value: {type: 'combined', connects: Number(one)}}), '');
    const reading = checkWords.read(text);
    if ('refused' in reading) return {refused: `${reading.refused}, or a number`};
    return {...reading, value: {type: reading.value, connects: 0}};
  },
};
