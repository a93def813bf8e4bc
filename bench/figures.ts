import type {Sample} from './sample.js';

/** What is measured in one go: `--only` names it. Each gives the samples of its programs, by the program's name. */
export const groups = [
  'start',
  'restore',
  'list',
  'save',
  'save-thresholds',
  'failures',
  'memory',
  'connections',
] as const;
export type Group = (typeof groups)[number];

/** What a group brought back. */
export interface Measured {
  readonly samples: Readonly<Record<string, readonly Sample[]>>;
  /** Whether all programs said, or did, the same. */
  readonly isSame: boolean;
  /** Lines on standard error, where they are the question. */
  readonly messages?: number;
}

type Quantity = Exclude<keyof Sample, 'faults'>;

/** A figure lvsctl owes. */
export type Figure = {readonly group: Group; readonly title: string; readonly quantity: Quantity} & (
  | {readonly over: string; readonly under: string; readonly atLeast: number}
  | {readonly over: string; readonly under: string; readonly atMost: number}
  /** In megabytes of peak memory, less those of the program `beyond`. */
  | {readonly of: string; readonly beyond?: string; readonly below: number}
);

const wall = 'wallSeconds';
export const figures: readonly Figure[] = [
  {
    group: 'start',
    title: '`-Ln` of an empty table',
    quantity: 'cpuSeconds',
    over: 'lvsctl',
    under: 'node -e 0',
    atMost: 1.35,
  },
  {group: 'restore', title: '`-R` of 20,000 rules', quantity: wall, over: 'ipvsadm', under: 'lvsctl', atLeast: 5},
  {group: 'list', title: '`-Ln` of 10,000 services', quantity: wall, over: 'ipvsadm', under: 'lvsctl', atLeast: 5},
  {group: 'save', title: '`-Sn` of 10,000 services', quantity: wall, over: 'ipvsadm', under: 'lvsctl', atLeast: 3},
  {
    group: 'save-thresholds',
    title: '`-Sn` with thresholds, which ipvsadm drops',
    quantity: wall,
    over: 'ipvsadm',
    under: 'lvsctl',
    atLeast: 1.5,
  },
  {
    group: 'connections',
    title: '`-lcn` of 50,000 connections',
    quantity: wall,
    over: 'ipvsadm',
    under: 'lvsctl',
    atLeast: 5,
  },
  {group: 'connections', title: 'the same beside `cat`', quantity: wall, over: 'lvsctl', under: 'cat', atMost: 1.3},
  {
    group: 'connections',
    title: 'its memory beyond an empty `-Ln`',
    quantity: 'peakKilobytes',
    of: 'lvsctl',
    beyond: 'lvsctl, empty',
    below: 30,
  },
  {
    group: 'memory',
    title: '`-Ln` of 10,000 services with 10 real servers each',
    quantity: 'peakKilobytes',
    of: 'lvsctl',
    below: 200,
  },
];
