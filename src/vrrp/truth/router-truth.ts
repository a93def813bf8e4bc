import type {Assessment} from '../findings/assess.js';
import type {InstanceIdentity} from '../findings/instance-view.js';
import type {Milliseconds} from '../intervals.js';
import type {Hold} from './hold.js';

/** What is so with the virtual routers of a host, and how well that is known. */
export interface RouterTruth extends Assessment {
  /** When it was so, since 1970. */
  readonly at: Milliseconds;
  /** For how long advertisements have been heard; 0 where they are not. */
  readonly listened: Milliseconds;
  /** How much longer to listen until silence means something for every instance; 0 when it does. */
  readonly uncertainFor: Milliseconds;
  /** Everything that was looked at, and what could not be: never a reason to show nothing. */
  readonly sources: readonly SourceView[];
  readonly holds: readonly Hold[];
  /** What happened since we began to look, the last first; bounded. */
  readonly timeline: readonly Happening[];
}

/** Something that knowledge comes from. */
export interface SourceView {
  readonly kind: 'daemon' | 'configuration' | 'fifo' | 'wire' | 'kernel' | 'dump' | 'log' | 'peer';
  /** `keepalived (process 812)`, `/etc/keepalived/keepalived.conf`; text from outside. */
  readonly name: string;
  readonly state: 'good' | 'absent' | 'failed';
  /** What it says, or why it says nothing and what to do. */
  readonly words: string;
}

/** One thing that happened, in words. */
export interface Happening {
  readonly at: Milliseconds;
  /** Undefined for what concerns the host: a link, a daemon. */
  readonly instance: InstanceIdentity | undefined;
  readonly words: string;
  readonly severity: 'good' | 'notice' | 'bad';
}

/** Whoever watches the virtual routers of a host: this machine's, or a made-up one. */
export interface RouterSource {
  /** Begins. @param onChange anything may be different: called often, and cheap; read when you want to show it */
  start(onChange: () => void): Promise<void>;
  /** As of now. */
  read(): RouterTruth;
  /** Asks the daemons for their dumps, which signals them: only when the operator wants it. */
  ask(): Promise<void>;
  close(): Promise<void>;
}
