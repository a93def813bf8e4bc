import type {Direction} from './tcp-states.js';

/** The longest retransmission timeout of SCTP and a second, in which an answer should have come. */
const patience = 61;

/** IP_VS_SCTP_S_*, by number, with the seconds each lasts after a packet. */
export const sctpStates = [
  {name: 'NONE', seconds: 2},
  {name: 'INIT1', seconds: 4},
  {name: 'INIT', seconds: patience},
  {name: 'C-SENT', seconds: patience},
  {name: 'C-REPLIED', seconds: patience},
  {name: 'C-WAIT', seconds: patience},
  {name: 'COOKIE', seconds: patience},
  {name: 'C-ECHOED', seconds: patience},
  {name: 'ESTABLISHED', seconds: 900},
  {name: 'S-SENT', seconds: patience},
  {name: 'S-RECEIVED', seconds: patience},
  {name: 'S-ACK-SENT', seconds: patience},
  {name: 'REJECTED', seconds: 4},
  {name: 'CLOSED', seconds: patience},
] as const;

export const sctpState = {established: 8, closed: 13} as const;

export type SctpChunk =
  | 'data'
  | 'init'
  | 'init-ack'
  | 'cookie-echo'
  | 'cookie-ack'
  | 'shutdown'
  | 'shutdown-ack'
  | 'shutdown-complete'
  | 'error'
  | 'abort';

/** The state after a chunk, one column a state in the order of sctpStates: sctp_states of ip_vs_proto_sctp.c. */
const transitions: Readonly<Record<Direction, Readonly<Record<SctpChunk, string>>>> = {
  input: {
    data: 'ES I1 IN CS CR CW CO CE ES SS SR SA RJ CL',
    init: 'I1 IN IN CS CR CW CO CE ES SS SR SA IN IN',
    'init-ack': 'CW CW CW CS CR CO CO CE ES SS SR SA RJ CL',
    'cookie-echo': 'CR IN IN CR CR CW CO CE ES SS SR SA RJ CL',
    'cookie-ack': 'ES I1 IN CS CR CW CO ES ES SS SR SA RJ CL',
    shutdown: 'SR I1 IN CS CR CW CO CE SR SS SR SA RJ CL',
    'shutdown-ack': 'CL IN IN CS CR CW CO CE ES CL SR CL RJ CL',
    'shutdown-complete': 'CL CL CL CS CR CW CO CE ES SS SR CL RJ CL',
    error: 'CL I1 IN CS CR CW CO CL ES SS SR SA RJ CL',
    abort: 'CL CL CL CL CL RJ CL CL CL CL CL CL CL CL',
  },
  output: {
    data: 'ES I1 IN CS CR CW CO CE ES SS SR SA RJ CL',
    init: 'CW CW CW CW CW CW CW CW ES CW CW CW CW CW',
    'init-ack': 'CS CS CS CS CR CW CO CE ES SS SR SA RJ CL',
    'cookie-echo': 'CE CE CE CE CE CE CE CE ES SS SR SA RJ CL',
    'cookie-ack': 'ES ES ES ES ES ES ES ES ES SS SR SA RJ CL',
    shutdown: 'SS SS SS SS SS SS SS SS SS SS SR SA RJ CL',
    'shutdown-ack': 'SA SA SA SA SA CW CO CE ES SA SA SA RJ CL',
    'shutdown-complete': 'CL I1 IN CS CR CW CO CE ES SS SR SA RJ CL',
    error: 'CL CL CL CL CL CW CO CE ES SS SR SA RJ CL',
    abort: 'CL RJ CL CL CL CL CL CL CL CL CL CL CL CL',
  },
  'input-only': {
    data: 'ES I1 IN CS CR ES CO CE ES SS SR SA RJ CL',
    init: 'I1 IN IN IN IN IN CO CE ES SS SR SA IN IN',
    'init-ack': 'CE CE CE CE CE CE CO CE ES SS SR SA RJ CL',
    'cookie-echo': 'ES ES ES ES ES ES CO CE ES SS SR SA RJ CL',
    'cookie-ack': 'ES I1 IN ES ES CW ES ES ES SS SR SA RJ CL',
    shutdown: 'SR I1 IN CS CR CW CO CE SR SS SR SA RJ CL',
    'shutdown-ack': 'CL IN IN CS CR CW CO CE CL CL SR CL RJ CL',
    'shutdown-complete': 'CL CL CL CL CL CW CO CE ES SS CL CL RJ CL',
    error: 'CL I1 IN CS CR CW CO CE ES SS SR SA RJ CL',
    abort: 'CL CL CL CL CL RJ CL CL CL CL CL CL CL CL',
  },
};
const abbreviations = ['NO', 'I1', 'IN', 'CS', 'CR', 'CW', 'CO', 'CE', 'ES', 'SS', 'SR', 'SA', 'RJ', 'CL'];

export function nextSctpState(direction: Direction, chunk: SctpChunk, state: number): number {
  return abbreviations.indexOf(transitions[direction][chunk].slice(3 * state, 3 * state + 2));
}
