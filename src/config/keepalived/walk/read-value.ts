import {type Address, parseAddress} from '../../../net/address.js';
import type {Setting, ValueKind} from '../grammar/row.js';
import {splitCommand, type Word} from '../text/words.js';
import {type Context, hasDefaultUser, hasInterface, hasUser} from './context.js';
import {type NumberRead, readDecimal, readInteger, readUnsigned} from './numbers.js';
import type {Command, Value} from './section.js';

/** The value behind a keyword; undefined where keepalived does not take it, which is reported. */
export function readValue(context: Context, row: Setting, words: readonly Word[], line: string): Value | undefined {
  const kind = row.value;
  const given = words[1];
  switch (kind.type) {
    case 'flag':
    case 'other':
      return true;
    case 'boolean':
      return given ? readBoolean(context, given) : true;
    case 'words':
      return words.slice(1).map(({text}) => text);
    case 'command':
      return given ? readCommand(context, words[0] as Word, line, kind.takesUser) : undefined;
    case 'integer':
    case 'unsigned':
    case 'decimal':
      return given ? readNumber(context, row, kind, given) : true;
    case 'word':
      return readWord(context, row, kind.longest, given);
    case 'secret':
      if (given && kind.longest !== undefined && Buffer.byteLength(given.text) > kind.longest)
        context.report('corrected', given, `longer than ${kind.longest} characters`, 'keepalived cuts it');
      return given?.text;
    case 'choice':
      if (!given) return '';
      return readChoice(context, row, kind, given);
    case 'address':
      return given && readAddress(context, kind, given);
    case 'user':
      return given && readUser(context, given, words[2]);
    case 'interface':
      return given && readInterface(context, given);
    case 'weight':
      return given && readWeight(context, row, kind, given, words[2]);
  }
}

function readBoolean({report}: Context, word: Word): boolean | undefined {
  const value = parseBoolean(word.text);
  if (value === undefined) report('invalid-value', word, `"${word.text}" is neither true nor false`);
  return value;
}

/** check_true_false() of parser.c */
export function parseBoolean(text: string): boolean | undefined {
  if (['true', 'on', 'yes'].includes(text)) return true;
  return ['false', 'off', 'no'].includes(text) ? false : undefined;
}

function readWord(
  context: Context,
  row: Setting,
  longest: number | undefined,
  word: Word | undefined,
): string | undefined {
  if (!word) return '';
  if (longest === undefined || Buffer.byteLength(word.text) <= longest) return word.text;
  context.report('invalid-value', word, `"${word.text}" is longer than ${longest} characters`, row.otherwise);
  return row.otherwise === undefined ? undefined : word.text.slice(0, longest);
}

type NumberKind = Extract<ValueKind, {type: 'integer' | 'unsigned' | 'decimal'}>;

function readNumber(context: Context, row: Setting, kind: NumberKind, word: Word): number | undefined {
  const value = takeNumber(context, numberRead(kind, word.text), word, row.otherwise);
  if (value !== 0 || kind.type !== 'unsigned' || kind.zeroIs === undefined) return value;
  context.report('corrected', word, 'it must be greater than 0', `keepalived takes ${kind.zeroIs}`);
  return kind.zeroIs;
}

function numberRead(kind: NumberKind, text: string): NumberRead {
  switch (kind.type) {
    case 'integer':
      return readInteger(text, kind.least, kind.most, kind.isLenient);
    case 'unsigned':
      return readUnsigned(text, kind.least, kind.most, kind.isLenient);
    case 'decimal':
      return readDecimal(text, kind.least, kind.most, kind.digits);
  }
}

/** Reports what is wrong with a number and gives what keepalived takes. */
export function takeNumber(
  {report}: Context,
  {value, fault}: NumberRead,
  word: Word,
  otherwise?: string,
): number | undefined {
  if (fault !== undefined)
    report('invalid-number', word, fault, value === undefined ? otherwise : `keepalived takes it as ${value}`);
  return value;
}

