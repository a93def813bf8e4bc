import {protocolName} from '../../../ipvs/protocol.js';
import {
  familyOfService,
  hostNetmask,
  isOnePacket,
  isPersistent,
  type ServiceConfiguration,
  serviceFlag,
} from '../../../ipvs/service.js';
import {formatAddress, formatIpv4} from '../../../net/address.js';
import type {Lose} from '../loss.js';
import type {Pool} from '../pool-configuration.js';
import {poolNameOf} from '../pool-name.js';
import {type BlockLine, block} from './block-lines.js';
import {commandLine} from './command-line.js';
import {quoteWord} from './quote.js';
import {realServer} from './real-server.js';
import {endpointWords, methodWords} from './server-words.js';
import type {TrackFiles} from './track-files.js';

/** What keepalived knows (lvs_schedulers of check_parser.c). */
const schedulers = new Set(['rr', 'wrr', 'lc', 'wlc', 'lblc', 'sh', 'mh', 'dh', 'fo', 'ovf', 'lblcr', 'sed', 'nq', 'twos']); // biome-ignore format: a row

/** The blocks of a pool: one virtual server; where it has several services a group before it, and one each for protocols. */
export function virtualServers(pool: Pool, files: TrackFiles, lose: Lose): readonly BlockLine[] {
  const {name, place, services} = pool;
  const [first, ...more] = services;
  if (!first) return [];
  if (more.length === 0 && name === poolNameOf(first.id))
    return [block(`virtual_server ${subjectOf(first)}`, bodyOf(pool, services, files, lose))];
  const groups = groupsOf(services);
  if (groups.length > 1)
    lose(place, `${name} has services of ${groups.length} protocols: they are virtual servers of their own there`);
  const words = groups.map((part, i) => groupName(name, part, i));
  return groups.flatMap((part, i) => [
    block(
      `virtual_server_group ${words[i]}`,
      part.map(service => memberOf(service)),
    ),
    block(`virtual_server group ${words[i]}`, bodyOf(pool, part, files, lose)),
  ]);
}

/** Those of each protocol; firewall marks go with the first. */
function groupsOf(services: readonly ServiceConfiguration[]): readonly (readonly ServiceConfiguration[])[] {
  const main = services.map(({id}) => (id.type === 'address' ? id.protocol : undefined)).find(Boolean);
  const groups = new Map<number | undefined, ServiceConfiguration[]>();
  for (const service of services) {
    const protocol = service.id.type === 'address' ? service.id.protocol : main;
    const group = groups.get(protocol);
    if (group) group.push(service);
    else groups.set(protocol, [service]);
  }
  return [...groups.values()];
}

/** NB: the reader adds the protocol to names of groups that are not of TCP. */
function groupName(name: string, services: readonly ServiceConfiguration[], i: number): string {
  const id = services.map(service => service.id).find(one => one.type === 'address');
  const protocol = id?.type === 'address' ? protocolName(id.protocol).toUpperCase() : '';
  const bare = name.endsWith(` ${protocol}`)
    ? name.slice(0, -protocol.length - 1)
    : i === 0
      ? name
      : `${name}-${i + 1}`;
  return quoteWord(bare) ?? `"${bare.replaceAll(/["$\\\u0000-\u001f\u007f]/g, '_')}"`;
}

function subjectOf({id}: ServiceConfiguration): string {
  return id.type === 'fwmark' ? `fwmark ${id.fwmark}` : endpointWords(id);
}

function memberOf({id}: ServiceConfiguration): string {
  if (id.type === 'fwmark') return `fwmark ${id.fwmark} ${id.family === 'ipv4' ? 'inet' : 'inet6'}`;
  return endpointWords(id);
}

