import type {Place} from '../../../config/keepalived/problem.js';
import type {Objection} from '../../../vrrp/handover/router-owner.js';

/** What speaks against a change of a configuration, and where. */
export interface LocatedObjection extends Objection {
  readonly place: Place | undefined;
}

export function objection(code: string, words: string, place?: Place): LocatedObjection {
  return {code, words, place, isForceable: false};
}

/** One that --force goes over. */
export function warning(code: string, words: string, place?: Place): LocatedObjection {
  return {code, words, place, isForceable: true};
}
