import type {Witness} from './knowledge.js';
import type {Subject} from './subject.js';

/** Whether it speaks of this virtual router. NB: a number means another router on another segment: whoever asks hosts chooses. */
export function isOf({family, virtualRouter}: Witness, subject: Subject): boolean {
  return family === subject.family && virtualRouter === subject.virtualRouter;
}
