import type {DirectorState, RouterState} from '../../../src/director/protocol/director-state.js';

export function router(change: Partial<RouterState> = {}): RouterState {
  return {
    name: 'VI_1',
    interface: 'eth0',
    virtualRouter: 51,
    family: 'ipv4',
    version: 3,
    interval: 1000,
    preempts: true,
    preemptDelay: 0,
    accepts: true,
    unicastPeers: undefined,
    addresses: ['10.0.0.100/24'],
    excluded: [],
    links: {},
    authentication: 'none',
    multicastGroup: undefined,
    ignoresAddressLists: false,
    group: undefined,
    state: 'backup',
    since: 1000,
    cause: 'just started',
    basePriority: 100,
    priority: 100,
    advertisedPriority: 100,
    faults: [],
    adjustments: [],
    hold: undefined,
    master: {address: '10.0.0.2', priority: 150, heardAt: 1900},
    rivals: [],
    source: '10.0.0.1',
    presentAddresses: 0,
    strayAddresses: [],
    counters: {},
    rejections: {},
    ...change,
  };
}

/** @param pid of the process that tells, and has the addresses */
export function state(
  routers: readonly RouterState[] = [router()],
  change: Partial<DirectorState> = {},
): DirectorState {
  return {
    schema: 'lvsctl.director/1',
    version: '1.0.0',
    host: 'director1',
    pid: process.pid,
    startedAt: 500,
    configuration: {
      file: '/etc/lvsctl/director.yaml',
      loadedAt: 500,
      problem: undefined,
      warnings: [],
      foreign: undefined,
    },
    processes: [{name: 'vrrp', pid: process.pid, state: 'running', since: 500, restarts: 0}],
    routers,
    groups: [],
    holds: [],
    sync: undefined,
    ...change,
  };
}
