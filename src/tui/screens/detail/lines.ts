import type {Snapshot} from '../../data/snapshot.js';
import {type Area, screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import type {Line} from '../../theme/role.js';
import {beside, inColumns, panelGap, stack} from '../../components/panel.js';
import {trafficWidth} from '../director/traffic.js';
import {changesPanel} from './changes.js';
import {chartHeight} from './charts.js';
import {connectionsPanel} from './connections.js';
import {drainPanels} from './drain.js';
import {numbersPanel} from './numbers.js';
import {serverPanel} from './server.js';
import {serversPanel} from './servers.js';
import {servicePanel} from './service.js';
import type {DetailState} from './state.js';
import {subjectOf} from './subject.js';

const factsWidth = 30;

/** Lines on the screen for what is below the title and the charts. */
export function scrolledHeight(area: Area): number {
  return area.height - 1 - chartHeight(area);
}

/** All that is known of it, beside the charts: more lines than the screen may have. */
export function detailLines(model: Model, detail: DetailState, snapshot: Snapshot): readonly Line[] {
  const {width} = screenArea(model);
  const {glyphs} = model.settings;
  const {state, row} = subjectOf(snapshot, detail.row);
  const changes = changesPanel(model, detail.row);
  if (!row) return state === 'gone' ? changes(width) : [];
  const numbers = numbersPanel(row, glyphs);
  const connections = connectionsPanel(row, detail.watch.last, model.settings);
  const [facts, own] =
    row.type === 'service'
      ? [
          servicePanel(row.seen, glyphs),
          [
            serversPanel(row.seen, model.services.arrangement.sort, {
              glyphs,
              drains: model.drains.seen.byRow,
              now: model.now,
              names: model.settings.names,
            }),
          ],
        ]
      : [serverPanel(row, model.services.weights.get(row.key), glyphs), drainPanels(model, row.key)];
  if (width >= 120)
    return inColumns(
      [
        [numbers, ...own, changes],
        [facts, connections],
      ],
      width,
    );
  if (width < trafficWidth + panelGap + factsWidth) return stack([numbers, facts, ...own, changes, connections])(width);
  const top = beside([
    {panel: numbers, width: trafficWidth},
    {panel: facts, width: width - panelGap - trafficWidth},
  ]);
  return [...top, [], ...stack([...own, changes, connections])(width)];
}
