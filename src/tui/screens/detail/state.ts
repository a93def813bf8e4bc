import type {Intention} from '../../keymap/bindings.js';
import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import {say, type Step, step} from '../../step.js';
import {showConnectionsOf} from '../connections/state.js';
import {scroll} from '../../components/scroll.js';
import {chartTimes} from './chart-times.js';
import {ConnectionWatch} from './connection-watch.js';
import {detailLines, scrolledHeight} from './lines.js';
import {subjectOf} from './subject.js';

export interface DetailState {
  /** The row it is about. */
  readonly row: string;
  /** Of the charts. */
  readonly minutes: number;
  /** The first line on the screen of what is below the charts. */
  readonly offset: number;
  /** Its connections, as they were read last. */
  readonly watch: ConnectionWatch;
}

export function openDetail(model: Model, row: string): Step {
  const detail: DetailState = {row, minutes: knownTime(model, row), offset: 0, watch: new ConnectionWatch()};
  return step({...model, detail}, {type: 'load-chart'}, {type: 'refresh'});
}

/** The shortest time that shows all there is. */
function knownTime({snapshot, settings}: Model, row: string): number {
  const readings = snapshot?.trends.of(row)?.connectionsPerSecond.length ?? 0;
  const minutes = (readings * settings.interval) / 60;
  return chartTimes.find(time => time >= minutes) ?? 5;
}

export function updateDetail(model: Model, intention: Intention): Step | undefined {
  const {detail, snapshot} = model;
  if (!detail || !snapshot) return undefined;
  switch (intention) {
    case 'next-chart': {
      const next = chartTimes[(chartTimes.indexOf(detail.minutes) + 1) % chartTimes.length] ?? chartTimes[0];
      return step({...model, detail: {...detail, minutes: next}});
    }
    case 'follow': {
      const {row} = subjectOf(snapshot, detail.row);
      return row ? showConnectionsOf(model, row) : step(say(model, 'It is not there any more.', 'warn'));
    }
    default: {
      const length = detailLines(model, detail, snapshot).length;
      const offset = scroll(intention, detail.offset, length, scrolledHeight(screenArea(model)));
      return offset === undefined ? undefined : step({...model, detail: {...detail, offset}});
    }
  }
}
