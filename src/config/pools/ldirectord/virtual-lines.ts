import {directRouting, masquerading} from '../../../ipvs/forwarding.js';
import {sctp, udp} from '../../../ipvs/protocol.js';
import {
  familyOfService,
  hostNetmask,
  isOnePacket,
  isPersistent,
  schedulerFlags,
  type ServiceConfiguration,
} from '../../../ipvs/service.js';
import {formatSchedulerFlags} from '../../../ipvsadm/scheduler-flags.js';
import {formatAddress, formatIpv4} from '../../../net/address.js';
import {type Endpoint, formatEndpoint, parseEndpoint} from '../../../net/endpoint.js';
import type {Lose} from '../loss.js';
import type {Pool, PoolCommand, PoolServer} from '../pool-configuration.js';
import type {PoolCheck} from './pool-check.js';

/** The block of one service of a pool; undefined where ldirectord has none of its kind. */
export function virtualLines(pool: Pool, i: number, check: PoolCheck, lose: Lose): readonly string[] | undefined {
  const {name, place, services} = pool;
  const service = services[i] as ServiceConfiguration;
  const {id} = service;
  if (id.type === 'address' && id.protocol === sctp) {
    lose(place, `${name} is of SCTP: ldirectord has TCP and UDP only, it is left out`);
    return undefined;
  }
  checkPool(pool, lose);
  const six = familyOfService(id) === 'ipv6' ? '6' : '';
  const where = id.type === 'fwmark' ? String(id.fwmark) : formatEndpoint(id);
  const protocol = id.type === 'fwmark' ? 'fwm' : id.protocol === udp ? 'udp' : 'tcp';
  const family = familyOfService(id);
  const near = pool.servers.filter(({host}) => host.family === family);
  for (const {place: at, name: one} of pool.servers.filter(({host}) => host.family !== family))
    lose(at, `${one} of ${name} is of the other address family: it is left out`);
  const takesOff = check.lines.includes('checktype=off');
  const members = near.filter(({isOff}) => !isOff || takesOff);
  for (const {place: at, name: one} of near.filter(({isOff}) => isOff && !takesOff))
    lose(at, `${one} of ${name} is off, and others are not: it is left out`);
  const quiescing = members.filter(({whenDown}) => whenDown === 'quiesce').length;
  if (quiescing > 0 && quiescing < members.length)
    lose(place, `quiescent is for all servers of ${name}, or for none: all leave the table when they are down`);
  return [
    `virtual${six}=${where}`,
    ...members.map(server => `\treal${six}=${realWords(server, i, check, lose)}`),
    ...fallbackLines(pool, i, six, lose),
    ...[
      `protocol=${protocol}`,
      `scheduler=${service.scheduler}`,
      ...settingLines(service, name, place, lose),
      quiescing > 0 && quiescing === members.length ? 'quiescent=yes' : 'quiescent=no',
      ...(members.some(({sendsMail}) => sendsMail) ? [] : ['emailalertstatus=none']),
      ...commandLines(pool, where, protocol, lose),
      ...check.lines,
    ].map(line => `\t${line}`),
  ];
}

function settingLines(
  service: ServiceConfiguration,
  name: string,
  place: Pool['place'],
  lose: Lose,
): readonly string[] {
  const {id, netmask, timeout, persistenceEngine, flags, scheduler} = service;
  const family = familyOfService(id);
  if (!/^[a-z]+$/.test(scheduler)) lose(place, `the scheduler ${scheduler} of ${name} cannot be written`);
  if (persistenceEngine !== '') lose(place, `${name}: ldirectord knows no persistence engine`);
  const mask = family === 'ipv4' ? formatIpv4(netmask) : String(netmask);
  return [
    ...((flags & schedulerFlags) === 0 ? [] : [`schedflags=${formatSchedulerFlags(flags, scheduler, 'lvsctl')}`]),
    ...(isPersistent(service) ? [`persistent=${timeout}`] : []),
    ...(isPersistent(service) && netmask !== hostNetmask(family) ? [`netmask=${mask}`] : []),
    ...(isOnePacket(service) ? ['ops=yes'] : []),
  ];
}

