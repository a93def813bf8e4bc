import {
  forwardingName,
  gue,
  tunneling,
  tunnelChecksum,
  tunnelRemoteChecksum,
  tunnelTypeName,
  type Tunnel,
} from '../../../ipvs/forwarding.js';
import {isFull, isOverloaded, type SeenDestination} from '../../data/snapshot.js';
import {gauge} from '../../text/gauge.js';
import type {Glyphs} from '../../text/glyphs.js';
import {exact, percent, quantity} from '../../text/quantity.js';
import {type Line, span} from '../../theme/role.js';
import {entry, type Panel, panel} from '../../components/panel.js';
import {trafficShare, weightShare} from '../services/measures.js';
import type {TreeRow} from '../services/tree-rows.js';

const numberWidth = 11;
const gaugeWidth = 8;

/** How a real server is set up, what it holds, and whether it gets what its weight asks for. @param remembered the weight it had before it was quiesced */
export function serverPanel(
  {seen, destination}: Extract<TreeRow, {type: 'destination'}>,
  remembered: number | undefined,
  glyphs: Glyphs,
): Panel {
  const {weight, activeConnections, inactiveConnections} = destination;
  const number = (name: string, value: number | undefined, ...more: Line) =>
    entry(name, [span((value === undefined ? glyphs.dash : exact(value)).padStart(numberWidth)), ...more]);
  const share = (name: string, value: number | undefined) =>
    entry(name, [span(gauge(value ?? 0, gaugeWidth, glyphs), 'accent'), span(` ${percent(value, glyphs.dash)}`)]);
  const was = weight === 0 && remembered !== undefined ? `  was ${remembered}` : '';
  const lines: readonly Line[] = [
    number('weight', weight, span(was, 'warn')),
    entry('forwarding', forwardingName(destination.forwarding)),
    ...(destination.forwarding === tunneling && isFull(destination)
      ? [entry('tunnel', tunnelText(destination.tunnel))]
      : []),
    number('active', activeConnections),
    number('inactive', inactiveConnections),
    number('persistent', isFull(destination) ? destination.persistentConnections : undefined),
    ...limitLines(destination, glyphs),
    share('of weight', weightShare(destination, seen)),
    share('of traffic', trafficShare(destination, seen)),
  ];
  return panel('REAL SERVER', () => lines, glyphs.ellipsis);
}

/** Its connections against its thresholds. */
function limitLines(destination: SeenDestination, glyphs: Glyphs): readonly Line[] {
  if (!isFull(destination)) return [entry('limit', glyphs.dash)];
  const {upperThreshold: upper, lowerThreshold: lower, activeConnections, inactiveConnections} = destination;
  if (upper === 0) return [entry('limit', 'none', undefined, 'muted')];
  const share = (activeConnections + inactiveConnections) / upper;
  // ip_vs_dest_update_overload(): without a lower threshold, below ¾ of the upper one
  const again = lower === 0 ? Math.ceil((upper * 3) / 4) : lower;
  return [
    entry('limit', [
      span(gauge(share, gaugeWidth, glyphs), isOverloaded(destination) ? 'bad' : 'accent'),
      span(` ${percent(share, glyphs.dash)}`),
      span(` of ${quantity(upper).trim()}`, 'muted'),
    ]),
    entry('used again', `below ${exact(again)}`, undefined, 'muted'),
  ];
}

/** `gue:6080, checksum`. */
function tunnelText({type, port, flags}: Tunnel): string {
  const name = type === gue ? `${tunnelTypeName(type)}:${port}` : tunnelTypeName(type);
  if ((flags & tunnelRemoteChecksum) !== 0) return `${name}, remote checksum`;
  return (flags & tunnelChecksum) !== 0 ? `${name}, checksum` : name;
}
