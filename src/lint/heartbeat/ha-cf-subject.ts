import {type WordLine, wordLines} from '../../config/heartbeat/lines.js';
import {type HaCf, readHaCf} from '../../config/heartbeat/read-ha-cf.js';
import type {Place} from '../../config/keepalived/problem.js';

/** What was read of an ha.cf. */
export interface HaCfSubject {
  readonly file: string;
  readonly config: HaCf;
  readonly lines: readonly WordLine[];
  /** Of the last line that begins with one of these; of the last of all where none does. */
  placeOf(...directives: readonly string[]): Place;
  has(...directives: readonly string[]): boolean;
}

export function readHaCfFile(text: string, file: string): HaCfSubject {
  const lines = wordLines(text, {joins: false});
  const find = (directives: readonly string[]) => lines.findLast(({words}) => directives.includes(words[0].text));
  return {
    file,
    config: readHaCf(text, file),
    lines,
    placeOf: (...directives) => {
      const line = find(directives) ?? lines.at(-1);
      return {file, line: line?.line ?? 1, column: line?.words[0].column ?? 1};
    },
    has: (...directives) => find(directives) !== undefined,
  };
}
