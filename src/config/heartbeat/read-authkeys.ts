import {wordLines} from './lines.js';
import type {HeartbeatProblem} from './problem.js';

/** What of authkeys may be known: never a key. */
export interface Authkeys {
  /** The one that is used: `sha1`, `md5`, `crc`; undefined where there is none. */
  readonly method: string | undefined;
  readonly problems: readonly HeartbeatProblem[];
}

/** Of HBauth's plugins. crc needs no key and proves nothing. */
const methods = ['crc', 'md5', 'sha1'];

/** Reads /etc/ha.d/authkeys: `auth N`, then `N METHOD [KEY]`. What follows the method is looked at, and dropped. */
export function readAuthkeys(text: string, file: string): Authkeys {
  const problems: HeartbeatProblem[] = [];
  const report = (severity: HeartbeatProblem['severity'], line: number, message: string) =>
    problems.push({file, line, column: 1, severity, message});
  const found = new Map<number, string>();
  let used: {readonly number: number; readonly line: number} | undefined;
  for (const {line, words} of wordLines(text, {joins: false})) {
    const [first, second, third] = words.map(word => word.text);
    if (first === 'auth') {
      used = {number: Number(second), line};
      continue;
    }
    const number = Number(first);
    if (!Number.isInteger(number) || number < 1 || number > 15) {
      report('refused', line, 'a key has no number from 1 to 15');
      continue;
    }
    if (second === undefined || !methods.includes(second)) {
      report('refused', line, `key ${number} has no method that heartbeat has: ${methods.join(', ')}`);
      continue;
    }
    if (second !== 'crc' && third === undefined) report('refused', line, `key ${number}: ${second} needs a key`);
    found.set(number, second);
  }
  if (!used) report('refused', 1, 'there is no "auth NUMBER" that says which key is used');
  else if (!found.has(used.number)) report('refused', used.line, `key ${used.number} is used, and not there`);
  const method = used && found.get(used.number);
  if (method === 'crc')
    report('warning', used?.line ?? 1, 'crc proves nothing: anyone on the network can speak as a node');
  return {method, problems};
}
