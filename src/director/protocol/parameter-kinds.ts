import {escapeControls} from '../../ipvs/outside-text.js';
import {formatAddress, parseAddress} from '../../net/address.js';
import {isObject} from './json-line.js';
import {errorCodes} from './methods.js';
import {ProtocolError} from './protocol-error.js';

/** What a parameter can be. */
export interface Kind<T> {
  /** `a name of 1 to 255 characters` */
  readonly words: string;
  /** @param path how the parameter is called: `hold.reason`. @throws ProtocolError (params) where the value is no such */
  read(value: unknown, path: string): T;
}

export interface Parameter<T> {
  readonly kind: Kind<T>;
  readonly isRequired: boolean;
}

/** The members of an object, each by its name. */
export type ParameterTable<P> = {
  readonly [K in keyof P]-?: Parameter<Exclude<P[K], undefined>> & {
    readonly isRequired: object extends Pick<P, K> ? false : true;
  };
};

export function required<T>(kind: Kind<T>): Parameter<T> & {isRequired: true} {
  return {kind, isRequired: true};
}

export function optional<T>(kind: Kind<T>): Parameter<T> & {isRequired: false} {
  return {kind, isRequired: false};
}

/** A text without control characters, line separators and halves of surrogate pairs. */
export function text(what: string, least: number, most: number): Kind<string> {
  const words = `${what} of ${least} to ${most} printable characters`;
  return scalar(words, value => {
    if (typeof value !== 'string' || value.length < least || value.length > most) return undefined;
    return /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(value) ? undefined : value;
  });
}

export function oneOf<const T extends string>(...choices: readonly T[]): Kind<T> {
  const words = choices.map(choice => `"${choice}"`).join(' or ');
  return scalar(words, value => choices.find(choice => choice === value));
}

export const flag: Kind<boolean> = scalar('true or false', value => (typeof value === 'boolean' ? value : undefined));

/** A point in time; as far as Date goes (ECMA-262 §21.4.1.1). */
export const time: Kind<number> = scalar('milliseconds since 1970, a whole number', value =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 8.64e15 ? (value as number) : undefined,
);

/** As formatAddress writes it, however it came. */
export const address: Kind<string> = scalar('an IPv4 or IPv6 address', value => {
  const parsed = typeof value === 'string' && value.length <= 45 ? parseAddress(value) : undefined;
  return parsed && formatAddress(parsed);
});

/** An object with some members, and no others. */
export function members<P>(table: ParameterTable<P>): Kind<P> {
  const words = `an object with ${memberWords(table)}`;
  return {
    words,
    read(value, path) {
      if (!isObject(value)) throw wrong(path, value, words);
      return readMembers(value, table, path);
    },
  };
}

/** An object of its own with the members that the table knows. @throws ProtocolError (params) */
export function readMembers<P>(
  value: Readonly<Record<string, unknown>>,
  table: ParameterTable<P>,
  path: string | undefined,
): P {
  const pathOf = (name: string) => (path === undefined ? name : `${path}.${name}`);
  for (const name of Object.keys(value))
    if (!Object.hasOwn(table, name)) throw unknownMember(pathOf(name.slice(0, 60)), table);
  const read = Object.entries<Parameter<unknown>>(table).flatMap(([name, {kind, isRequired}]) => {
    if (Object.hasOwn(value, name)) return [[name, kind.read(value[name], pathOf(name))]];
    if (isRequired) throw new ProtocolError(errorCodes.params, `${pathOf(name)} is missing: ${kind.words}`);
    return [];
  });
  return Object.fromEntries(read) as P;
}

function scalar<T>(words: string, accept: (value: unknown) => T | undefined): Kind<T> {
  return {
    words,
    read(value, path) {
      const read = accept(value);
      if (read === undefined) throw wrong(path, value, words);
      return read;
    },
  };
}

function memberWords(table: object): string {
  return Object.keys(table).join(', ');
}

/** NB: ignored, a mistyped `expires` would be a hold without end. */
function unknownMember(path: string, table: object): ProtocolError {
  const words = memberWords(table) || 'none at all';
  return new ProtocolError(errorCodes.params, `there is no parameter ${escapeControls(path)}: there is ${words}`);
}

function wrong(path: string, value: unknown, words: string): ProtocolError {
  const shown = JSON.stringify(value) ?? 'nothing';
  const short = shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
  return new ProtocolError(errorCodes.params, `${path} is ${short}: it must be ${words}`);
}
