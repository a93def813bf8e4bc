import type {Milliseconds} from '../intervals.js';

/** Something that happens to the made-up pair, again in every cycle. */
export type DemoScene = {
  /** After the cycle has begun. */
  readonly at: Milliseconds;
} & (
  | {readonly what: 'advertisements-lost'; readonly unit: string}
  /** The daemon of the other director, with all its virtual routers. */
  | {readonly what: 'peer-stops' | 'peer-starts'}
  | {readonly what: 'uplink-lost' | 'uplink-back'}
);

export const sceneCycle: Milliseconds = 180_000;

/** In their order. */
export const demoScenes: readonly DemoScene[] = [
  {at: 20_000, what: 'peer-stops'},
  {at: 42_000, what: 'peer-starts'},
  {at: 80_000, what: 'advertisements-lost', unit: 'dns'},
  {at: 110_000, what: 'uplink-lost'},
  {at: 140_000, what: 'uplink-back'},
];
