import type {Check} from '../../../src/checks/check.js';
import type {Pool, PoolConfiguration} from '../../../src/config/pools/pool-configuration.js';
import {destinationKey} from '../../../src/ipvs/destination.js';
import {tunneling} from '../../../src/ipvs/forwarding.js';
import {familyOfService, isPersistent, serviceKey} from '../../../src/ipvs/service.js';

const longest = 2_147_483_647;

/** What a director may rely on, and is not so: a line each. */
export function checkPools({pools, notices}: PoolConfiguration): readonly string[] {
  const names = pools.map(({name}) => name);
  const services = pools.flatMap(pool => pool.services.map(({id}) => serviceKey(id)));
  return [
    ...(new Set(names).size === names.length ? [] : ['two pools have one name']),
    ...(new Set(services).size === services.length ? [] : ['a service is in two pools']),
    ...pools.flatMap(pool => poolFaults(pool, pools).map(fault => `${pool.name}: ${fault}`)),
    ...(isSpan(notices.window) && isSpan(notices.repeat) ? [] : ['notices have no time']),
  ];
}

function poolFaults(pool: Pool, all: readonly Pool[]): readonly string[] {
  const {services, servers, sorry, quorum, hysteresis, place} = pool;
  const names = servers.map(({name}) => name);
  const known = new Set(all.flatMap(({name, servers: some}) => [name, ...some.map(one => `${name} ${one.name}`)]));
  const faults = [
    [services.length > 0, 'no service'],
    [isPlace(place), 'no place'],
    [Number.isInteger(quorum) && quorum >= 0 && hysteresis >= 0, 'a quorum that is none'],
    [new Set(names).size === names.length, 'two servers have one name'],
    [!sorry || sorry.destinations.length === services.length, 'the sorry server is not in each service'],
    [services.every(({id, scheduler}) => scheduler !== '' && scheduler.length < 16 && id !== undefined), 'a scheduler'],
    [
      services.every(one => (one.id.type === 'fwmark' ? one.id.fwmark > 0 : one.id.port > 0 || isPersistent(one))),
      'a service that the kernel takes not',
    ],
    [
      services.every((_, i) => {
        const keys = servers.map(({destinations}) => destinations[i] && destinationKey(destinations[i]));
        return new Set(keys).size === keys.length;
      }),
      'two servers are one destination',
    ],
  ] as const;
  return [
    ...faults.filter(([is]) => !is).map(([, words]) => words),
    ...servers.flatMap(server => {
      const {destinations, checks, agent, weight, slowStart, holdDown, dependsOn, name} = server;
      const own = [
        [isPlace(server.place), 'no place'],
        [destinations.length === services.length, 'not in each service'],
        [destinations.every(one => one.weight === weight && one.weight >= 0 && one.weight <= longest), 'a weight'],
        [destinations.every(one => one.lowerThreshold <= one.upperThreshold), 'thresholds'],
        [
          destinations.every((one, i) => {
            const id = services[i]?.id;
            return one.forwarding === tunneling || (id && familyOfService(id) === one.address.family);
          }),
          'a family',
        ],
        [isSpan(holdDown) && isSpan(slowStart.over) && slowStart.steps >= 1, 'times'],
        [dependsOn.every(each => known.has(each)), 'a dependency'],
        [[...checks, ...(agent ? [agent] : [])].every(isSound), 'a check'],
      ] as const;
      return own.filter(([is]) => !is).map(([, words]) => `${name}: ${words}`);
    }),
  ];
}

function isSound({probe, schedule}: Check): boolean {
  const {interval, fall, rise, retryDelay, warmup} = schedule;
  const isScheduled = interval >= 10 && isSpan(interval) && isSpan(retryDelay) && isSpan(warmup);
  const isLimited =
    !('limits' in probe) || Object.values(probe.limits).every(limit => limit >= 1 && isSpan(limit as number));
  const isAimed = !('target' in probe) || (probe.target.port >= 0 && probe.target.port <= 65_535);
  const isRun = probe.type !== 'command' || (probe.command.length > 0 && probe.timeout >= 1 && isSpan(probe.timeout));
  const isAsked = probe.type !== 'http' || probe.requests.length > 0;
  return isScheduled && isLimited && isAimed && isRun && isAsked && fall >= 1 && rise >= 1;
}

function isSpan(time: number): boolean {
  return Number.isFinite(time) && time >= 0 && time <= longest;
}

function isPlace({file, line, column}: Pool['place']): boolean {
  return file !== '' && line >= 1 && column >= 1;
}
