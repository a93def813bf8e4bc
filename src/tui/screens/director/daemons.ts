import type {DaemonConfiguration} from '../../../ipvs/daemon.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import type {Glyphs} from '../../text/glyphs.js';
import {fit} from '../../text/width.js';
import {type Line, span} from '../../theme/role.js';
import {type Panel, panel} from '../../components/panel.js';
import type {DirectorReading} from './state.js';
import {waiting} from './waiting.js';

/** Who tells another director of the connections, or listens. */
export function daemonsPanel(reading: DirectorReading | undefined, glyphs: Glyphs): Panel {
  const body = (): readonly Line[] => {
    if (!reading) return waiting(glyphs);
    if (reading.daemons.length === 0) return none;
    return [titles, ...reading.daemons.map(daemonLine)];
  };
  return panel('CONNECTION SYNC DAEMONS', body, glyphs.ellipsis);
}

const none: readonly Line[] = [
  [span(' none runs: no other director knows these connections', 'muted')],
  [span(' (ipvsadm --start-daemon master --mcast-interface …)', 'muted')],
];

const titles: Line = [span(' STATE   INTERFACE        ID LENGTH TTL GROUP', 'muted')];

function daemonLine({state, interface: name, syncId, maximumLength, group, port, ttl}: DaemonConfiguration): Line {
  // ip_vs_sync.c: what is 0 or absent is 224.0.0.81, 8848 and 1
  const to = formatEndpoint({address: group ?? {family: 'ipv4', value: 0xe0000051}, port: port || 8848});
  const length = maximumLength === 0 ? 'MTU' : String(maximumLength);
  return [
    span(` ${state.padEnd(6)}`, 'title'),
    span(` ${fit(name, 15, 'left', '')} ${String(syncId).padStart(3)} ${length.padStart(6)}`),
    span(` ${String(ttl || 1).padStart(3)} ${to}`),
  ];
}
