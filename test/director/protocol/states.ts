import fc from 'fast-check';
import type {DirectorEvent, DirectorState, RouterState} from '../../../src/director/protocol/director-state.js';

/** A director with some routers. */
export function stateOf(routers: readonly RouterState[] = [routerOf('VI_1'), routerOf('VI_2')]): DirectorState {
  return {
    schema: 'lvsctl.director/1',
    version: '0.1.0',
    host: 'lvs1',
    pid: 4242,
    startedAt: 1_790_000_000_000,
    configuration: {
      file: '/etc/lvsctl/director.yaml',
      loadedAt: 1_790_000_000_000,
      problem: undefined,
      warnings: [],
      foreign: undefined,
    },
    processes: [{name: 'vrrp', pid: 4243, state: 'running', since: 1_790_000_000_000, restarts: 0}],
    routers,
    groups: [{name: 'G1', members: routers.map(({name}) => name), state: 'backup'}],
    holds: [],
    sync: undefined,
  };
}

export function routerOf(name: string, difference: Partial<RouterState> = {}): RouterState {
  return {
    name,
    interface: 'eth0',
    virtualRouter: 51,
    family: 'ipv4',
    version: 3,
    interval: 1000,
    preempts: true,
    preemptDelay: 0,
    accepts: true,
    unicastPeers: undefined,
    addresses: ['10.0.1.5/32'],
    excluded: [],
    links: {},
    authentication: 'none',
    multicastGroup: undefined,
    ignoresAddressLists: false,
    group: 'G1',
    state: 'backup',
    since: 1_790_000_000_000,
    cause: 'started',
    basePriority: 100,
    priority: 100,
    advertisedPriority: 100,
    faults: [],
    adjustments: [],
    hold: undefined,
    master: undefined,
    rivals: [],
    source: '10.0.1.1',
    presentAddresses: 0,
    strayAddresses: [],
    counters: {},
    rejections: {},
    ...difference,
  };
}

/** As a client has it: members that are undefined do not travel. */
export function asSent<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

const name = fc.constantFrom('VI_1', 'VI_2', 'VI_3', '__proto__', 'ä "quoted"\n');
const router = fc
  .record({
    name,
    priority: fc.integer({min: 1, max: 255}),
    state: fc.constantFrom('backup' as const, 'master' as const),
  })
  .map(({name, ...rest}) => routerOf(name, rest));
const hold = fc.record({
  target: name,
  as: fc.constantFrom('master' as const, 'backup' as const),
  since: fc.nat(),
  owner: fc.constantFrom(undefined, 'alice'),
  reason: fc.constantFrom(undefined, 'new kernel'),
  expires: fc.constant(undefined),
});
const process = fc.record({
  name: fc.constantFrom('vrrp', 'checks'),
  pid: fc.option(fc.nat(), {nil: undefined}),
  state: fc.constantFrom('running' as const, 'ended' as const),
  since: fc.nat(),
  restarts: fc.nat(),
});
const sync = fc.record({
  router: name,
  interface: fc.constant('eth0'),
  syncId: fc.nat({max: 255}),
  role: fc.constantFrom('master' as const, 'none' as const),
  running: fc.constant(['master' as const]),
  since: fc.constant(undefined),
  problem: fc.constantFrom(undefined, 'refused'),
});

/** Every type of event. */
export const arbitraryEvent: fc.Arbitrary<DirectorEvent> = fc.oneof(
  {weight: 8, arbitrary: fc.record({type: fc.constant('router'), router, words: fc.constantFrom(undefined, 'moved')})},
  fc.record({
    type: fc.constant('group'),
    group: fc.record({name: fc.constantFrom('G1', 'G2'), members: fc.array(name), state: fc.constant('mixed')}),
  }),
  fc.record({type: fc.constant('holds'), holds: fc.array(hold, {maxLength: 3})}),
  fc.record({type: fc.constant('sync'), sync: fc.option(sync, {nil: undefined})}),
  fc.record({type: fc.constant('processes'), processes: fc.array(process, {maxLength: 3})}),
  fc.record({
    type: fc.constant('configuration'),
    configuration: fc.record({
      file: fc.constant('/etc/lvsctl/director.yaml'),
      loadedAt: fc.nat(),
      problem: fc.constantFrom(undefined, 'no such router'),
      warnings: fc.array(fc.string(), {maxLength: 2}),
      foreign: fc.option(fc.array(fc.string(), {maxLength: 2}), {nil: undefined}),
    }),
  }),
  fc.record({
    type: fc.constant('snapshot'),
    state: fc.uniqueArray(router, {selector: ({name}) => name, maxLength: 4}).map(stateOf),
  }),
) as fc.Arbitrary<DirectorEvent>;
