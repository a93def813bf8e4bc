/**
 * What may stand behind a keyword. Numbers are read as strtol(3) does; `isLenient` ones are taken by a running keepalived
 * even with something behind the digits, though `keepalived -t` counts that as an error. `zeroIs` is what a 0 becomes.
 */
export type ValueKind =
  | {readonly type: 'flag'}
  | {readonly type: 'boolean'}
  | {readonly type: 'integer'; readonly least: number; readonly most: number; readonly isLenient: boolean}
  | {
      readonly type: 'unsigned';
      readonly least: number;
      readonly most: number;
      readonly isLenient: boolean;
      readonly zeroIs?: number;
    }
  /** A decimal with up to `digits` places, in units of its last place: microseconds for times in seconds. */
  | {readonly type: 'decimal'; readonly least: number; readonly most: number; readonly digits: number}
  | {readonly type: 'word'; readonly longest?: number}
  /** A word that no message may show. */
  | {readonly type: 'secret'; readonly longest?: number}
  | {readonly type: 'words'}
  | {readonly type: 'choice'; readonly words: readonly string[]; readonly ignoresCase: boolean}
  | {readonly type: 'address'; readonly family?: 'ipv4' | 'ipv6'; readonly isMulticast?: boolean}
  /** A command line, then the user and the group that run it unless the block names them. */
  | {readonly type: 'command'; readonly takesUser: boolean}
  | {readonly type: 'user'}
  | {readonly type: 'interface'}
  | {readonly type: 'weight'; readonly least: number; readonly most: number; readonly options: readonly string[]}
  /** Read by whoever reads the block. */
  | {readonly type: 'other'};

/** What keepalived does when nothing stands behind the keyword. */
export type Missing = 'refused' | 'ignored' | 'fine';

export interface Setting {
  readonly keyword: string;
  readonly type: 'setting';
  readonly value: ValueKind;
  readonly missing: Missing;
  /** Only the first counts. */
  readonly isOnce: boolean;
  /** With more than one word behind the keyword the line does not count; other keywords ignore what is too much. */
  readonly isAlone: boolean;
  /** What to write instead. */
  readonly deprecated?: string;
  /** A wrong value is not ignored: what keepalived does. */
  readonly otherwise?: string;
  readonly meaning: string;
}

/** A block of items, one a line. */
export interface List {
  readonly keyword: string;
  readonly type: 'list';
  readonly meaning: string;
}

export interface Block {
  readonly keyword: string;
  readonly type: 'block';
  readonly rows: readonly Row[];
  readonly meaning: string;
}

export type Row = Setting | List | Block;

type Options = Partial<Pick<Setting, 'missing' | 'isOnce' | 'isAlone' | 'deprecated' | 'otherwise'>>;

function setting(keyword: string, value: ValueKind, meaning: string, options: Options = {}): Setting {
  return {keyword, type: 'setting', value, meaning, missing: 'refused', isOnce: false, isAlone: false, ...options};
}

export const flag = (keyword: string, meaning: string, options?: Options) =>
  setting(keyword, {type: 'flag'}, meaning, {missing: 'fine', ...options});

/** on, true, yes; off, false, no; the bare keyword is true. */
export const boolean = (keyword: string, meaning: string, options?: Options) =>
  setting(keyword, {type: 'boolean'}, meaning, {missing: 'fine', ...options});

export const unsigned = (
  keyword: string,
  [least, most]: readonly [number, number],
  meaning: string,
  {isLenient = true, zeroIs, ...options}: Options & {isLenient?: boolean; zeroIs?: number} = {},
) =>
  setting(
    keyword,
    {type: 'unsigned', least, most, isLenient, ...(zeroIs === undefined ? {} : {zeroIs})},
    meaning,
    options,
  );

export const integer = (
  keyword: string,
  [least, most]: readonly [number, number],
  meaning: string,
  {isLenient = true, ...options}: Options & {isLenient?: boolean} = {},
) => setting(keyword, {type: 'integer', least, most, isLenient}, meaning, options);

/** Seconds, with up to six places; the bounds in microseconds. */
export const seconds = (
  keyword: string,
  [least, most]: readonly [number, number],
  meaning: string,
  options: Options = {},
) => setting(keyword, {type: 'decimal', least, most, digits: 6}, meaning, options);

/** Milliseconds, with up to three places; the bounds in microseconds. */
export const milliseconds = (
  keyword: string,
  [least, most]: readonly [number, number],
  meaning: string,
  options: Options = {},
) => setting(keyword, {type: 'decimal', least, most, digits: 3}, meaning, options);

export const word = (keyword: string, meaning: string, {longest, ...options}: Options & {longest?: number} = {}) =>
  setting(keyword, {type: 'word', ...(longest === undefined ? {} : {longest})}, meaning, options);

export const secret = (keyword: string, meaning: string, {longest, ...options}: Options & {longest?: number} = {}) =>
  setting(keyword, {type: 'secret', ...(longest === undefined ? {} : {longest})}, meaning, options);

export const words = (keyword: string, meaning: string, options?: Options) =>
  setting(keyword, {type: 'words'}, meaning, {missing: 'fine', ...options});

export const choice = (
  keyword: string,
  of: readonly string[],
  meaning: string,
  {ignoresCase = false, ...options}: Options & {ignoresCase?: boolean} = {},
) => setting(keyword, {type: 'choice', words: of, ignoresCase}, meaning, options);

export const address = (keyword: string, meaning: string, of: {family?: 'ipv4' | 'ipv6'; isMulticast?: boolean} = {}) =>
  setting(keyword, {type: 'address', ...of}, meaning);

export const command = (keyword: string, meaning: string, options?: Options) =>
  setting(keyword, {type: 'command', takesUser: true}, meaning, options);

export const commandOfBlock = (keyword: string, meaning: string, options?: Options) =>
  setting(keyword, {type: 'command', takesUser: false}, meaning, options);

export const user = (keyword: string, meaning: string, options?: Options) =>
  setting(keyword, {type: 'user'}, meaning, options);

export const interfaceName = (keyword: string, meaning: string, options?: Options) =>
  setting(keyword, {type: 'interface'}, meaning, options);

export const weight = (keyword: string, most: number, options: readonly string[], meaning: string, more?: Options) =>
  setting(keyword, {type: 'weight', least: -most, most, options}, meaning, more);

export const other = (keyword: string, meaning: string, options?: Options) =>
  setting(keyword, {type: 'other'}, meaning, options);

export const list = (keyword: string, meaning: string): List => ({keyword, type: 'list', meaning});

export const block = <const K extends string>(
  keyword: K,
  rows: readonly Row[],
  meaning: string,
): Block & {readonly keyword: K} => ({
  keyword,
  type: 'block',
  rows,
  meaning,
});

export const int32 = 2_147_483_647;
export const uint32 = 4_294_967_295;
/** The most seconds that keepalived can count in microseconds: UINT_MAX / TIMER_HZ. */
export const mostSeconds = 4294;
