import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import type {Snapshot} from '../../data/snapshot.js';
import type {Line} from '../../theme/role.js';
import {connectionTablePanel} from './connection-table.js';
import {daemonsPanel} from './daemons.js';
import {inColumns} from '../../components/panel.js';
import {sysctlsPanel} from './sysctls.js';
import {timeoutsPanel} from './timeouts.js';
import {trafficPanel} from './traffic.js';
import {warnings} from './warnings.js';

/** Everything about the director as a whole: more lines than the screen may have. */
export function directorLines(model: Model, snapshot: Snapshot): readonly Line[] {
  const {settings, director} = model;
  const {width} = screenArea(model);
  const {glyphs} = settings;
  const traffic = trafficPanel(snapshot, director.trend, settings);
  const table = connectionTablePanel(snapshot, settings);
  const daemons = daemonsPanel(director.reading, glyphs);
  const timeouts = timeoutsPanel(director.reading, glyphs);
  const sysctls = sysctlsPanel(director.reading, glyphs);
  const columns =
    width < 120
      ? [[traffic, table, daemons, timeouts, sysctls]]
      : width < 180
        ? [[traffic, table, daemons, timeouts], [sysctls]]
        : [[traffic, table], [daemons, timeouts], [sysctls]];
  return [...warnings(director.reading, width, glyphs), ...inColumns(columns, width)];
}
