import {basename} from 'node:path';

/** What ldirectord was told at its start. */
export interface LdirectordCommandLine {
  /** As it was given; undefined for none. */
  readonly config: string | undefined;
}

/** Commands after which one stays: the others find the one that runs, and end. */
const stays = new Set(['start', 'restart', 'try-restart', 'reload', 'force-reload']);

/**
 * Reads the words of a process: `perl -w /usr/sbin/ldirectord [-d] [--] [CONFIG] start`. Undefined for everybody else,
 * ldirectord's children with `fork=yes` too, which give themselves another name.
 */
export function parseLdirectordCommandLine(words: readonly string[]): LdirectordCommandLine | undefined {
  const at = words.findIndex((word, i) => i > 0 && !word.startsWith('-'));
  if (at < 0 || basename(words[at] as string) !== 'ldirectord') return undefined;
  const rest = words.slice(at + 1);
  const first = rest.findIndex(word => !word.startsWith('-')); // its options take no arguments, and come first
  const [config, command] = first < 0 ? [] : rest.slice(first);
  if (command === undefined) return stays.has(config ?? '') ? {config: undefined} : undefined;
  return stays.has(command) ? {config} : undefined;
}
