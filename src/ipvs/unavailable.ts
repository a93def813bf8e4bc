import type {Ipvs, Information} from './ipvs.js';

/** Why IPVS cannot be spoken to. */
export type Obstacle =
  | {readonly type: 'absent'} // the kernel has no family IPVS, and could not load it
  | {readonly type: 'refused'; readonly errno: number} // it has, and does not talk to us
  | {readonly type: 'local'; readonly error: Error}; // the socket itself failed

export class IpvsUnavailable extends Error {
  override readonly name = 'IpvsUnavailable';

  constructor(readonly obstacle: Obstacle) {
    super(obstacle.type === 'local' ? obstacle.error.message : `IPVS is ${obstacle.type}`);
  }
}

/** Bundles may each carry this module: errors are told apart by name, not by class. */
export function isUnavailable(error: unknown): error is IpvsUnavailable {
  return error instanceof Error && error.name === 'IpvsUnavailable';
}

/** IPVS that answered once. */
export interface OpenIpvs {
  readonly ipvs: Ipvs;
  readonly information: Information;
}
