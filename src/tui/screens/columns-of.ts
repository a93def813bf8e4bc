import {checkColumns} from './checks/columns.js';
import {connectionColumns} from './connections/columns.js';
import {routerColumns} from './ha/columns.js';
import type {ScreenName} from './screens.js';
import {serviceColumns} from './services/columns.js';

/** What the choice of columns needs to know of one. */
export interface ColumnDescription {
  readonly name: string;
  readonly title: string;
  readonly describe: string;
  readonly rank?: number;
}

/** The columns of a screen's list; none for a screen that has no list. */
export function columnsOf(screen: ScreenName): readonly ColumnDescription[] {
  if (screen === 'services') return serviceColumns;
  if (screen === 'ha') return routerColumns;
  if (screen === 'checks') return checkColumns;
  return screen === 'connections' ? connectionColumns : [];
}
