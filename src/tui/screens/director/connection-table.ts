import type {Snapshot} from '../../data/snapshot.js';
import type {Settings} from '../../model.js';
import {clockTime} from '../../text/age.js';
import {gauge} from '../../text/gauge.js';
import {exact, quantity} from '../../text/quantity.js';
import {type Line, span} from '../../theme/role.js';
import {entry, type Panel, panel} from '../../components/panel.js';

/** About what struct ip_vs_conn takes on 64-bit machines. */
const bytesPerEntry = 288;
/** Entries per bucket above which it takes long to find one. */
const mostPerBucket = 2;
/** CONFIG_IP_VS_TAB_BITS: up to 27; on 32-bit machines and older kernels up to 20. */
const mostBits = 27;
const gaugeWidth = 16;
const numberWidth = 11;

/** How full the hash table of connections is. */
export function connectionTablePanel(snapshot: Snapshot, {glyphs, timeOffset}: Settings): Panel {
  const {sums, serversAt, information} = snapshot;
  const buckets = information.connectionTableSize;
  const entries = sums.active + sums.inactive + (sums.persistent ?? 0);
  const load = buckets > 0 ? entries / buckets : 0;
  const isLong = load > mostPerBucket;
  const read = serversAt === undefined ? 'not all read yet' : `at ${clockTime(serversAt, timeOffset)}`;
  const number = (name: string, text: string, ...more: Line): Line =>
    entry(name, [span(text.padStart(numberWidth)), ...more]);
  const lines: readonly Line[] = [
    number('active', exact(sums.active)),
    number('inactive', exact(sums.inactive)),
    sums.persistent === undefined
      ? number('persistent', glyphs.dash, span('  known only of servers on the screen', 'muted'))
      : number('persistent', exact(sums.persistent)),
    number('entries', exact(entries), span(`  ${read}`, 'muted')),
    number('buckets', exact(buckets), span(`  2^${bitsOf(buckets)}`, 'muted')),
    number(
      'per bucket',
      load.toFixed(2),
      span('  '),
      span(gauge(load / mostPerBucket, gaugeWidth, glyphs), isLong ? 'warn' : 'accent'),
      span(` of ${mostPerBucket}`, 'muted'),
    ),
    isLong
      ? [span(` long chains: raise conn_tab_bits (ip_vs.conn_tab_bits=${bitsFor(entries)})`, 'warn')]
      : entry('chains', 'ok', undefined, 'good'),
    number('memory', `about ${quantity(entries * bytesPerEntry)}`, span(' bytes', 'muted')),
  ];
  return panel('CONNECTION TABLE', () => lines, glyphs.ellipsis);
}

function bitsOf(buckets: number): number {
  return Math.round(Math.log2(Math.max(1, buckets)));
}

/** So that there is a bucket for each. */
function bitsFor(entries: number): number {
  return Math.min(mostBits, Math.ceil(Math.log2(entries)));
}
