import {refuse as objection} from './objections.js';
import type {Objection} from './router-owner.js';
import {isOurs, type TrackedFile} from './situation.js';

export type FileChoice =
  | {readonly file: TrackedFile; readonly objection?: undefined}
  | {readonly file?: undefined; readonly objection: Objection};

/**
 * The tracked file to write: the one that was named; else one of ours; else the only one there is. One that moves only
 * what is to be moved goes before one that moves more.
 */
export function chooseFile(
  files: readonly TrackedFile[],
  members: readonly string[],
  named: string | undefined,
): FileChoice {
  const acting = files.filter(({instances}) => members.every(member => instances.includes(member)));
  if (named !== undefined) return findNamed(acting, files, named);
  const exact = acting.filter(({instances}) => instances.length === members.length);
  for (const candidates of [exact.filter(isOurs), acting.filter(isOurs), exact, acting]) {
    const [file, another] = candidates;
    if (file && !another) return {file};
    if (file) return refuse('several-files', `${list(candidates)} could be used: choose one with --file NAME`);
  }
  return refuse('no-file', `no tracked file of weight 0 acts on ${members.join(', ')}`);
}

function findNamed(acting: readonly TrackedFile[], files: readonly TrackedFile[], named: string): FileChoice {
  const file = acting.find(({name}) => name === named);
  if (file) return {file};
  const isElsewhere = files.some(({name}) => name === named);
  const others = acting.length > 0 ? `; there is ${list(acting)}` : '';
  return refuse(
    'no-file',
    `the file ${named} ${isElsewhere ? 'does not act on it' : 'is not tracked so that it could be used'}${others}`,
  );
}

function list(files: readonly TrackedFile[]): string {
  return files.map(({name, path}) => `${name} (${path})`).join(', ');
}

function refuse(code: string, words: string): FileChoice {
  return {objection: objection(code, words)};
}
