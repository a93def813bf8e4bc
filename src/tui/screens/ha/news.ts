import type {SwitchOutcome, SwitchPlan, SwitchStep} from '../../../vrrp/handover/router-owner.js';
import type {RouterTruth} from '../../../vrrp/truth/router-truth.js';
import type {WantedMove} from './wish.js';

/** What comes of wishes, and of time. */
export type RouterNews =
  | {readonly type: 'opening'}
  /** Why nobody tells, and what to do. */
  | {readonly type: 'absent'; readonly words: readonly string[]}
  | {readonly type: 'truth'; readonly truth: RouterTruth}
  | {readonly type: 'asked'}
  | {readonly type: 'planned'; readonly wanted: WantedMove; readonly plan: SwitchPlan}
  | {readonly type: 'not-planned'; readonly wanted: WantedMove; readonly words: string}
  | {readonly type: 'step'; readonly step: SwitchStep}
  | {readonly type: 'outcome'; readonly plan: SwitchPlan; readonly outcome: SwitchOutcome}
  | {readonly type: 'failed'; readonly words: string};
