import type {DirectorState, RouterState, SyncState} from '../../director/protocol/director-state.js';
import type {InstanceState} from '../../vrrp/findings/instance-view.js';
import type {Adjustment, DaemonReport} from '../../vrrp/findings/knowledge.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import {directorName} from './wanted-routers.js';

/** What the director says of its virtual routers. @param readAt when it was so */
export function routerReports(state: DirectorState, readAt: Milliseconds): readonly DaemonReport[] {
  return state.routers.map(router => routerReport(router, state, readAt));
}

function routerReport(router: RouterState, {groups, sync}: DirectorState, readAt: Milliseconds): DaemonReport {
  const group = groups.find(({name}) => name === router.group);
  const groupState = group && stateOfGroup(group.state);
  return {
    instance: router.name,
    daemon: directorName,
    source: 'director',
    readAt,
    state: router.state === 'initialize' ? 'init' : router.state,
    effectivePriority: router.advertisedPriority,
    adjustments: adjustmentsOf(router),
    lastTransition: router.since,
    why: router.cause,
    ...(groupState && {groupState}),
    rivals: router.state === 'master' ? router.rivals : [],
    remarks: [...faultRemarks(router), ...syncRemarks(router, sync)],
  };
}

/** What it tracks, and an operator's hold, which lifts what it advertises. Undefined where the sum is another. */
function adjustmentsOf(router: RouterState): readonly Adjustment[] | undefined {
  const {adjustments, basePriority, priority, advertisedPriority, hold} = router;
  const lifted = advertisedPriority - priority;
  const all = [
    ...adjustments,
    ...(hold === 'master' && lifted > 0 ? [{by: 'the hold as master', amount: lifted}] : []),
  ];
  const sum = all.reduce((total, {amount}) => total + amount, 0);
  return basePriority + sum === advertisedPriority ? all : undefined;
}

function faultRemarks({state, faults}: RouterState): readonly string[] {
  return state === 'fault' ? [] : faults.map(fault => `it could not be master: ${fault}`);
}

/** Of the router that connection synchronization follows. */
function syncRemarks({name, group}: RouterState, sync: SyncState | undefined): readonly string[] {
  if (!sync || (sync.router !== name && sync.router !== group)) return [];
  const {interface: link, syncId, role, running, problem} = sync;
  const meant = role === 'none' ? 'is not to run' : `is to be ${role}`;
  const is = running.length === 0 ? 'nothing runs' : `${running.join(' and ')} runs`;
  const trouble = problem === undefined ? '' : `: ${problem}`;
  return [`connection sync on ${link} (id ${syncId}) ${meant}, ${is}${trouble}`];
}

function stateOfGroup(state: RouterState['state'] | 'mixed'): InstanceState | undefined {
  if (state === 'mixed') return undefined;
  return state === 'initialize' ? 'init' : state;
}