/** inet_stosockaddr() of utils.c: whatever is behind a `-` or a `/` does not count. */
export function parseLooseAddress(text: string): Address | undefined {
  const end = text.includes('-') ? text.indexOf('-') : text.indexOf('/');
  const plain = end < 0 ? text : text.slice(0, end);
  return text.includes(':') === plain.includes(':') ? parseAddress(plain) : undefined;
}

function readChoice(
  {report}: Context,
  row: Setting,
  kind: Extract<ValueKind, {type: 'choice'}>,
  {text, ...place}: Word,
): string | undefined {
  const found = kind.words.find(word => word === text || (kind.ignoresCase && word === text.toUpperCase()));
  if (found === undefined)
    report('invalid-value', place, `"${text}" is none of ${kind.words.join(', ')}`, row.otherwise);
  return found;
}

function readAddress({report}: Context, kind: Extract<ValueKind, {type: 'address'}>, word: Word): Address | undefined {
  const address = parseLooseAddress(word.text);
  const fault = !address
    ? 'is not an address'
    : kind.family && address.family !== kind.family
      ? `is not an ${kind.family === 'ipv4' ? 'IPv4' : 'IPv6'} address`
      : kind.isMulticast && !isMulticast(address)
        ? 'is not a multicast address'
        : undefined;
  if (fault === undefined) return address;
  report('invalid-value', word, `"${word.text}" ${fault}`);
  return undefined;
}

export function isMulticast(address: Address): boolean {
  return address.family === 'ipv4' ? address.value >>> 28 === 0xe : address.words[0] >>> 24 === 0xff;
}

/** fe80::/10 */
export function isLinkLocal(address: Address): boolean {
  return address.family === 'ipv6' && address.words[0] >>> 22 === 0x3fa;
}

function readUser(context: Context, user: Word, group: Word | undefined): Command | undefined {
  if (hasUser(context, user.text, group?.text))
    return {words: [], user: user.text, ...(group ? {group: group.text} : {})};
  context.report('invalid-value', user, 'there is no such user or group', 'keepalived does not run the script');
  return undefined;
}

function readInterface(context: Context, word: Word): string | undefined {
  if (Buffer.byteLength(word.text) > 15) {
    context.report('invalid-value', word, `"${word.text}" is longer than an interface name can be`);
    return undefined;
  }
  if (!hasInterface(context, word.text)) {
    context.report('unknown-interface', word, `there is no interface "${word.text}"`);
    return undefined;
  }
  if (word.text !== 'lo') return word.text;
  context.report('invalid-value', word, 'VRRP does not run on a loopback interface');
  return undefined;
}

function readWeight(
  context: Context,
  row: Setting,
  kind: Extract<ValueKind, {type: 'weight'}>,
  word: Word,
  option: Word | undefined,
): Value | undefined {
  const weight = takeNumber(context, readInteger(word.text, kind.least, kind.most, true), word, row.otherwise);
  if (option && !kind.options.includes(option.text))
    context.report('invalid-value', option, `"${option.text}" is none of ${kind.options.join(', ')}`);
  return weight === undefined ? undefined : {weight, isReversed: option?.text === 'reverse'};
}

/** notify_script_init() of notify.c: the line is read again, with both kinds of quotes and escapes. */
export function readCommand(context: Context, keyword: Word, line: string, takesUser: boolean): Command | undefined {
  const parts = splitCommand(line);
  const words = 'error' in parts ? parts : splitCommand(parts[1] ?? '');
  if ('error' in parts || 'error' in words) {
    context.report(
      'unmatched-quote',
      keyword,
      'a quote in the command is not closed',
      'keepalived does not run the script',
    );
    return undefined;
  }
  if (words.length === 0) {
    context.report('note', keyword, 'the command is empty', 'keepalived does not run anything');
    return undefined;
  }
  if (!takesUser) return {words};
  const [, , user, group] = parts;
  if (user === undefined) return hasDefaultUser(context, keyword) ? {words} : undefined;
  if (hasUser(context, user, group)) return {words, user, ...(group === undefined ? {} : {group})};
  context.report('note', keyword, `there is no user "${user}" or no such group`, 'keepalived does not run the script');
  return undefined;
}
