import type {Glyphs} from '../../text/glyphs.js';
import {type Line, span} from '../../theme/role.js';
import {fitLine} from '../../components/panel.js';
import type {DirectorReading} from './state.js';

/** What makes the numbers on all screens mean something else. */
export function warnings(reading: DirectorReading | undefined, width: number, glyphs: Glyphs): readonly Line[] {
  if (reading?.sysctls.get('run_estimation') !== 0) return [];
  const lines = [
    `${glyphs.warning} run_estimation=0: all rates and counters stand still.`,
    '  They go on after: sysctl -w net.ipv4.vs.run_estimation=1',
  ];
  return [...lines.map(text => fitLine([span(` ${text}`, 'bad')], width, glyphs.ellipsis)), fitLine([], width, '')];
}
