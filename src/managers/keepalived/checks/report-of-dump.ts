import type {KeepalivedConfig} from '../../../config/keepalived/read-config.js';
import {servicesOf} from '../../../config/keepalived/to-table.js';
import {poolNameOf} from '../../../config/pools/pool-name.js';
import type {CheckedPool, CheckedServer, CheckHistoryEntry} from '../../../director/protocol/checks-report.js';
import {protocols} from '../../../ipvs/protocol.js';
import type {ServiceId} from '../../../ipvs/service.js';
import {parseAddress} from '../../../net/address.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import type {CheckDump, DumpedChecker, DumpedServer, DumpedService} from './check-dump.js';
import {checkOf, isSuspended} from './checker-words.js';
import {endpointName} from './endpoint-name.js';

/** What is known besides the dump. */
export interface DumpSurroundings {
  /** For the services of groups; as it is on disk. */
  readonly lvs: KeepalivedConfig['lvs'] | undefined;
  /** When a server came or went last, and why, as somebody saw it. */
  lastChange(service: DumpedService, server: string): CheckHistoryEntry | undefined;
}

/** The pools of a dump: a virtual server each. */
export function poolsOfDump({services, checkers}: CheckDump, surroundings: DumpSurroundings): readonly CheckedPool[] {
  const byPlace = new Map<string, DumpedChecker[]>();
  for (const checker of checkers) {
    const place = placeOf(checker.service, endpointName(checker.server));
    byPlace.set(place, [...(byPlace.get(place) ?? []), checker]);
  }
  const checkersOf = (service: DumpedService, server: DumpedServer) =>
    namesOfService(service).flatMap(name => byPlace.get(placeOf(name, serverName(server))) ?? []);
  return services.map(service => {
    const {values} = service;
    const ids = serviceIds(service, surroundings.lvs);
    const hasQuorum = values.get('quorum_state_up') === '1';
    const sorry = !values.has('sorry server') ? 'none' : hasQuorum ? 'idle' : 'serving';
    const alive = service.servers.filter(server => server.values.get('alive') === '1');
    const servers = service.servers.map(server => serverOf(service, server, checkersOf(service, server), surroundings));
    return {
      name: poolNameOfService(service),
      services: ids,
      quorum: {
        isThere: hasQuorum,
        since: undefined,
        count: alive.reduce((sum, server) => sum + weightOf(server), 0),
        threshold: Number(values.get('quorum') ?? 1),
      },
      sorry,
      servers,
    };
  });
}

/** As pools of the director are named: `TCP 10.9.0.100:80`, `FWM 7`, the name of a group. */
export function poolNameOfService(service: DumpedService): string {
  const {subject} = service;
  if (subject.type === 'group') return subject.name;
  const [id] = serviceIds(service, undefined);
  return id ? poolNameOf(id) : namesOfService(service).join();
}

/** The names that keepalived gives a virtual server elsewhere: in the headings of checkers, its log and its FIFO. */
export function namesOfService({subject, values}: DumpedService): readonly string[] {
  if (subject.type === 'fwmark') return [`FWM ${subject.fwmark}`];
  if (subject.type === 'group') return [subject.name, `[${subject.name}]`, `[${subject.name}]:0`];
  return [`[${subject.address}]:${(values.get('protocol') ?? 'TCP').toLowerCase()}:${subject.port}`];
}

function serverOf(
  service: DumpedService,
  server: DumpedServer,
  checkers: readonly DumpedChecker[],
  {lastChange}: DumpSurroundings,
): CheckedServer {
  const {address, port, values} = server;
  const name = serverName(server);
  const checks = checkers.map(checkOf);
  const isAlive = values.get('alive') === '1';
  const isIn = values.get('RS set') === '1';
  const state = stateOf(isAlive, checkers, checks);
  const change = lastChange(service, name);
  const told = change && (change.type === 'up') === isAlive ? change : undefined;
  const failing = checks.filter(check => check.state === 'down');
  return {
    name,
    address,
    port,
    state,
    since: told?.at,
    reason: reasonOf(state, checks, isAlive ? undefined : told?.words),
    layer: failing.length === 1 ? failing[0]?.layer : undefined,
    weight: isIn ? (isAlive ? weightOf({values}) : 0) : undefined,
    configuredWeight: numberOf(values.get('initial weight')),
    operator: undefined,
    checks,
  };
}

function stateOf(
  isAlive: boolean,
  checkers: readonly DumpedChecker[],
  checks: CheckedServer['checks'],
): CheckedServer['state'] {
  if (checkers.length > 0 && checkers.every(isSuspended)) return 'disabled';
  if (checks.some(({state}) => state === 'down')) return 'down';
  if (checks.some(({state}) => state === 'unknown')) return 'unknown';
  return isAlive ? 'up' : 'down';
}

function reasonOf(state: CheckedServer['state'], checks: CheckedServer['checks'], told: string | undefined): string {
  if (state === 'disabled') return 'its checks are suspended: the virtual address is not on this host (ha_suspend)';
  if (state === 'unknown') return 'not all of its checks have run yet';
  if (state === 'up') return checks.length === 0 ? 'it has no checks' : 'all of its checks succeed';
  const failing = checks.filter(check => check.state === 'down').map(({name, words}) => `${name}: ${words}`);
  if (told !== undefined) return told;
  return failing.length > 0 ? failing.join('; ') : 'keepalived has it as not alive';
}

function placeOf(service: string, server: string): string {
  return `${service} ${server}`;
}

function serverName({address, port}: DumpedServer): string {
  const parsed = parseAddress(address);
  return parsed ? formatEndpoint({address: parsed, port}) : `${address}:${port}`;
}

function serviceIds({subject, values}: DumpedService, lvs: DumpSurroundings['lvs']): readonly ServiceId[] {
  if (subject.type === 'address') {
    const address = parseAddress(subject.address);
    const word = (values.get('protocol') ?? 'TCP').toLowerCase();
    const protocol = protocols.find(({name}) => name === word)?.number;
    return address && protocol !== undefined ? [{type: 'address', protocol, address, port: subject.port}] : [];
  }
  if (subject.type === 'fwmark') {
    const family = values.get('Address family') === 'inet6' ? 'ipv6' : 'ipv4';
    return [{type: 'fwmark', family, fwmark: subject.fwmark}];
  }
  const server = lvs?.virtualServers.find(one => one.subject.type === 'group' && one.subject.name === subject.name);
  return server && lvs ? servicesOf(server, lvs).map(({id}) => id) : [];
}

function weightOf({values}: Pick<DumpedServer, 'values'>): number {
  return numberOf(values.get('effective weight')) ?? 0;
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}
