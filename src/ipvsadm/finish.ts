import {directRouting, gre, gue, tunnelTypeName, tunneling} from '../ipvs/forwarding.js';
import {udp} from '../ipvs/protocol.js';
import {type ServiceConfiguration, type ServiceId, serviceFlag} from '../ipvs/service.js';
import type {DestinationConfiguration} from '../ipvs/destination.js';
import type {Timeouts} from '../ipvs/timeouts.js';
import type {Command, Listing} from './command.js';
import {tableFormats} from './command.js';
import type {Dialect} from './dialect.js';
import {type Draft, draftFamily, draftIsPersistent} from './draft.js';
import {usage} from './failure.js';
import type {CommandName} from './options.js';
import {readTimeout} from './read-option.js';
import {checkCommandOptions, checkListOptions, checkTunnelOptions} from './rules.js';
import {parseSchedulerFlags} from './scheduler-flags.js';

/** Checks the whole draft in ipvsadm's order, and makes the command of it. Throws CommandLineError. */
export function finish(command: Exclude<CommandName, 'help' | 'version'>, draft: Draft, dialect: Dialect): Command {
  const words = [...draft.leftover];
  const timeouts = command === 'set' ? takeTimeouts(words) : undefined;
  if (words.length > 0) throw usage(`unexpected argument ${words[0]}`);
  if (draft.given.has('sched-flags'))
    draft.flags |= parseSchedulerFlags(draft.schedulerFlagList, draft.scheduler, dialect);
  checkCommandOptions(command, draft.given);
  switch (command) {
    case 'add-service':
    case 'edit-service':
      return {type: 'change', change: {type: command, service: serviceOf(draft)}};
    case 'delete-service':
      return {type: 'change', change: {type: command, id: serviceIdOf(draft)}};
    case 'add-server':
    case 'edit-server':
      return {type: 'change', change: {type: command, id: serviceIdOf(draft), destination: destinationOf(draft)}};
    case 'delete-server':
      return {type: 'change', change: {type: command, id: serviceIdOf(draft), destination: draft.server}};
    case 'flush':
      return {type: 'change', change: {type: 'flush'}};
    case 'zero':
      return {type: 'change', change: {type: 'zero', id: namesNoService(draft) ? undefined : serviceIdOf(draft)}};
    case 'set':
      return {type: 'change', change: {type: 'set', timeouts: timeouts as Timeouts}};
    case 'start-daemon':
      return {type: 'change', change: {type: command, daemon: daemonOf(draft)}};
    case 'stop-daemon':
      return {type: 'change', change: {type: command, state: draft.daemonState, syncId: draft.syncId}};
    case 'list':
      return {type: 'list', listing: listingOf(draft)};
    case 'save':
      return {type: 'save', isNumeric: draft.given.has('numeric')};
    case 'restore':
      return {type: 'restore'};
  }
}

function takeTimeouts(words: string[]): Timeouts {
  const [tcp, tcpFin, udp] = words.splice(0, 3);
  if (tcp === undefined || tcpFin === undefined || udp === undefined) {
    throw usage('--set option requires 3 timeout values');
  }
  return {tcp: readTimeout(tcp, 0), tcpFin: readTimeout(tcpFin, 0), udp: readTimeout(udp, 0)};
}

function serviceOf(draft: Draft): ServiceConfiguration {
  if (draft.fwmark === 0 && draft.port === 0 && !draftIsPersistent(draft))
    throw usage('Zero port specified for non-persistent service');
  if ((draft.flags & serviceFlag.onePacket) !== 0 && draft.fwmark === 0 && draft.protocol !== udp) {
    throw usage('One-Packet Scheduling is only for UDP virtual services');
  }
  return {
    id: serviceIdOf(draft),
    scheduler: draft.scheduler,
    flags: draft.flags,
    timeout: draft.timeout,
    netmask: draft.netmask,
    persistenceEngine: draft.persistenceEngine,
  };
}

function serviceIdOf(draft: Draft): ServiceId {
  if (draft.fwmark !== 0) return {type: 'fwmark', family: draftFamily(draft), fwmark: draft.fwmark};
  return {type: 'address', protocol: draft.protocol, address: draft.address, port: draft.port};
}

/** NB: ipvsadm looks at the first 32 bits of the address only. */
function namesNoService(draft: Draft): boolean {
  const firstWord = draft.address.family === 'ipv4' ? draft.address.value : draft.address.words[0];
  return draft.fwmark === 0 && firstWord === 0 && draft.port === 0;
}

function destinationOf(draft: Draft): DestinationConfiguration {
  const isForced = draft.fwmark === 0 && (draft.forwarding === directRouting || draft.forwarding === tunneling);
  const isTunnel = draft.forwarding === tunneling;
  if (draftFamily(draft) !== draft.server.address.family && !isTunnel)
    throw usage('Different address family is allowed only for tunneling servers');
  if (isTunnel) checkTunnelOptions(tunnelTypeName(draft.tunnelType) as 'ipip' | 'gue' | 'gre', draft.given);
  else
    for (const option of draft.given)
      if (option.startsWith('tun-')) throw usage('Tunnel options conflict with forward method');
  return {
    address: draft.server.address,
    port: isForced ? draft.port : draft.server.port,
    forwarding: draft.forwarding,
    weight: draft.weight,
    upperThreshold: draft.upperThreshold,
    lowerThreshold: draft.lowerThreshold,
    tunnel: {
      type: draft.tunnelType,
      port: draft.tunnelType === gue ? draft.tunnelPort : 0,
      flags: draft.tunnelType === gue || draft.tunnelType === gre ? draft.tunnelFlags : 0,
    },
  };
}

function daemonOf(draft: Draft) {
  const {daemonState: state, syncId, maximumLength, group, multicastPort: port, ttl} = draft;
  return {state, interface: draft.interface, syncId, maximumLength, group, port, ttl};
}

function listingOf(draft: Draft): Listing {
  const {given} = draft;
  checkListOptions(given);
  return {
    what: given.has('connection')
      ? 'connections'
      : given.has('timeout')
        ? 'timeouts'
        : given.has('daemon')
          ? 'daemons'
          : 'table',
    service: given.has('service-address') ? serviceIdOf(draft) : undefined,
    format: tableFormats.find(format => given.has(format)) ?? 'plain',
    isNumeric: given.has('numeric'),
    isExact: given.has('exact'),
    isSorted: !given.has('nosort'),
    showsPersistence: given.has('persistent-conn'),
  };
}
