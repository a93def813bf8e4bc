import type {InstanceView} from '../vrrp/findings/instance-view.js';
import type {DaemonReport} from '../vrrp/findings/knowledge.js';
import type {WantedInstance} from '../vrrp/findings/wanted-instance.js';
import type {Milliseconds} from '../vrrp/intervals.js';
import type {ObserverEvent} from '../vrrp/observer/observer-event.js';
import type {NetworkState} from '../vrrp/ports.js';
import type {SourceView} from '../vrrp/truth/router-truth.js';

/** Whoever runs virtual routers on this host, as what watches them sees it: keepalived, heartbeat, the director. */
export interface RouterManager {
  /**
   * Looks for it, and goes on looking.
   * @param onEvent daemons and what their FIFOs say, in order
   * @param onChange what is below is different
   */
  start(onEvent: (event: ObserverEvent) => void, onChange: () => void): Promise<void>;
  /** What its configuration wants. */
  readonly wanted: readonly WantedInstance[];
  /** What it runs that is no VRRP, as it is now. */
  views?(network: NetworkState | undefined, now: Milliseconds): readonly InstanceView[];
  /** What it said of itself when it was last asked. */
  readonly reports: readonly DaemonReport[];
  readonly sources: readonly SourceView[];
  /** Asks it for its state. Signals it or starts a program: never without the operator's word. */
  ask(): Promise<void>;
  close(): void;
}
