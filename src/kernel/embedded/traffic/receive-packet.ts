import {masquerading} from '../../../ipvs/forwarding.js';
import {sctp, tcp, udp} from '../../../ipvs/protocol.js';
import type {Director} from '../director.js';
import type {ServiceEntry} from '../table/entries.js';
import {type ConnectionEntry, connectionKey} from './connection.js';
import {type Burst, countPackets} from './counting.js';
import {expireNow} from './expiry.js';
import type {Packet} from './packet.js';
import {schedule} from './schedule.js';
import {sctpState} from './sctp-states.js';
import {type Signal, transit} from './state-machine.js';
import {tcpState} from './tcp-states.js';

/** What became of a packet. `ignored` is for whoever comes after IPVS; `dropped` reaches nobody. */
export type Verdict =
  | {readonly type: 'forwarded'; readonly connection: ConnectionEntry | undefined}
  | {readonly type: 'ignored'}
  | {readonly type: 'dropped'};

/**
 * ip_vs_in(): a packet from a client.
 * @param key of its connection, where it is known
 */
export function receivePacket(director: Director, packet: Packet, key = keyOfPacket(packet)): Verdict {
  const {connections, sysctls} = director;
  let connection = connections.find(key);
  if (connection && isBeginning(packet) && isToBeRescheduled(director, connection)) {
    if (connection.controlled === 0) retire(director, connection);
    connection = undefined;
  }
  if (connection && !connection.destination.isAvailable) {
    if (sysctls.expire_nodest_conn === 0) return {type: 'dropped'};
    retire(director, connection);
    connection = undefined;
  }
  if (!connection) {
    const service = isSchedulable(director, packet) ? findService(director, packet) : undefined;
    if (!service) return {type: 'ignored'};
    const scheduled = schedule(director, service, packet);
    if (!scheduled) return {type: 'dropped'};
    if (scheduled.type === 'one-packet') {
      countPackets(director, scheduled.destination, 'client', packet);
      return {type: 'forwarded', connection: undefined};
    }
    connection = scheduled.connection;
  }
  countPackets(director, connection.destination, 'client', packet);
  transit(director, connection, 'client', packet.signal);
  connections.expireAt(connection, director.now + connection.timeout);
  return {type: 'forwarded', connection};
}

/** ip_vs_out(): the reply of a real server. Only masquerading brings it past the director. */
export function receiveReply(director: Director, connection: ConnectionEntry, signal: Signal, burst: Burst): void {
  if (connection.destination.forwarding !== masquerading || !director.connections.has(connection)) return;
  countPackets(director, connection.destination, 'server', burst);
  transit(director, connection, 'server', signal);
  director.connections.expireAt(connection, director.now + connection.timeout);
}

function keyOfPacket({protocol, client, clientPort, virtual, virtualPort}: Packet): string {
  return connectionKey(protocol, client, clientPort, virtual, virtualPort);
}

/** ip_vs_service_find(): by firewall mark, by address and port, by address alone. */
function findService({services}: Director, {protocol, virtual, virtualPort, fwmark}: Packet): ServiceEntry | undefined {
  const name = {family: virtual.family, protocol, address: virtual, port: virtualPort, fwmark: 0};
  const marked = fwmark === 0 ? undefined : services.find({...name, fwmark});
  return marked ?? services.find(name) ?? services.find({...name, port: 0});
}

/** is_new_conn(). */
function isBeginning({protocol, signal}: Packet): boolean {
  return (protocol === tcp && signal === 'syn') || (protocol === sctp && signal === 'init');
}

/** conn_schedule() of the protocols: what may begin a connection. */
function isSchedulable({sysctls}: Director, packet: Packet): boolean {
  const {protocol, signal} = packet;
  if (protocol === udp) return true;
  if (protocol === tcp) return signal === 'syn' || (sysctls.sloppy_tcp !== 0 && signal !== 'rst');
  return protocol === sctp && (signal === 'init' || (sysctls.sloppy_sctp !== 0 && signal !== 'abort'));
}

/** Whether a client's port that is used again gets a new choice of server: net.ipv4.vs.expire_nodest_conn and conn_reuse_mode. */
function isToBeRescheduled(
  {sysctls}: Director,
  {destination, protocol, state, control, hasNoOutput}: ConnectionEntry,
): boolean {
  if (sysctls.expire_nodest_conn !== 0 && destination.weight === 0) return true;
  const mode = sysctls.conn_reuse_mode;
  if (mode === 0 || control) return false;
  if (protocol === sctp) return state === sctpState.closed;
  return (
    state === tcpState.timeWait ||
    state === tcpState.close ||
    ((mode & 2) !== 0 && state === tcpState.finWait && hasNoOutput)
  );
}

/** ip_vs_conn_expire_now(); no packet finds it from now on. */
function retire(director: Director, connection: ConnectionEntry): void {
  director.connections.forget(connection);
  expireNow(director, connection);
}
