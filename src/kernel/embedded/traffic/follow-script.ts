import {sctp, tcp, udp} from '../../../ipvs/protocol.js';
import type {Director} from '../director.js';
import {follow} from './arrive.js';
import {acknowledgements, burstOf} from './bursts.js';
import type {ConnectionEntry} from './connection.js';
import type {Burst} from './counting.js';
import {receivePacket, receiveReply} from './receive-packet.js';
import type {Signal} from './state-machine.js';
import type {Script} from './workload.js';

/** One packet or more, one way. */
interface Move {
  readonly from: 'client' | 'server';
  readonly signal: Signal;
  readonly burst: Burst;
}

/** Milliseconds from a connection's last request to its end, and between the two halves of that. */
const farewell = 40;

/** The next step of a connection's script. */
export function followScript(director: Director, connection: ConnectionEntry): void {
  const {script} = connection;
  if (!script || !director.connections.has(connection)) return;
  connection.script = undefined;
  for (const move of movesOf(connection, script)) make(director, connection, move);
  const next = nextStep(script, connection.protocol);
  if (next && director.connections.has(connection)) follow(director, connection, next);
}

function make(director: Director, connection: ConnectionEntry, {from, signal, burst}: Move): void {
  const {protocol, client, clientPort, virtual, virtualPort} = connection;
  if (from === 'server') receiveReply(director, connection, signal, burst);
  else receivePacket(director, {protocol, client, clientPort, virtual, virtualPort, fwmark: 0, signal, ...burst});
}

function movesOf({family, protocol}: ConnectionEntry, {step, requestBytes, replyBytes, ending}: Script): Move[] {
  const move = (from: Move['from'], signal: Signal, bytes = 0, extra = bytes === 0 ? 1 : 0): Move => ({
    from,
    signal,
    burst: burstOf(family, protocol, bytes, extra),
  });
  const data: Signal = protocol === tcp ? 'ack' : protocol === udp ? 'datagram' : 'data';
  const request = move('client', data, requestBytes, acknowledgements(replyBytes));
  const reply = move('server', data, replyBytes, acknowledgements(requestBytes));
  if (protocol === udp) return step === 'handshake' ? [reply] : step === 'request' ? [request, reply] : [];
  const isSctp = protocol === sctp;
  switch (step) {
    case 'handshake':
      if (isSctp) return [move('server', 'init-ack'), move('client', 'cookie-echo'), move('server', 'cookie-ack')];
      return [move('server', 'syn', 8), move('client', 'ack')];
    case 'request':
      return [request, reply];
    case 'closing':
      if (ending === 'reset') return [move('client', isSctp ? 'abort' : 'rst')];
      if (isSctp) return [move('client', 'shutdown')];
      return [move(ending === 'server' ? 'server' : 'client', 'fin')];
    case 'closed':
      if (isSctp) return [move('server', 'shutdown-ack'), move('client', 'shutdown-complete')];
      if (ending === 'server') return [move('client', 'fin'), move('server', 'ack')];
      return [move('server', 'fin'), move('client', 'ack')];
  }
}

function nextStep(script: Script, protocol: number): Script | undefined {
  const {step, at, requestsLeft, pause, ending} = script;
  const isFirst = step === 'handshake';
  if (protocol === udp)
    return requestsLeft > 1 ? {...script, step: 'request', at: at + pause, requestsLeft: requestsLeft - 1} : undefined;
  if (isFirst || step === 'request') {
    const left = isFirst ? requestsLeft : requestsLeft - 1;
    if (left > 0) return {...script, step: 'request', at: at + (isFirst ? 2 : pause), requestsLeft: left};
    return ending === 'silence' ? undefined : {...script, step: 'closing', at: at + farewell, requestsLeft: 0};
  }
  return step === 'closing' && ending !== 'reset' ? {...script, step: 'closed', at: at + farewell} : undefined;
}
