import type {InstanceView} from '../../vrrp/findings/instance-view.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import {refuse} from '../../vrrp/handover/objections.js';
import type {Objection, StandbyEvidence, SwitchPlan, SwitchRequest} from '../../vrrp/handover/router-owner.js';
import type {ResourceGroup} from '../../config/heartbeat/read-haresources.js';
import type {ClusterStatus, NodeStatus} from './cluster-status.js';

/** What heartbeat moves at once: the groups that are this node's by haresources, those of the others, or all. */
export type ResourceSet = 'local' | 'foreign' | 'all';

/** What a plan is made from. */
export interface StandbySituation {
  /** As uname -n has it. */
  readonly host: string;
  readonly isRunning: boolean;
  readonly hasPacemaker: boolean;
  readonly autoFailback: 'on' | 'off' | 'legacy';
  readonly groups: readonly ResourceGroup[];
  /** A view for each group, in their order. */
  readonly views: readonly InstanceView[];
  /** Undefined where heartbeat did not answer, with why. */
  readonly status: ClusterStatus | undefined;
  readonly failure: string | undefined;
  /** The path of hb_standby or hb_takeover; undefined where it is not installed. */
  readonly program: string | undefined;
}

/** A plan with what carries it out. */
export interface PlannedStandby {
  readonly plan: SwitchPlan;
  readonly set: ResourceSet;
  readonly program: string | undefined;
  readonly to: 'master' | 'backup';
  /** The groups that move. */
  readonly groups: readonly ResourceGroup[];
}

/** Addresses alone, two nodes, an idle machine: 215 to 250 ms from the last one gone to the first one there. */
const expectedOutage: Milliseconds = 250;

/** Everything a name can mean: the manager itself is all groups. */
export function isTarget(target: string, groups: readonly ResourceGroup[]): boolean {
  return target === 'heartbeat' || groups.some(group => group.name === target || group.key === target);
}

/** hb_standby or hb_takeover of the set the target belongs to. Pure. @param request of a target that is there */
export function planStandby(situation: StandbySituation, request: SwitchRequest): PlannedStandby {
  const {host, groups, views, program, autoFailback} = situation;
  const {to, target} = request;
  const isOwn = (group: ResourceGroup) => group.node === host.toLowerCase();
  const meant = groups.find(group => group.name === target || group.key === target);
  const set: ResourceSet = !meant ? 'all' : isOwn(meant) ? 'local' : 'foreign';
  const moving = groups.flatMap((group, i) => {
    const isInSet = set === 'all' || isOwn(group) === (set === 'local');
    const isHere = views[i]?.state === 'master';
    return isInSet && isHere === (to === 'backup') ? [{group, view: views[i] as InstanceView}] : [];
  });
  const verb = to === 'backup' ? 'hb_standby' : 'hb_takeover';
  const peer = peersOf(situation).find(isReady);
  const more = moving.filter(({group}) => meant && group !== meant).map(({group}) => group.name);
  const plan: SwitchPlan = {
    request,
    manager: 'heartbeat',
    instances: moving.map(({view}) => view.identity),
    way: {
      kind: 'standby',
      style: 'pulse',
      expectedOutage,
      sideEffects: [
        `every resource of the groups is stopped on one node, then started on the other: ${scriptsOf(moving.map(({group}) => group))}`,
        ...(more.length > 0 ? [`moves ${more.join(', ')} too: heartbeat moves all ${set} groups at once`] : []),
        ...(autoFailback === 'off'
          ? []
          : [`auto_failback is ${autoFailback}: they go back when the node they belong to joins again`]),
      ],
    },
    steps: [`${program ?? verb} ${set}`],
    evidence: peer ? moving.map(({view}) => evidenceOf(view, peer)) : [],
    objections: objectionsTo(situation, request, moving.length),
    advice: ['heartbeat has no holds: they stay until somebody moves them back, or their node fails'],
  };
  return {plan, set, program, to, groups: moving.map(({group}) => group)};
}

function objectionsTo(situation: StandbySituation, request: SwitchRequest, count: number): Objection[] {
  const {isRunning, hasPacemaker, autoFailback, status, failure, program} = situation;
  const {to, via, hold, isHeld, peer, target} = request;
  const peers = peersOf(situation);
  const found: Objection[] = [];
  if (hasPacemaker) found.push(refuse('pacemaker', 'the resources are of Pacemaker: crm node standby moves them'));
  if (!hasPacemaker && autoFailback === 'legacy')
    found.push(
      refuse(
        'legacy-failback',
        'auto_failback is legacy (as it is where ha.cf does not say), with which heartbeat ignores hb_standby: say on or off on both nodes, and restart it',
      ),
    );
  if (!isRunning) return [...found, refuse('no-daemon', 'heartbeat does not run here: systemctl start heartbeat')];
  if (via !== 'auto')
    found.push(
      refuse('no-way', `heartbeat has one way, hb_${to === 'backup' ? 'standby' : 'takeover'}: leave --via out`),
    );
  if (peer)
    found.push(
      refuse('no-peer', 'heartbeat has one other node, and takes no address: say --to backup, or --to master'),
    );
  if (hold !== undefined || isHeld)
    found.push(
      refuse(
        'no-hold',
        'heartbeat has no holds, and nothing would end one: leave --hold out, and move it back yourself',
      ),
    );
  if (program === undefined)
    found.push(refuse('no-program', `hb_${to === 'backup' ? 'standby' : 'takeover'} is not installed`));
  if (!status)
    return [...found, refuse('no-answer', `heartbeat was asked and did not answer: ${failure ?? 'nothing came'}`)];
  if (count === 0)
    found.push(
      refuse(
        to === 'backup' ? 'not-master' : 'is-master',
        `${target} has nothing that is ${to === 'backup' ? 'here' : 'elsewhere'}`,
      ),
    );
  if (status.resources === 'transition')
    found.push(
      refuse(
        'in-transition',
        'resources are moving already: heartbeat takes no other request until they have (10 s at most for an answer)',
      ),
    );
  if (peers.length > 1)
    found.push(refuse('too-many-nodes', `hb_standby is for two nodes, and there are ${peers.length + 1}`));
  if (!peers.some(isReady)) found.push(refuse('no-standby', noStandby(peers)));
  return found;
}

function noStandby(peers: readonly NodeStatus[]): string {
  const words = peers.map(({name, status, links}) => {
    const down = links.filter(link => link.status !== 'up').map(link => `, link ${link.name} ${link.status}`);
    return `${name} is ${status}${down.join('')}`;
  });
  return `no other node is active with a link up (${words.join('; ') || 'heartbeat knows of no other'}): heartbeat would wait 10 s for its answer, and keep everything`;
}

function peersOf({status, host}: StandbySituation): readonly NodeStatus[] {
  return (status?.nodes ?? []).filter(({type, name}) => type !== 'ping' && name !== host.toLowerCase());
}

function isReady({status, links}: NodeStatus): boolean {
  return status === 'active' && links.some(link => link.status === 'up');
}

function evidenceOf({identity}: InstanceView, {name, links}: NodeStatus): StandbyEvidence {
  const up = links.filter(link => link.status === 'up').map(link => link.name);
  return {
    instance: identity,
    source: 'heartbeat',
    isHealth: true,
    words: `${name} says that it is active, and is heard on ${up.join(', ')}`,
  };
}

function scriptsOf(groups: readonly ResourceGroup[]): string {
  return groups.flatMap(({resources}) => resources.map(({script}) => script)).join(', ') || 'none';
}
