import {wordLines} from '../../config/heartbeat/lines.js';
import {type Authkeys, readAuthkeys} from '../../config/heartbeat/read-authkeys.js';

/** What may be known of an authkeys, never a key. */
export interface AuthkeysSubject {
  readonly file: string;
  readonly config: Authkeys;
  /** Permission bits; undefined where they are not known. */
  readonly mode: number | undefined;
  readonly keys: readonly {
    readonly number: string;
    readonly line: number;
    readonly isShort: boolean;
    readonly method: string;
  }[];
  /** Of the line that says which key is used; the first where none does. */
  readonly usedAt: number;
  /** Whether it has the same key in use as another file. */
  hasSameKey(other: AuthkeysSubject): boolean;
}

const shortest = 8;

export function readAuthkeysFile(text: string, file: string, mode: number | undefined): AuthkeysSubject {
  const lines = wordLines(text, {joins: false});
  const auth = lines.find(({words}) => words[0].text === 'auth');
  const used = auth?.words[1]?.text;
  const secret = lines
    .find(({words}) => words[0].text === used)
    ?.words.map(word => word.text)
    .join(' ');
  const secrets = own;
  const subject: AuthkeysSubject = {
    file,
    config: readAuthkeys(text, file),
    mode,
    usedAt: auth?.line ?? 1,
    keys: lines
      .filter(({words}) => /^\d+$/.test(words[0].text))
      .map(({line, words: [first, method, key]}) => ({
        number: first.text,
        line,
        isShort: (key?.text.length ?? shortest) < shortest,
        method: method?.text ?? '',
      })),
    hasSameKey: other => secrets.get(other) === secrets.get(subject),
  };
  secrets.set(subject, secret);
  return subject;
}

/** The keys in use, where nothing prints them. */
const own = new WeakMap<AuthkeysSubject, string | undefined>();
