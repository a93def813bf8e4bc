import {type Examined, isFinding} from '../../doctor/examine.js';
import type {DirectorFacts, Looked} from '../../doctor/facts.js';
import type {DoctorWorld} from '../../doctor/world.js';
import type {OpenIpvs} from '../../ipvs/unavailable.js';

/** What was found, and whoever can do something about it. */
export interface Examination {
  readonly world: DoctorWorld;
  readonly ipvs: Looked<OpenIpvs>;
  readonly facts: DirectorFacts;
  readonly examined: readonly Examined[];
  /** Looks once more. */
  again(): Promise<Examination>;
}

/** 0 nothing was found; 1 something; 2 nothing, and the table could not be read. */
export function statusOf({examined, ipvs, facts}: Pick<Examination, 'examined' | 'ipvs' | 'facts'>): number {
  if (examined.some(isFinding)) return 1;
  return ipvs.known || facts.role === 'real-server' ? 0 : 2;
}
