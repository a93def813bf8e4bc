import {sctp, tcp, udp} from '../../../ipvs/protocol.js';
import type {Director} from '../director.js';
import {follow} from './arrive.js';
import {acknowledgements, burstOf} from './bursts.js';
import type {ConnectionEntry} from './connection.js';
import {receivePacket, receiveReply} from './receive-packet.js';
import type {Signal} from './state-machine.js';
import type {Script} from './workload.js';

/** Milliseconds from a connection's last request to its end, and between the two halves of that. */
const farewell = 40;

/** The next step of a connection's script. */
export function followScript(director: Director, connection: ConnectionEntry): void {
  const {script} = connection;
  if (!script || !director.connections.has(connection)) return;
  connection.script = undefined;
  if (connection.protocol === udp) exchangeDatagrams(director, connection, script);
  else if (script.step === 'request') exchangeData(director, connection, script);
  else if (connection.protocol === sctp) exchangeChunks(director, connection, script);
  else exchangeFlags(director, connection, script);
  if (turnPage(script, connection.protocol) && director.connections.has(connection))
    follow(director, connection, script);
}

function exchangeDatagrams(director: Director, connection: ConnectionEntry, script: Script): void {
  if (script.step === 'request') exchangeData(director, connection, script);
  else if (script.step === 'handshake') reply(director, connection, script); // to the datagram it began with
}

function exchangeData(director: Director, connection: ConnectionEntry, script: Script): void {
  const {requestBytes, replyBytes} = script;
  send(director, connection, 'client', dataSignal(connection), requestBytes, acknowledgements(replyBytes));
  reply(director, connection, script);
}

function reply(director: Director, connection: ConnectionEntry, {requestBytes, replyBytes}: Script): void {
  send(director, connection, 'server', dataSignal(connection), replyBytes, acknowledgements(requestBytes));
}

function dataSignal({protocol}: ConnectionEntry): Signal {
  return protocol === tcp ? 'ack' : protocol === udp ? 'datagram' : 'data';
}

function exchangeFlags(director: Director, connection: ConnectionEntry, {step, ending}: Script): void {
  const [first, second] = ending === 'server' ? (['server', 'client'] as const) : (['client', 'server'] as const);
  switch (step) {
    case 'handshake':
      send(director, connection, 'server', 'syn', 8);
      return send(director, connection, 'client', 'ack');
    case 'closing':
      if (ending === 'reset') return send(director, connection, 'client', 'rst');
      return send(director, connection, first, 'fin');
    case 'closed':
      send(director, connection, second, 'fin');
      return send(director, connection, first, 'ack');
  }
}

function exchangeChunks(director: Director, connection: ConnectionEntry, {step, ending}: Script): void {
  switch (step) {
    case 'handshake':
      send(director, connection, 'server', 'init-ack');
      send(director, connection, 'client', 'cookie-echo');
      return send(director, connection, 'server', 'cookie-ack');
    case 'closing':
      return send(director, connection, 'client', ending === 'reset' ? 'abort' : 'shutdown');
    case 'closed':
      send(director, connection, 'server', 'shutdown-ack');
      return send(director, connection, 'client', 'shutdown-complete');
  }
}

/** Packets one way: what carries `bytes`, and `extra` ones. */
function send(
  director: Director,
  connection: ConnectionEntry,
  from: 'client' | 'server',
  signal: Signal,
  bytes = 0,
  extra = bytes === 0 ? 1 : 0,
): void {
  const {family, protocol, client, clientPort, virtual, virtualPort, key} = connection;
  const burst = burstOf(family, protocol, bytes, extra);
  if (from === 'server') return receiveReply(director, connection, signal, burst);
  const packet = {protocol, client, clientPort, virtual, virtualPort, fwmark: 0, signal, ...burst};
  receivePacket(director, packet, key);
}

/** Sets what comes next, and when; false where nothing does. */
function turnPage(script: Script, protocol: number): boolean {
  const {step, pause, ending} = script;
  if (protocol === udp) return script.requestsLeft > 1 && turnTo(script, 'request', pause, script.requestsLeft - 1);
  if (step === 'closing') return ending !== 'reset' && turnTo(script, 'closed', farewell, 0);
  if (step === 'closed') return false;
  const isFirst = step === 'handshake';
  const left = isFirst ? script.requestsLeft : script.requestsLeft - 1;
  if (left > 0) return turnTo(script, 'request', isFirst ? 2 : pause, left);
  return ending !== 'silence' && turnTo(script, 'closing', farewell, 0);
}

function turnTo(script: Script, step: Script['step'], wait: number, requestsLeft: number): true {
  script.step = step;
  script.at += wait;
  script.requestsLeft = requestsLeft;
  return true;
}
