import type {Change} from '../ipvs/change.js';
import type {ServiceId} from '../ipvs/service.js';

/** What a command line asks for. */
export type Command =
  | {readonly type: 'change'; readonly change: Change}
  | {readonly type: 'list'; readonly listing: Listing}
  | {readonly type: 'save'; readonly isNumeric: boolean}
  | {readonly type: 'restore'}
  | {readonly type: 'help'}
  | {readonly type: 'version'};

/** Formats of the table, in the order in which the first given wins. */
export const tableFormats = ['stats', 'rate', 'thresholds', 'persistent-conn', 'tun-info'] as const;

export type TableFormat = (typeof tableFormats)[number] | 'plain';

export interface Listing {
  readonly what: 'table' | 'connections' | 'timeouts' | 'daemons';
  /** Only this service, and no version line. */
  readonly service: ServiceId | undefined;
  readonly format: TableFormat;
  readonly isNumeric: boolean;
  readonly isExact: boolean;
  readonly isSorted: boolean;
  /** With connections: show persistence engine data. */
  readonly showsPersistence: boolean;
}
