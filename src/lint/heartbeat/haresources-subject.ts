import {type WordLine, wordLines} from '../../config/heartbeat/lines.js';
import {type Haresources, readHaresources} from '../../config/heartbeat/read-haresources.js';

/** What was read of an haresources. */
export interface HaresourcesSubject {
  readonly file: string;
  readonly config: Haresources;
  readonly lines: readonly WordLine[];
}

/** @param nodes of ha.cf, where those are known and all */
export function readHaresourcesFile(
  text: string,
  file: string,
  nodes: readonly string[] | undefined,
): HaresourcesSubject {
  return {file, config: readHaresources(text, file, nodes), lines: wordLines(text, {joins: true})};
}
