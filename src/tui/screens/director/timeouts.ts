import type {Timeouts} from '../../../ipvs/timeouts.js';
import type {Glyphs} from '../../text/glyphs.js';
import {exact} from '../../text/quantity.js';
import {type Line, span} from '../../theme/role.js';
import {entry, type Panel, panel} from '../../components/panel.js';
import type {DirectorReading} from './state.js';
import {waiting} from './waiting.js';

/** With ipvsadm's names. */
const rows = [
  {name: 'tcp', timeout: 'tcp', meaning: 'established and idle'},
  {name: 'tcpfin', timeout: 'tcpFin', meaning: 'after a FIN'},
  {name: 'udp', timeout: 'udp', meaning: 'after the last datagram'},
] as const satisfies readonly {
  readonly name: string;
  readonly timeout: keyof Timeouts;
  readonly meaning: string;
}[];

/** After which silence a connection ends. */
export function timeoutsPanel(reading: DirectorReading | undefined, glyphs: Glyphs): Panel {
  const body = (): readonly Line[] =>
    reading
      ? rows.map(({name, timeout, meaning}) =>
          entry(name, [span(`${exact(reading.timeouts[timeout])} s`.padStart(11)), span(`  ${meaning}`, 'muted')]),
        )
      : waiting(glyphs);
  return panel('TIMEOUTS', body, glyphs.ellipsis);
}
