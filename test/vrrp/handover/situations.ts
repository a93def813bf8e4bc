import type {InstanceState, InstanceView} from '../../../src/vrrp/findings/instance-view.js';
import type {SwitchRequest} from '../../../src/vrrp/handover/router-owner.js';
import type {Movable, Situation, TrackedFile} from '../../../src/vrrp/handover/situation.js';
import {ipv4} from '../../../src/net/address.js';
import {wantedInstance} from '../observer/scene.js';

/** 10.0.0.2 */
export const other = ipv4(0x0a000002);

/** An instance in a state; the other has this priority. @param words as a line `wanted` of a scene has them */
export function movable(name: string, state: InstanceState, words: readonly string[] = [], theirs = 50): Movable {
  const wanted = wantedInstance(name, words);
  const isMaster = state === 'master';
  const view: InstanceView = {
    identity: {name, interface: wanted.interface, family: wanted.family, virtualRouter: wanted.virtualRouter},
    isWanted: true,
    state,
    isStale: false,
    confidence: 'confirmed',
    evidence: [],
    age: 0,
    priority: {base: wanted.priority, effective: undefined, adjustments: undefined},
    interval: wanted.interval,
    group: wanted.syncGroup === undefined ? undefined : {name: wanted.syncGroup, state: undefined},
    addresses: wanted.addresses.map(({address}) => ({
      address,
      isExcluded: false,
      isPresent: isMaster,
      since: undefined,
      elsewhere: [],
    })),
    master: isMaster
      ? {address: undefined, isThisHost: true, priority: wanted.priority, since: undefined}
      : {address: other, isThisHost: false, priority: theirs, since: undefined},
    peers: [],
    since: undefined,
    why: undefined,
  };
  return {wanted, view, preemptDelay: 0};
}

export function file(name: string, instances: readonly string[], given: Partial<TrackedFile> = {}): TrackedFile {
  return {name, path: `/run/${name}`, weight: 0, instances, value: 0, problem: undefined, ...given};
}

/** Everything is well: somebody would take over each instance. */
export function situation(
  instances: readonly Movable[],
  files: readonly TrackedFile[],
  given: Partial<Situation> = {},
): Situation {
  return {
    manager: 'keepalived',
    isRunning: true,
    instances,
    files,
    findings: [],
    evidence: instances.flatMap(({view}) =>
      view ? [{instance: view.identity, source: 'neighbour' as const, isHealth: false, words: '10.0.0.2 answers'}] : [],
    ),
    objections: [],
    canSchedule: false,
    stopping: {stop: 'systemctl stop keepalived.service', start: 'systemctl start keepalived.service'},
    ...given,
  };
}

export function request(target: string, given: Partial<SwitchRequest> = {}): SwitchRequest {
  return {
    target,
    to: 'backup',
    via: 'auto',
    file: undefined,
    hold: undefined,
    owner: 'operator',
    reason: undefined,
    ...given,
  };
}
