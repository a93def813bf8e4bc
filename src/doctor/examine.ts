import type {Diagnosis, Outcome} from './diagnosis.js';
import type {DoctorRow} from './doctor-row.js';
import type {DirectorFacts} from './facts.js';
import {unknown} from './outcomes.js';

/** What came of one row. */
export interface Examined {
  readonly row: DoctorRow;
  /** The worst of its diagnoses. */
  readonly outcome: Outcome;
  readonly diagnoses: readonly Diagnosis[];
}

/** The worst first. */
export const outcomes: readonly Outcome[] = ['wrong', 'risk', 'unknown', 'good', 'none'];

/** Asks each row. */
export function examine(rows: readonly DoctorRow[], facts: DirectorFacts): readonly Examined[] {
  return rows.map(row => {
    const isHidden = row.needsAll && facts.ipvs.known && facts.ipvs.value.isPublic;
    const diagnoses = isHidden ? [hidden] : row.diagnose(facts);
    const outcome = outcomes.find(one => diagnoses.some(diagnosis => diagnosis.outcome === one)) ?? 'none';
    return {row, outcome, diagnoses};
  });
}

const hidden = unknown('only root may see what it needs: sudo lvsctl doctor');

/** Something to be done about. */
export function isFinding({outcome}: Pick<Diagnosis, 'outcome'>): boolean {
  return outcome === 'wrong' || outcome === 'risk';
}
