import {statSync} from 'node:fs';
import type {LintKind} from '../../lint/lint-kind.js';
import {recogniseKind} from '../../lint/recognise-kind.js';
import {readInput} from '../apply/read-file.js';
import {type CommandContext, isUsage} from '../command.js';
import {lintKinds} from '../../lint/lint-kind.js';
import {systemReason} from '../../ipvs/system-words.js';

/** A file that was read, and is of a kind. */
export interface JudgedFile {
  readonly kind: LintKind;
  readonly name: string;
  readonly text: string;
  /** Permission bits; undefined of standard input. */
  readonly mode: number | undefined;
}

/** One that was not. */
export interface UnreadFile {
  readonly name: string;
  readonly reason: string;
}

/** Reads a file. It never throws: one that cannot be read is told of beside the others. */
export async function readJudgedFile(
  path: string,
  kind: LintKind | undefined,
  {stdin}: CommandContext,
): Promise<JudgedFile | UnreadFile> {
  try {
    const status = path === '-' ? undefined : statSync(path);
    if (status?.isDirectory()) return {name: path, reason: 'it is a folder: name the files in it'};
    const {name, text} = await readInput(path, stdin);
    const found = kind ?? recogniseKind(path === '-' ? '' : path, text);
    if (!found) return {name, reason: `it is none of ${kinds}; if it is one all the same, say which with --kind`};
    return {kind: found, name, text, mode: status && status.mode & 0o777};
  } catch (error) {
    if (!isUsage(error) && !('code' in (error as object))) throw error;
    return {name: path, reason: systemReason(isUsage(error) && error.cause !== undefined ? error.cause : error)};
  }
}

const kinds = Object.values(lintKinds).join(', ');

export function isUnread(file: JudgedFile | UnreadFile): file is UnreadFile {
  return 'reason' in file;
}
