import type {DaemonConfiguration} from '../../../ipvs/daemon.js';
import type {SysctlValue} from '../../../ipvs/sysctl-table.js';
import type {Timeouts} from '../../../ipvs/timeouts.js';
import type {Intention} from '../../keymap/bindings.js';
import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import {type Step, step} from '../../step.js';
import {directorLines} from './lines.js';
import {scroll} from '../../components/scroll.js';
import {TotalsTrend} from './totals-trend.js';

/** What is read for this screen alone. */
export interface DirectorReading {
  readonly at: number;
  readonly daemons: readonly DaemonConfiguration[];
  readonly timeouts: Timeouts;
  readonly sysctls: ReadonlyMap<string, SysctlValue>;
}

export interface DirectorState {
  readonly reading: DirectorReading | undefined;
  /** Rates at the refreshes since the first reading; undefined before it. */
  readonly trend: TotalsTrend | undefined;
  /** The first line on the screen. */
  readonly offset: number;
}

export const initialDirector: DirectorState = {reading: undefined, trend: undefined, offset: 0};

export function receiveDirector(model: Model, reading: DirectorReading): Model {
  const {director} = model;
  return {...model, director: {...director, reading, trend: director.trend ?? new TotalsTrend()}};
}

export function updateDirector(model: Model, intention: Intention): Step | undefined {
  const {director, snapshot} = model;
  const {height} = screenArea(model);
  const length = snapshot ? directorLines(model, snapshot).length : 0;
  const offset = scroll(intention, director.offset, length, height);
  return offset === undefined ? undefined : step({...model, director: {...director, offset}});
}
