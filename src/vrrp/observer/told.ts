import type {Milliseconds} from '../intervals.js';
import type {FifoLine, FifoState} from './fifo-line.js';
import {limits} from './limits.js';
import type {Observation} from './observation.js';
import type {Transition} from './transition.js';

export type ToldState = FifoState;

/** What a FIFO told of an instance or a group. */
export interface Told {
  readonly state: ToldState;
  readonly priority: number;
  /** Of the last line; undefined for one that waited in the pipe. */
  readonly at: Milliseconds | undefined;
  /**
   * Since it is in this state: of the line that told of another one than before. Undefined after the first line, for
   * that may be a repetition (fifo_write_vrrp_states_on_reload).
   */
  readonly since: Milliseconds | undefined;
  /** When it last heard a master of lower priority. */
  readonly lowerPriorityAt: Milliseconds | undefined;
}

export function noteLine(
  observation: Observation,
  line: FifoLine,
  isBacklog: boolean,
  now: Milliseconds,
): Transition[] {
  switch (line.type) {
    case 'instance':
      return noteState(observation.instances, 'instance-told', line, isBacklog, now);
    case 'group':
      return noteState(observation.groups, 'group-told', line, isBacklog, now);
    case 'priority': {
      const known = observation.instances.get(line.name);
      const transitions = noteState(observation.instances, 'instance-told', line, isBacklog, now);
      if (known?.priority === line.priority) return transitions;
      return [...transitions, {type: 'priority-told', name: line.name, from: known?.priority, to: line.priority}];
    }
    case 'lower-priority': {
      const known = observation.instances.get(line.name);
      if (!known || isBacklog) return [];
      observation.instances.set(line.name, {...known, lowerPriorityAt: now});
      return [{type: 'lower-priority-told', name: line.name}];
    }
    case 'real-server':
    case 'virtual-service':
    case 'unreadable':
      return [];
  }
}

function noteState(
  names: Map<string, Told>,
  type: 'instance-told' | 'group-told',
  {name, state, priority}: {readonly name: string; readonly state: ToldState; readonly priority: number},
  isBacklog: boolean,
  now: Milliseconds,
): Transition[] {
  const known = names.get(name);
  if (!known && names.size >= limits.names) return [];
  const isSame = known?.state === state;
  const at = isBacklog ? undefined : now;
  const since = isSame ? known.since : known && at;
  names.set(name, {state, priority, at, since, lowerPriorityAt: known?.lowerPriorityAt});
  return isSame ? [] : [{type, name, from: known?.state, to: state}];
}
