import type {Diagnosis, Remedy} from './diagnosis.js';

/** What is wrong, or a risk: all of a diagnosis but its outcome. What is left out is unknown. */
export interface Trouble {
  readonly subject?: string | undefined;
  readonly is: string;
  readonly shouldBe?: string | undefined;
  readonly why: string;
  readonly advice?: string | undefined;
  readonly remedy?: Remedy | undefined;
}

/** All is as it should be. */
export function good(is: string, subject?: string): Diagnosis {
  return {...quiet, outcome: 'good', subject, is};
}

/** There is nothing that the row could be about. */
export function none(is: string): Diagnosis {
  return {...quiet, outcome: 'none', is};
}

/** It could not be looked at, or what was seen does not tell. */
export function unknown(is: string, advice?: string, subject?: string): Diagnosis {
  return {...quiet, outcome: 'unknown', is, advice, subject};
}

/** Something does not work now. */
export function wrong(trouble: Trouble): Diagnosis {
  return {...quiet, ...trouble, outcome: 'wrong'};
}

/** Something will not work on the day it is needed, or bites some. */
export function risk(trouble: Trouble): Diagnosis {
  return {...quiet, ...trouble, outcome: 'risk'};
}

/** What was found, or that all is well where nothing was. */
export function foundOr(found: readonly Diagnosis[], otherwise: Diagnosis): readonly Diagnosis[] {
  return found.length > 0 ? found : [otherwise];
}

const quiet = {subject: undefined, shouldBe: undefined, why: '', advice: undefined, remedy: undefined};
