import type {EditedLine} from '../components/line-editor.js';
import type {Plan} from '../actions/plan.js';
import type {ServiceId} from '../../ipvs/service.js';
import type {SwitchPlan} from '../../vrrp/handover/router-owner.js';
import type {WantedDrain} from '../drains/news.js';
import type {SwitchWish} from '../screens/checks/wish.js';
import type {WantedMove} from '../screens/ha/wish.js';

/** What a typed line is for. */
export type PromptPurpose =
  | {readonly type: 'filter'; readonly before: string}
  | {readonly type: 'command'}
  | {readonly type: 'rule'; readonly title: string} // an ipvsadm command
  | {readonly type: 'weight'; readonly id: ServiceId; readonly row: string}
  | {readonly type: 'hold'; readonly wanted: WantedMove} // for how long, and why
  | {readonly type: 'drain'; readonly wanted: WantedDrain} // the same
  | {readonly type: 'switch-checks'; readonly wanted: SwitchWish}; // why

/** What lies over the screen and gets the keys first. */
export type Overlay =
  | {
      readonly type: 'prompt';
      readonly purpose: PromptPurpose;
      readonly line: EditedLine;
      /** What is wrong with it. */
      readonly problem: string | undefined;
    }
  | {readonly type: 'preview'; readonly plan: Plan}
  /** The preflight of moving a virtual router; without a plan it is being made. */
  | {
      readonly type: 'handover';
      readonly wanted: WantedMove;
      readonly plan: SwitchPlan | undefined;
      readonly offset: number;
    }
  | {readonly type: 'help'; readonly offset: number}
  | {
      readonly type: 'columns';
      /** All of the screen's, in the order they would have. */
      readonly names: readonly string[];
      readonly shown: ReadonlySet<string>;
      readonly index: number;
    };
