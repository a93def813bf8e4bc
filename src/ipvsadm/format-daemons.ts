import {formatAddress} from '../net/address.js';
import type {DaemonConfiguration} from '../ipvs/daemon.js';
import type {Timeouts} from '../ipvs/timeouts.js';

/** `Timeout (tcp tcpfin udp): 900 120 300`. */
export function timeoutsLine({tcp, tcpFin, udp}: Timeouts): string {
  return `Timeout (tcp tcpfin udp): ${tcp} ${tcpFin} ${udp}\n`;
}

/** `master sync daemon (mcast=eth0, syncid=0, maxlen=1472, group=224.0.0.81, port=8848, ttl=1)`; what an old kernel does not tell is left out. */
export function daemonLine(daemon: DaemonConfiguration): string {
  const {state, syncId, maximumLength, group, port, ttl} = daemon;
  const parts = [
    `mcast=${daemon.interface}`,
    `syncid=${syncId}`,
    ...(maximumLength === 0 ? [] : [`maxlen=${maximumLength}`]),
    ...(group ? [`group=${formatAddress(group)}`] : []),
    ...(port === 0 ? [] : [`port=${port}`]),
    ...(ttl === 0 ? [] : [`ttl=${ttl}`]),
  ];
  return `${state} sync daemon (${parts.join(', ')})\n`;
}
