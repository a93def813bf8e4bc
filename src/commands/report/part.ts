import type {Milliseconds} from '../../vrrp/intervals.js';
import type {ReportWorld} from './report-world.js';

/** Something that belongs into a report. */
export interface Part {
  /** In the bundle: `state/list.txt`. */
  readonly name: string;
  readonly title: string;
  readonly timeout: Milliseconds;
  /** Rejects with an error that says why it is not to be had; `LeftOut` where there was nothing to read. */
  read(world: ReportWorld, interruption: AbortSignal): Promise<string>;
}

/** What came of a part. */
export interface CollectedPart {
  readonly name: string;
  readonly title: string;
  /** Undefined where it could not be had. */
  readonly text: string | undefined;
  /** Why not, or what is missing of it. */
  readonly problem: string | undefined;
}

/** There is no such thing here: no failure. */
export class LeftOut extends Error {
  override readonly name = 'LeftOut';
}