function realWords(server: PoolServer, i: number, check: PoolCheck, lose: Lose): string {
  const destination = server.destinations[i] ?? server.destinations[0];
  const {upperThreshold = 0, lowerThreshold = 0} = destination ?? {};
  const own = check.own.get(server.name);
  if (destination && destination.tunnel.type !== 0)
    lose(server.place, `${server.name}: ldirectord tunnels with ipip only`);
  const pair = own ? ` "${own.request.replace(/^\//, '')}","${own.receive}"` : '';
  const thresholds = upperThreshold || lowerThreshold ? ` l:${lowerThreshold} u:${upperThreshold}` : '';
  const endpoint = parseEndpoint(server.name) ?? {address: server.host, port: 0};
  return `${endpointOf(endpoint)} ${methodOf(destination?.forwarding)} ${server.weight}${pair}${thresholds}`;
}

function endpointOf({address, port}: Endpoint): string {
  if (port !== 0) return formatEndpoint({address, port});
  return address.family === 'ipv6' ? `[${formatAddress(address)}]` : formatAddress(address);
}

function methodOf(forwarding: number | undefined): string {
  return forwarding === masquerading ? 'masq' : forwarding === directRouting ? 'gate' : 'ipip';
}

function fallbackLines({sorry, name, place}: Pool, i: number, six: string, lose: Lose): readonly string[] {
  const one = sorry?.destinations[i];
  if (!sorry || !one) return [];
  if ((one.address.family === 'ipv6') !== (six === '6')) {
    lose(place, `the fallback of ${name} is of the other address family: it is left out`);
    return [];
  }
  if (sorry.inhibits) lose(place, `the fallback of ${name} leaves the table when it is idle, with ldirectord`);
  return [`\tfallback${six}=${endpointOf(one)} ${methodOf(one.forwarding)}`];
}

/** What ldirectord does not know. */
function checkPool(pool: Pool, lose: Lose): void {
  const {name, place, quorum, hysteresis, servers} = pool;
  if (quorum > 1 || hysteresis > 0) lose(place, `the quorum of ${name} is one server with ldirectord`);
  for (const {name: one, place: at, holdDown, slowStart, agent, dependsOn, notifyUp, notifyDown} of servers) {
    const of = `${one} of ${name}`;
    if (holdDown > 0) lose(at, `${of}: hold-down is not there: it is back as soon as its check is up`);
    if (slowStart.over > 0) lose(at, `${of}: slow-start is not there: it has its whole weight at once`);
    if (agent) lose(at, `${of}: the agent is not asked: the weight stays as configured`);
    if (dependsOn.length > 0) lose(at, `${of}: depends-on is not there: it is up whatever they are`);
    if (notifyUp || notifyDown) lose(at, `${of}: ldirectord runs no commands for single servers`);
  }
}

/** fallbackcommand, where it is called as ldirectord calls it. */
function commandLines(
  {quorumUp, quorumDown, name, place}: Pool,
  where: string,
  protocol: string,
  lose: Lose,
): readonly string[] {
  const bare = (command: PoolCommand | undefined, what: string) => {
    const [said, of, with_] = command?.words.slice(-3) ?? [];
    const isOurs = said === what && (of === where || of === ':') && with_ === protocol;
    const words = command?.words.slice(0, -3) ?? [];
    return isOurs && words.every(word => /^[\w./:=@%+,-]+$/.test(word)) ? words.join(' ') : undefined;
  };
  const [up, down] = [bare(quorumUp, 'stop'), bare(quorumDown, 'start')];
  if (up !== undefined && up === down) return [`fallbackcommand=${up}`];
  if (quorumUp || quorumDown)
    lose(
      place,
      `the commands of the quorum of ${name} are not run: ldirectord adds words of its own to fallbackcommand`,
    );
  return [];
}
