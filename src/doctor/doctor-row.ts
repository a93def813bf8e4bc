import type {Diagnosis} from './diagnosis.js';
import type {DirectorFacts} from './facts.js';

/** One question that the doctor asks. Pure: everything it needs is in the facts. */
export interface DoctorRow {
  /** Stable, for --ignore and scripts: `ip-forward`, `two-managers`. */
  readonly code: string;
  readonly group: 'kernel' | 'network' | 'table' | 'synchronization' | 'high availability' | 'managers' | 'machine';
  /** A noun phrase of a few words: `packet forwarding`. */
  readonly title: string;
  /** What it looks at and why it matters, for `lvsctl doctor --explain CODE`: a short paragraph with its source (man page, kernel documentation). */
  readonly explanation: string;
  /** It needs more of IPVS than everybody may read: daemons, thresholds, connections of templates. */
  readonly needsAll?: true;
  /** One diagnosis for each thing that is not well, or one that says that all is. Never empty. */
  diagnose(facts: DirectorFacts): readonly Diagnosis[];
}