function bodyOf(
  pool: Pool,
  services: readonly ServiceConfiguration[],
  files: TrackFiles,
  lose: Lose,
): readonly (BlockLine | undefined)[] {
  const {name, place, quorum, hysteresis, sorry} = pool;
  const [first] = services as [ServiceConfiguration];
  const places = new Map(pool.services.map((service, i) => [service, i]));
  const at = services.map(service => places.get(service) as number);
  checkQuorum(pool, lose);
  if (!schedulers.has(first.scheduler))
    lose(place, `keepalived 2.2.7 has no scheduler ${first.scheduler}: ${name} gets wlc`);
  const members = pool.servers.filter(server => {
    if (server.isOff)
      lose(server.place, `${server.name} of ${name} is off: it is left out, as keepalived would add it`);
    return !server.isOff;
  });
  if (members.length === 0) lose(place, `${name} has no real server: keepalived leaves it out`);
  const total = members.reduce((sum, {weight}) => sum + weight, 0);
  return [
    ...familyLines(services),
    schedulers.has(first.scheduler) ? `lvs_sched ${first.scheduler}` : 'lvs_sched wlc',
    ...flagLines(first),
    ...persistenceLines(first),
    ...protocolLines(services),
    quorum === 1 || quorum > total || quorum === 0 ? undefined : `quorum ${quorum}`,
    hysteresis === 0 || hysteresis >= quorum ? undefined : `hysteresis ${hysteresis}`,
    commandLine('quorum_up', pool.quorumUp, place, lose),
    commandLine('quorum_down', pool.quorumDown, place, lose),
    pool.tellsAtEnd ? 'omega' : undefined,
    ...sorryLines(sorry, at, services),
    ...members.map(server => realServer(server, pool, at, files, lose)),
  ];
}

function protocolLines(services: readonly ServiceConfiguration[]): readonly string[] {
  const id = services.map(service => service.id).find(one => one.type === 'address');
  return id?.type === 'address' ? [`protocol ${protocolName(id.protocol).toUpperCase()}`] : [];
}

function familyLines(services: readonly ServiceConfiguration[]): readonly string[] {
  const families = new Set(services.map(({id}) => familyOfService(id)));
  const hasMark = services.some(({id}) => id.type === 'fwmark');
  if (!hasMark || families.size !== 1) return [];
  return [`ip_family ${families.has('ipv4') ? 'inet' : 'inet6'}`];
}

function flagLines(service: ServiceConfiguration): readonly string[] {
  const flags = ([1, 2, 3] as const).filter(flag => (service.flags & serviceFlag[`scheduler${flag}`]) !== 0);
  return [...flags.map(flag => `flag-${flag}`), ...(isOnePacket(service) ? ['ops'] : [])];
}

function persistenceLines(service: ServiceConfiguration): readonly string[] {
  const {timeout, netmask, persistenceEngine, id} = service;
  const family = familyOfService(id);
  if (!isPersistent(service)) return persistenceEngine === '' ? [] : [`persistence_engine ${persistenceEngine}`];
  return [
    `persistence_timeout ${timeout}`,
    ...(netmask === hostNetmask(family)
      ? []
      : [`persistence_granularity ${family === 'ipv4' ? formatIpv4(netmask) : netmask}`]),
    ...(persistenceEngine === '' ? [] : [`persistence_engine ${persistenceEngine}`]),
  ];
}

/** keepalived adds up weights, and takes no more than there is. */
function checkQuorum({name, place, servers, quorum, hysteresis, quorumCounts}: Pool, lose: Lose): void {
  const weights = servers.filter(({isOff}) => !isOff).map(({weight}) => weight);
  const isAlike = weights.every(weight => weight === 1) || (quorum <= 1 && hysteresis === 0 && !weights.includes(0));
  if (quorumCounts === 'servers' && !isAlike)
    lose(place, `the quorum of ${name} counts servers: keepalived adds up their weights`);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (quorum > total) lose(place, `the quorum of ${name}, ${quorum}, is more than all weights: keepalived takes 1`);
  if (hysteresis > 0 && hysteresis >= quorum)
    lose(place, `the hysteresis of ${name} is not less than its quorum: keepalived goes without`);
}

function sorryLines(
  sorry: Pool['sorry'],
  at: readonly number[],
  services: readonly ServiceConfiguration[],
): readonly string[] {
  const all = at.map(i => sorry?.destinations[i]).filter(one => one !== undefined);
  const [one] = all;
  if (!sorry || !one) return [];
  const isOwn = all.every(({port}, i) => {
    const id = services[i]?.id;
    return port === (id?.type === 'address' ? id.port : 0);
  });
  const where = isOwn ? formatAddress(one.address) : endpointWords(one);
  return [
    `sorry_server ${where}`,
    `sorry_server_lvs_method ${methodWords(one.forwarding, one.tunnel)}`,
    ...(sorry.inhibits ? ['sorry_server_inhibit'] : []),
  ];
}
