import type {LintRule} from '../lint-rule.js';
import type {AuthkeysSubject} from './authkeys-subject.js';

/** What an authkeys means, rule by rule. Keys are never in a message. */
export const authkeysRules: readonly LintRule<AuthkeysSubject>[] = [
  {
    code: 'mode-not-0600',
    severity: 'error',
    title: 'a file that others may read',
    consequence: 'heartbeat does not start: "Bad permissions on keyfile, 600 recommended"',
    correction: 'chown root:root and chmod 600',
    *check({file, mode}) {
      if (mode !== undefined && (mode & 0o077) !== 0)
        yield {
          place: {file, line: 1, column: 1},
          message: `the mode is ${(mode & 0o777).toString(8).padStart(4, '0')}`,
          correction: `chmod 600 ${file}`,
        };
    },
  },
  {
    code: 'key-twice',
    severity: 'error',
    title: 'two keys of one number',
    consequence: 'which of the two counts is not said: the nodes may not understand one another',
    correction: 'a number of its own for each',
    *check({file, keys}) {
      const seen = new Map<string, number>();
      for (const {number, line} of keys) {
        const before = seen.get(number);
        if (before !== undefined)
          yield {place: {file, line, column: 1}, message: `key ${number} is in line ${before} already`};
        else seen.set(number, line);
      }
    },
  },
  {
    code: 'key-too-short',
    severity: 'warning',
    title: 'a key of fewer than 8 characters',
    consequence: 'it can be guessed: whoever does can have the addresses given up',
    correction: 'a long random key: `dd if=/dev/urandom bs=32 count=1 | sha1sum`',
    *check({file, keys}) {
      for (const {number, line, isShort, method} of keys)
        if (isShort && method !== 'crc') yield {place: {file, line, column: 1}, message: `key ${number} is short`};
    },
  },
];
