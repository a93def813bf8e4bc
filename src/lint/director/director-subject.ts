import {type OwnReading, readDirectorConfiguration} from '../../config/director/read-director-configuration.js';
import type {DirectorProblem} from '../../config/director/director-problem.js';
import type {Place} from '../../config/keepalived/problem.js';

/** What was read of a director's YAML. */
export interface DirectorSubject {
  readonly file: string;
  readonly reading: OwnReading;
  readonly problems: readonly DirectorProblem[];
  /** It can be used: what is not in the reading is not in the file. */
  readonly isWhole: boolean;
  /** Where a router stands, and below it a key. */
  placeOf(router: string, key?: string): Place;
}

export function readDirectorFile(text: string, file: string): DirectorSubject {
  const reading = readDirectorConfiguration({name: file, text});
  const lines = text.split('\n');
  const find = (isIt: (line: string) => boolean, from: number) =>
    lines.findIndex((line, i) => i >= from && isIt(line.trim()));
  return {
    file,
    reading,
    problems: reading.problems.map(one => ({...one, ...withinLine(one, lines)})),
    isWhole: reading.problems.every(({severity}) => severity !== 'refused'),
    placeOf: (router, key) => {
      const block = Math.max(
        0,
        find(line => /^routers\s*:/.test(line), 0),
      );
      const isOwn = (line: string) => [router, `"${router}"`, `'${router}'`].some(name => line.startsWith(`${name}:`));
      const own = Math.max(0, find(isOwn, block));
      const at = key === undefined ? own : find(line => line.startsWith(`${key}:`), own + 1);
      const line = at < 0 ? own : at;
      const written = lines[line] ?? '';
      return {file, line: line + 1, column: written.length - written.trimStart().length + 1};
    },
  };
}

/** The YAML reader stops counting lines where it stops: what is left of a file is one long line then. */
function withinLine({line, column}: Place, lines: readonly string[]): {line: number; column: number} {
  let [row, left] = [line, column];
  while (row < lines.length && left > (lines[row - 1] as string).length + 1)
    left -= (lines[row++ - 1] as string).length + 1;
  return {line: row, column: left};
}
