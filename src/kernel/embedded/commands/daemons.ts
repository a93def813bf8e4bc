import {addressFromBytes} from '../../../net/address-bytes.js';
import {type Address, ipv4} from '../../../net/address.js';
import type {DaemonState} from '../../../ipvs/daemon.js';
import {daemonAttributes} from '../../ipvs/attributes.js';
import type {DaemonEntry, Director} from '../director.js';
import {isViolation, parseLeniently, type Spans} from '../wire/policy.js';
import {Failure, type Outcome} from './outcome.js';
import type {Request, Surroundings} from './request.js';
import {read} from './service-request.js';

type DaemonSpans = Spans<typeof daemonAttributes>;

const rows = daemonAttributes.rows;
/** IP_VS_STATE_MASTER, IP_VS_STATE_BACKUP. */
const states: Readonly<Record<number, DaemonState>> = {1: 'master', 2: 'backup'};
/** IP_VS_SYNC_GROUP, IP_VS_SYNC_PORT. */
const defaultGroup = ipv4(0xe0000051);
const defaultPort = 8848;

/** ip_vs_genl_set_daemon() for IPVS_CMD_NEW_DAEMON, with start_sync_thread(). */
export function startDaemon(director: Director, {interfaceNamed}: Surroundings, request: Request): Outcome {
  const spans = parse(request);
  if (spans instanceof Failure) return spans;
  const {buffer} = request;
  if (!spans.state || !spans.interface || !spans.syncId) return new Failure('EINVAL');
  const group = parseGroup(buffer, spans);
  if (!group || hasMixedFamilies(director)) return new Failure('EINVAL');
  const found = interfaceNamed(read(rows.interface.codec, buffer, spans.interface));
  if (!found) return new Failure('ENODEV');
  const state = states[read(rows.state.codec, buffer, spans.state)];
  if (!state) return new Failure('EINVAL');
  if (director[state]) return new Failure('EEXIST');
  const headers = group.family === 'ipv4' ? 20 + 8 : 40 + 8;
  director[state] = {
    state,
    interface: found.name,
    syncId: read(rows.syncId.codec, buffer, spans.syncId),
    maximumLength: maximumLength(
      state,
      spans.maximumLength ? read(rows.maximumLength.codec, buffer, spans.maximumLength) : 0,
      found.mtu,
      headers,
    ),
    group,
    port: (spans.port && read(rows.port.codec, buffer, spans.port)) || defaultPort,
    ttl: (spans.ttl && read(rows.ttl.codec, buffer, spans.ttl)) || 1,
  };
  return undefined;
}

/** ip_vs_genl_set_daemon() for IPVS_CMD_DEL_DAEMON, with stop_sync_thread(). */
export function stopDaemon(director: Director, request: Request): Outcome {
  const spans = parse(request);
  if (spans instanceof Failure) return spans;
  if (!spans.state) return new Failure('EINVAL');
  const state = states[read(rows.state.codec, request.buffer, spans.state)];
  if (!state) return new Failure('EINVAL');
  if (!director[state]) return new Failure('ESRCH');
  director[state] = undefined;
  return undefined;
}

/** The running ones, the master first. */
export function daemonsOf({master, backup}: Director): DaemonEntry[] {
  return [master, backup].filter(daemon => daemon !== undefined);
}

function parse({buffer, attributes}: Request): DaemonSpans | Failure {
  if (!attributes.daemon) return new Failure('EINVAL');
  const spans = parseLeniently(daemonAttributes, buffer, attributes.daemon.start, attributes.daemon.end);
  return isViolation(spans) ? new Failure('EINVAL', spans) : spans;
}

/** The multicast group; undefined where what was given is none. */
function parseGroup(buffer: Buffer, {group, group6}: DaemonSpans): Address | undefined {
  if (group) {
    const address = addressFromBytes('ipv4', read(rows.group.codec, buffer, group));
    return address.family === 'ipv4' && address.value >>> 28 === 0xe ? address : undefined;
  }
  if (!group6) return defaultGroup;
  const address = addressFromBytes('ipv6', read(rows.group6.codec, buffer, group6));
  return address.family === 'ipv6' && address.words[0] >>> 24 === 0xff ? address : undefined;
}

/** A master sends what fits 1500 bytes whatever its interface could, a backup receives what its interface can. */
function maximumLength(state: DaemonState, asked: number, mtu: number, headers: number): number {
  if (asked === 0) return (state === 'backup' ? clamp(mtu, 1500, 65535) : 1500) - headers;
  return clamp(asked, state === 'backup' ? 1024 : 1, 65535 - headers);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function hasMixedFamilies(director: Director): boolean {
  for (const service of director.services.inOrder()) {
    if (service.destinations.some(destination => destination.family !== service.family)) return true;
  }
  return false;
}
