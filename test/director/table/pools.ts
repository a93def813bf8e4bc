import type {MemberStanding, PoolStanding} from '../../../src/checks/health/standing.js';
import type {NoticeSettings, Pool, PoolConfiguration} from '../../../src/config/pools/pool-configuration.js';
import type {DestinationConfiguration} from '../../../src/ipvs/destination.js';
import {formatEndpoint} from '../../../src/net/endpoint.js';
import {changes} from '../../kernel/embedded/changes.js';

const place = {file: 'pools.conf', line: 1, column: 1};

/** A pool as ipvsadm would make it: lines of -A for its services, of -a for the servers of the first one; `sorry`, an -a line. */
export function pool(
  lines: readonly string[],
  {sorry, inhibits = false}: {sorry?: string; inhibits?: boolean} = {},
): Pool {
  const made = changes(lines);
  const services = made.flatMap(change => (change.type === 'add-service' ? [change.service] : []));
  const servers = made.flatMap(change => (change.type === 'add-server' ? [change.destination] : []));
  const [first] = services;
  if (!first) throw new Error('a pool has a service');
  const inEach = (destination: DestinationConfiguration) => services.map(() => destination);
  return {
    name: lines[0]?.split(' ').slice(1, 3).join(' ') ?? '',
    place,
    services,
    servers: servers.map(destination => ({
      name: formatEndpoint(destination),
      host: destination.address,
      weight: destination.weight,
      checks: [],
      isOff: false,
      whenDown: 'remove',
      holdDown: 0,
      slowStart: {over: 0, steps: 1},
      dependsOn: [],
      place,
      destinations: inEach(destination),
      notifyUp: undefined,
      notifyDown: undefined,
      sendsMail: false,
      agent: undefined,
    })),
    sorry: sorry === undefined ? undefined : {destinations: inEach(destinationOf(sorry)), inhibits},
    quorum: 1,
    hysteresis: 0,
    quorumCounts: 'weights',
    quorumUp: undefined,
    quorumDown: undefined,
    tellsAtEnd: false,
    mailTo: [],
  };
}

function destinationOf(line: string): DestinationConfiguration {
  const [change] = changes([line]);
  if (change?.type !== 'add-server') throw new Error(`${line} adds no server`);
  return change.destination;
}

const silent: NoticeSettings = {
  window: 0,
  repeat: 0,
  tellsRecovery: false,
  mail: undefined,
  command: undefined,
  webhook: undefined,
};

export function configurationOf(...pools: readonly Pool[]): PoolConfiguration {
  return {pools, notices: silent, onStop: 'clear', maintenanceFolder: undefined};
}

/** Where a member is to be: a weight, or `quiesced`, `out`, `as-is`. */
export type To = number | 'quiesced' | 'out' | 'as-is';

/** How a pool stands: members that are not named are in with their weight. */
export function standing(
  {name, servers, sorry}: Pool,
  to: Readonly<Record<string, To>> = {},
  serves = false,
): PoolStanding {
  return {
    name,
    hasQuorum: !serves,
    since: 0,
    count: 1,
    threshold: 1,
    sorry: sorry ? (serves ? 'serving' : 'idle') : 'none',
    members: servers.map((server): MemberStanding => {
      const where = to[server.name] ?? server.weight;
      return {
        name: server.name,
        state: where === 'as-is' ? 'unknown' : typeof where === 'number' ? 'up' : 'down',
        since: 0,
        cause: '',
        layer: undefined,
        place: typeof where === 'number' ? {type: 'in', weight: where} : {type: where},
        checks: [],
      };
    }),
  };
}
