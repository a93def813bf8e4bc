import {sctp, tcp, udp} from '../../../ipvs/protocol.js';
import type {Director} from '../director.js';
import type {ConnectionEntry} from './connection.js';
import {nextSctpState, type SctpChunk, sctpState, sctpStates} from './sctp-states.js';
import {activeTcpStates, type Direction, nextTcpState, type TcpFlag, tcpState, tcpStates} from './tcp-states.js';

/** What a packet is to its connection: the flag of TCP, the chunk of SCTP, nothing of UDP. */
export type Signal = TcpFlag | SctpChunk | 'datagram';

/** state_transition() of the protocols: state, timeout and what the connection counts as. The timer is the caller's. */
export function transit(
  director: Director,
  connection: ConnectionEntry,
  from: 'client' | 'server',
  signal: Signal,
): void {
  const {timeouts} = director;
  if (connection.protocol === udp) {
    connection.timeout = timeouts.udp * 1000;
    if (from === 'server') assureTemplate(connection);
    return;
  }
  const direction = directionOf(connection, from);
  const isTcp = connection.protocol === tcp;
  const next = isTcp
    ? nextTcpState(direction, signal as TcpFlag, connection.state)
    : nextSctpState(direction, signal as SctpChunk, connection.state);
  const isActive = isTcp ? activeTcpStates.has(next) : next === sctpState.established;
  if (next !== connection.state) count(connection, isActive);
  connection.state = next;
  connection.timeout = secondsOf(director, isTcp, next) * 1000;
  if (next === (isTcp ? tcpState.established : sctpState.established)) assureTemplate(connection);
}

/** ip_vs_state_name(). */
export function stateName({isTemplate, protocol, state}: ConnectionEntry): string {
  if (isTemplate) return state === 0 ? 'NONE' : 'ASSURED';
  if (protocol === udp) return 'UDP';
  if (protocol === tcp) return tcpStates[state]?.name ?? 'ERR!';
  return protocol === sctp ? (sctpStates[state]?.name ?? 'ERR!') : 'NONE';
}

/** The number of a state by its name; undefined where the protocol has none of that name. */
export function stateNumber(protocol: number, isTemplate: boolean, name: string): number | undefined {
  const names = isTemplate
    ? ['NONE', 'ASSURED']
    : protocol === udp
      ? ['UDP']
      : (protocol === tcp ? tcpStates : sctpStates).map(state => state.name);
  const index = (names as readonly string[]).indexOf(name);
  return index < 0 ? undefined : index;
}

function directionOf(connection: ConnectionEntry, from: 'client' | 'server'): Direction {
  if (from === 'server') {
    connection.hasNoOutput = false;
    return 'output';
  }
  return connection.hasNoOutput ? 'input-only' : 'input';
}

/** Moves the connection between its destination's two counts. */
function count(connection: ConnectionEntry, isActive: boolean): void {
  if (connection.isInactive !== isActive) return;
  const {destination} = connection;
  destination.active += isActive ? 1 : -1;
  destination.inactive += isActive ? -1 : 1;
  connection.isInactive = !isActive;
}

function secondsOf({timeouts}: Director, isTcp: boolean, state: number): number {
  if (!isTcp) return sctpStates[state]?.seconds ?? 2;
  if (state === tcpState.established) return timeouts.tcp;
  return state === tcpState.finWait ? timeouts.tcpFin : (tcpStates[state]?.seconds ?? 2);
}

/** ip_vs_control_assure_ct(). */
function assureTemplate({control}: ConnectionEntry): void {
  if (control) control.state = 1;
}
