import type {PoolConfiguration} from './pool-configuration.js';
import {usualNotices} from './usual-notices.js';

/** No virtual service at all. */
export const noPools: PoolConfiguration = {
  pools: [],
  notices: usualNotices,
  onStop: 'clear',
  maintenanceFolder: undefined,
};
