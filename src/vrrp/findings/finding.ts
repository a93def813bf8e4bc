import type {Confidence, InstanceIdentity} from './instance-view.js';
import type {FindingCode} from './finding-codes.js';

/** Something that is wrong, or would be at the next failure. */
export interface Finding {
  readonly code: FindingCode;
  /** Undefined for what is not of one virtual router. */
  readonly instance: InstanceIdentity | undefined;
  readonly confidence: Confidence;
  readonly summary: string;
  /** What was seen, a fact a line. */
  readonly proof: readonly string[];
  /** What to do next. */
  readonly advice: string;
}
