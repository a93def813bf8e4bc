import type {DaemonState} from '../../ipvs/daemon.js';
import {Usage} from '../command.js';

/** The daemons that the one word of a command line means, the master first. Throws Usage. */
export function chosenStates(words: readonly (DaemonState | 'both')[]): readonly DaemonState[] {
  const [word, ...more] = words;
  if (word === undefined || more.length > 0) throw new Usage('say which daemon: master, backup or both');
  return word === 'both' ? ['master', 'backup'] : [word];
}
