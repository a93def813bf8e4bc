import type {Snapshot} from './data/snapshot.js';
import type {Plan} from './actions/plan.js';
import type {DrainNews} from './drains/news.js';
import type {CheckNews} from './screens/checks/news.js';
import type {ConnectionsReading} from './screens/connections/state.js';
import type {DirectorReading} from './screens/director/state.js';
import type {RouterNews} from './screens/ha/news.js';
import type {ServiceOrder} from './screens/services/arrange.js';
import type {LineChart} from './chart/line-chart.js';
import type {Outcome} from '../ipvs/change.js';

/** What can happen to the dashboard. */
export type Event =
  | {readonly type: 'key'; readonly key: string}
  | {readonly type: 'paste'; readonly text: string}
  | {readonly type: 'resize'; readonly columns: number; readonly rows: number}
  | {readonly type: 'clock'}
  | {readonly type: 'data'; readonly snapshot: Snapshot; readonly order: ServiceOrder | undefined}
  | {readonly type: 'arranged'; readonly order: ServiceOrder}
  | {readonly type: 'connections'; readonly reading: ConnectionsReading}
  | {readonly type: 'director'; readonly reading: DirectorReading}
  | {readonly type: 'routers'; readonly news: RouterNews}
  | {readonly type: 'checks'; readonly news: CheckNews}
  | {readonly type: 'drains'; readonly news: DrainNews}
  | {readonly type: 'chart'; readonly chart: LineChart}
  | {readonly type: 'problem'; readonly words: string}
  | {readonly type: 'carried-out'; readonly plan: Plan; readonly outcomes: readonly Outcome[]}
  | {readonly type: 'refused'; readonly plan: Plan; readonly words: string}
  | {readonly type: 'note'; readonly words: string; readonly isBad: boolean};
