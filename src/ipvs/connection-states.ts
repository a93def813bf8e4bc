/**
 * The states of connections, as /proc/net/ip_vs_conn names them: ip_vs_proto_tcp.c, ip_vs_proto_udp.c and
 * ip_vs_proto_sctp.c of Linux 6.1; ASSURED and NONE are of persistence templates (ip_vs_state_name).
 */
export const connectionStates = [
  'NONE',
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'SYNACK',
  'UDP',
  'INIT1',
  'INIT',
  'C-SENT',
  'C-REPLIED',
  'C-WAIT',
  'COOKIE',
  'C-ECHOED',
  'S-SENT',
  'S-RECEIVED',
  'S-ACK-SENT',
  'REJECTED',
  'CLOSED',
  'ASSURED',
] as const;
