import type {Milliseconds} from '../intervals.js';
import type {Finding} from './finding.js';
import {type FindingCode, findingCodes} from './finding-codes.js';
import type {Confidence, InstanceView} from './instance-view.js';
import type {Knowledge} from './knowledge.js';
import type {Subject} from './subject.js';

/** One virtual router before those who look for something wrong with it. */
export interface Case {
  readonly knowledge: Knowledge;
  readonly subject: Subject;
  readonly view: InstanceView;
  /** Of all virtual routers. */
  readonly views: readonly InstanceView[];
  readonly now: Milliseconds;
}

export function finding(
  code: FindingCode,
  {view}: Pick<Case, 'view'>,
  confidence: Confidence,
  summary: string,
  proof: readonly string[],
): Finding {
  return {code, instance: view.identity, confidence, summary, proof, advice: findingCodes[code].advice};
}

/** Of no virtual router in particular. */
export function hostFinding(
  code: FindingCode,
  confidence: Confidence,
  summary: string,
  proof: readonly string[],
): Finding {
  return {code, instance: undefined, confidence, summary, proof, advice: findingCodes[code].advice};
}
