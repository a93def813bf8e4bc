/** IP_VS_TCP_S_*, by number, with the seconds each lasts after a packet. Established and FIN_WAIT can be set (ipvsadm --set). */
export const tcpStates = [
  {name: 'NONE', seconds: 2},
  {name: 'ESTABLISHED', seconds: 900},
  {name: 'SYN_SENT', seconds: 120},
  {name: 'SYN_RECV', seconds: 60},
  {name: 'FIN_WAIT', seconds: 120},
  {name: 'TIME_WAIT', seconds: 120},
  {name: 'CLOSE', seconds: 10},
  {name: 'CLOSE_WAIT', seconds: 60},
  {name: 'LAST_ACK', seconds: 30},
  {name: 'LISTEN', seconds: 120},
  {name: 'SYNACK', seconds: 120},
] as const;

export const tcpState = {
  established: 1,
  synSent: 2,
  synReceived: 3,
  finWait: 4,
  timeWait: 5,
  close: 6,
  synAck: 10,
} as const;

/** What counts as active: tcp_state_active_table of Linux 6.1. */
export const activeTcpStates: ReadonlySet<number> = new Set([
  tcpState.established,
  tcpState.synSent,
  tcpState.synReceived,
  tcpState.synAck,
]);

export type TcpFlag = 'syn' | 'fin' | 'ack' | 'rst';
export type Direction = 'input' | 'output' | 'input-only';

/** The state after a packet, one column a state in the order of tcpStates: tcp_states of ip_vs_proto_tcp.c. */
const transitions: Readonly<Record<Direction, Readonly<Record<TcpFlag, string>>>> = {
  input: {
    syn: 'SR ES ES SR SR SR SR SR SR SR SR',
    fin: 'CL CW SS TW TW TW CL CW LA LI TW',
    ack: 'ES ES SS ES FW TW CL CW CL LI ES',
    rst: 'CL CL CL SR CL CL CL CL LA LI SR',
  },
  output: {
    syn: 'SS ES SS SR SS SS SS SS SS LI SR',
    fin: 'TW FW SS TW FW TW CL TW LA LI TW',
    ack: 'ES ES SS ES FW TW CL CW LA ES ES',
    rst: 'CL CL SS CL CL TW CL CL CL CL CL',
  },
  'input-only': {
    syn: 'SR ES ES SR SR SR SR SR SR SR SR',
    fin: 'CL FW SS TW FW TW CL CW LA LI TW',
    ack: 'ES ES SS ES FW TW CL CW CL LI ES',
    rst: 'CL CL CL SR CL CL CL CL LA LI CL',
  },
};
const abbreviations = ['NO', 'ES', 'SS', 'SR', 'FW', 'TW', 'CL', 'CW', 'LA', 'LI', 'SA'];

export function nextTcpState(direction: Direction, flag: TcpFlag, state: number): number {
  return abbreviations.indexOf(transitions[direction][flag].slice(3 * state, 3 * state + 2));
}
