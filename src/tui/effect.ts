import type {Plan} from './actions/plan.js';
import type {DrainWish} from './drains/news.js';
import type {Preferences} from './preferences/preferences.js';
import type {CheckWish} from './screens/checks/wish.js';
import type {RouterWish} from './screens/ha/wish.js';

/** What the dashboard wants done outside, in order. */
export type Effect =
  | {readonly type: 'arrange'} // the services anew, as the model now says
  | {readonly type: 'arrange-connections'}
  | {readonly type: 'refresh'} // read everything now
  | {readonly type: 'carry-out'; readonly plan: Plan}
  | {readonly type: 'routers'; readonly wish: RouterWish}
  | {readonly type: 'checks'; readonly wish: CheckWish}
  | {readonly type: 'drains'; readonly wish: DrainWish}
  | {readonly type: 'save'; readonly preferences: Partial<Preferences>}
  | {readonly type: 'load-chart'}
  | {readonly type: 'repaint'}
  | {readonly type: 'suspend'}
  | {readonly type: 'quit'};
