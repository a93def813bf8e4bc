import type {ServiceId} from '../../ipvs/service.js';

/** What the screen needs to know of the kernel at the next refresh. */
export interface Wants {
  /** Services that are looked at. */
  readonly visible: readonly ServiceId[];
  /** Those whose real servers are looked at. */
  readonly detailed: readonly ServiceId[];
  /** Also what is only read now and then: somebody asks for it, or has changed something. */
  readonly isDemanded?: boolean;
  /** Everything at every refresh, however much it costs: for one frame that is printed. */
  readonly isThorough?: boolean;
}
