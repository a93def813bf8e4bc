import type {LdirectordConfig, Virtual} from '../../config/ldirectord/ldirectord-config.js';
import {type Line, placeIn, splitItems} from '../../config/ldirectord/lines.js';
import type {Problem} from '../../config/ldirectord/problem.js';
import {readLdirectordConf} from '../../config/ldirectord/read-config.js';
import type {Place} from '../../config/keepalived/problem.js';

/** What was read of an ldirectord.cf. */
export interface LdirectordSubject {
  readonly file: string;
  readonly config: LdirectordConfig;
  readonly problems: readonly Problem[];
  /** The last line with one of these directives in the block of a service; undefined where it is not written. */
  placeOf(virtual: Virtual, ...directives: readonly string[]): Place | undefined;
  /** The same outside of blocks. */
  globalPlaceOf(...directives: readonly string[]): Place | undefined;
}

export function readLdirectord(text: string, file: string): LdirectordSubject {
  const reading = readLdirectordConf({path: file, readFile: () => text});
  const items = splitItems(text);
  const blocks = new Map(
    items.flatMap(item => (item.type === 'virtual' ? [[item.line.number, item.body] as const] : [])),
  );
  const globals = items.flatMap(item => (item.type === 'global' ? [item.line] : []));
  const find = (lines: readonly Line[], directives: readonly string[]) => {
    const line = lines.findLast(({text: words}) => directives.includes(/^\w+/.exec(words)?.[0] ?? ''));
    return line && placeIn(file, line);
  };
  return {
    file,
    config: reading.config,
    problems: reading.problems,
    placeOf: ({place}, ...directives) => find(blocks.get(place.line) ?? [], directives),
    globalPlaceOf: (...directives) => find(globals, directives),
  };
}
