import type {Check} from '../../../checks/check.js';
import {parseEndpoint} from '../../../net/endpoint.js';
import type {Lose} from '../loss.js';
import type {Pool, PoolServer} from '../pool-configuration.js';
import {allSame} from './all-same.js';
import {type Asked, askedBy} from './asked.js';

/** The one check that ldirectord makes of all servers of a service. */
export interface PoolCheck {
  /** Lines of the block, without what differs between servers. */
  readonly lines: readonly string[];
  /** Whole seconds; undefined where nothing is checked. */
  readonly interval: number | undefined;
  /** What http checks ask of a server, where it is not the same for all. */
  readonly own: ReadonlyMap<string, {readonly request: string; readonly receive: string}>;
}

/** Where servers are checked in different ways, the first one's is taken for all. */
export function checkOfPool(pool: Pool, lose: Lose): PoolCheck {
  const servers = pool.servers.filter(({isOff}) => !isOff);
  const isOff = pool.servers.length > 0 && servers.length === 0;
  const asked = new Map(servers.map(server => [server.name, askedBy(server, pool, lose)]));
  const [first] = asked.values();
  const [model] = servers;
  const textOf = ({lines}: Asked) => lines.join('\n');
  for (const server of servers) {
    const one = asked.get(server.name) as Asked;
    if (first && textOf(one) !== textOf(first))
      lose(
        server.place,
        `${server.name} of ${pool.name} is checked as ${model?.name}: ldirectord has one check for all`,
      );
  }
  const schedule = first?.schedule ?? model?.checks[0]?.schedule;
  const interval = schedule && Math.max(1, Math.round(schedule.interval / 1000));
  if (schedule) checkSchedule(schedule, pool, lose);
  const requests = new Set([...asked.values()].map(({http}) => http && `${http.request}\n${http.receive}`));
  const common = requests.size === 1 ? first?.http : undefined;
  const own = new Map([...asked].flatMap(([name, {http}]) => (http && !common ? [[name, http] as const] : [])));
  return {
    lines: [
      ...(isOff ? ['checktype=off'] : (first?.lines ?? ['checktype=on'])),
      ...portLines(servers, pool, lose),
      ...(common ? [`request="${common.request}"`] : []),
      ...(common && common.receive !== '' ? [`receive="${common.receive}"`] : []),
      ...(schedule && schedule.fall !== 1 ? [`failurecount=${schedule.fall}`] : []),
    ],
    interval,
    own,
  };
}

/** One port for all, or each has its own. */
function portLines(servers: readonly PoolServer[], {name, place}: Pool, lose: Lose): readonly string[] {
  const ports = servers.flatMap(server => {
    const probe = server.checks[0]?.probe;
    if (!probe || !('target' in probe) || probe.type === 'ping') return [];
    const {port} = probe.target;
    if (port === 0)
      lose(server.place, `${server.name} of ${name} has no port to check: ldirectord takes one by the service`);
    return port === 0 ? [] : [{port, isOwn: port === parseEndpoint(server.name)?.port}];
  });
  if (ports.every(({isOwn}) => isOwn)) return [];
  const common = allSame(ports.map(({port}) => port));
  if (common === undefined)
    lose(place, `servers of ${name} are checked on ports of their own: ldirectord takes theirs`);
  return common === undefined ? [] : [`checkport=${common}`];
}

function checkSchedule({interval, rise, retryDelay}: Check['schedule'], {place, name}: Pool, lose: Lose): void {
  if (interval % 1000 !== 0 || interval < 1000)
    lose(place, `${name} is checked every ${Math.max(1, Math.round(interval / 1000))} s: ldirectord has whole seconds`);
  if (rise !== 1) lose(place, `rise ${rise} of ${name}: with ldirectord one good try makes a server up again`);
  if (retryDelay !== interval) lose(place, `${name} is tried again after its interval: ldirectord has no retry-delay`);
}
