import type {KeepalivedConfig} from '../../config/keepalived/read-config.js';
import type {InstanceIdentity} from '../../vrrp/findings/instance-view.js';
import type {WantedInstance} from '../../vrrp/findings/wanted-instance.js';
import type {StandbyEvidence} from '../../vrrp/handover/router-owner.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {Observation} from '../../vrrp/observer/observation.js';
import type {ObserverEvent} from '../../vrrp/observer/observer-event.js';
import type {Transition} from '../../vrrp/observer/transition.js';
import type {RouterTruth} from '../../vrrp/truth/router-truth.js';
import type {Process} from '../machine.js';

/** The virtual routers as they are watched meanwhile: RouterWatch. */
export interface LiveRouters {
  read(): RouterTruth;
  /** NB: changes with every event. */
  readonly observation: Observation;
  /** Tells of every event after it was taken. @returns what ends it */
  subscribe(
    subscriber: (event: ObserverEvent, transitions: readonly Transition[], now: Milliseconds) => void,
  ): () => void;
}

/** Asks the network now who would take over an instance. */
export type ProbeStandby = (instance: InstanceIdentity) => Promise<readonly StandbyEvidence[]>;

/** The keepalived that is moved: KeepalivedManager. */
export interface MovableKeepalived {
  readonly wanted: readonly WantedInstance[];
  /** As it was last read; there may be several daemons with a configuration each. */
  readonly daemons: readonly MovableDaemon[];
}

export interface MovableDaemon {
  /** As its instances name it. */
  readonly name: string;
  /** The process that gets the signals; undefined where it does not run. */
  readonly parent: Process | undefined;
  /** The one that has the addresses. */
  readonly vrrp: Process | undefined;
  readonly reading: {readonly config: KeepalivedConfig};
}
