import {dirname, resolve} from 'node:path';
import type {GlobalDefinitions} from '../../config/keepalived/globals/global-definitions.js';
import type {SourceView} from '../../vrrp/truth/router-truth.js';

/** A FIFO that a keepalived writes events of virtual routers to. */
export interface FifoChoice {
  readonly path: string;
  readonly isRead: boolean;
}

/**
 * Which FIFOs are ours to read: one in our own folder, or the one that was given with --fifo. Of a keepalived that has
 * several of them one is enough.
 */
export function chooseFifos(
  configured: readonly GlobalDefinitions['fifos'][],
  runFolder: string,
  given: string | undefined,
): FifoChoice[] {
  const isOurs = (path: string) => path === given || isWithin(path, runFolder);
  const choices = configured.flatMap(({all, vrrp}) => {
    const paths = [all, vrrp].flatMap(fifo => (fifo ? [fifo.path] : []));
    const read = paths.find(isOurs);
    return read === undefined ? paths.map(path => ({path, isRead: false})) : [{path: read, isRead: true}];
  });
  if (given !== undefined && !choices.some(({path, isRead}) => path === given && isRead))
    choices.push({path: given, isRead: true});
  return choices.filter(({path}, i) => choices.findIndex(other => other.path === path) === i);
}

/** @param problem why one that is to be read is not */
export function fifoSource({path, isRead}: FifoChoice, problem: string | undefined): SourceView {
  const common = {kind: 'fifo', name: path} as const;
  if (isRead)
    return {...common, state: problem === undefined ? 'good' : 'failed', words: problem ?? 'every change of state'};
  return {
    ...common,
    state: 'absent',
    words:
      'not read, for a pipe has one reader, and this is not ours: `lvsctl vrrp prepare` adds one that is; if nobody reads this one, --fifo does',
  };
}

function isWithin(path: string, folder: string): boolean {
  return `${resolve(dirname(path))}/`.startsWith(`${resolve(folder)}/`);
}
