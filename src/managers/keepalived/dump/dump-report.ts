import type {Adjustment, DaemonReport} from '../../../vrrp/findings/knowledge.js';
import type {Milliseconds} from '../../../vrrp/intervals.js';
import {adjustmentsOf} from './adjustments.js';
import {type DumpBlock, readDumpText} from './dump-text.js';

/** What keepalived.data says of its virtual routers. */
export interface Dump {
  readonly instances: readonly DumpedInstance[];
  readonly groups: readonly DumpedGroup[];
}

export interface DumpedInstance extends DaemonReport {
  readonly virtualRouter: number | undefined;
  /** As it was configured when the daemon read its configuration. */
  readonly basePriority: number | undefined;
  /** How many reasons there are for a fault; which ones it does not say. */
  readonly faults: number | undefined;
}

export interface DumpedGroup {
  readonly name: string;
  readonly state: DaemonReport['state'];
  readonly members: readonly string[];
}

/** @param readAt when the daemon wrote it */
export function readDump(text: string, readAt: Milliseconds): Dump {
  const sections = readDumpText(text);
  const groups = (sections.get('VRRP Sync groups') ?? []).filter(({kind}) => kind === 'VRRP Sync Group');
  const instances = (sections.get('VRRP Topology') ?? []).filter(({kind}) => kind === 'VRRP Instance');
  return {
    instances: instances.flatMap(block => {
      const state = stateOf(block.values.get('State'));
      const group = groups.find(one => nameOfGroup(one) === block.values.get('Sync group'));
      return state ? [instanceOf(block, state, readAt, adjustmentsOf(block, group, sections))] : [];
    }),
    groups: groups.flatMap(block => {
      const state = stateOf(block.name.slice(block.name.lastIndexOf(', ') + 2));
      return state ? [{name: nameOfGroup(block), state, members: block.lists.get('VRRP member instances') ?? []}] : [];
    }),
  };
}

function instanceOf(
  {name, values}: DumpBlock,
  state: DaemonReport['state'],
  readAt: Milliseconds,
  adjustments: readonly Adjustment[] | undefined,
): DumpedInstance {
  const base = integer(values.get('Priority'));
  const total = integer(values.get('Total priority'));
  const sum = adjustments?.reduce((all, {amount}) => all + amount, 0);
  const isAccounted = base !== undefined && total !== undefined && sum === total - base;
  const seconds = /^\d+\.\d+/.exec(values.get('Last transition') ?? '')?.[0];
  return {
    instance: name,
    readAt,
    state,
    effectivePriority: integer(values.get('Effective priority')),
    adjustments: isAccounted ? adjustments : undefined,
    lastTransition: seconds === undefined || Number(seconds) === 0 ? undefined : Number(seconds) * 1000,
    virtualRouter: integer(values.get('Virtual Router ID')),
    basePriority: base,
    faults: integer(values.get('Number of interface and track script faults')),
  };
}

/** `G1, MASTER`. */
function nameOfGroup({name}: DumpBlock): string {
  return name.slice(0, Math.max(0, name.lastIndexOf(', ')));
}

function stateOf(text: string | undefined): DaemonReport['state'] | undefined {
  const word = /^(INIT|BACKUP|MASTER|FAULT)\b/.exec(text ?? '')?.[1];
  return word?.toLowerCase() as DaemonReport['state'] | undefined;
}

function integer(text: string | undefined): number | undefined {
  const digits = /^-?\d+/.exec(text ?? '')?.[0];
  return digits === undefined ? undefined : Number(digits);
}
