import type {Milliseconds} from '../intervals.js';

/** An operator keeps an instance, or all of a sync group, as backup or as master, whatever the protocol would do. */
export interface Hold {
  /** Of the instance or the group; text from outside. */
  readonly target: string;
  readonly as: 'backup' | 'master';
  /** The instances it holds. */
  readonly instances: readonly string[];
  /** Undefined for a hold that nobody recorded: a tracked file of ours that is not 0. */
  readonly since: Milliseconds | undefined;
  /** Who made it: SUDO_USER or the login name; text from outside. */
  readonly owner: string | undefined;
  readonly reason: string | undefined;
  /** When it is to end; undefined for one that somebody has to release. */
  readonly expires: Milliseconds | undefined;
  /** Who ends it then: `nobody` leaves it overdue. */
  readonly endedBy: 'systemd' | 'director' | 'nobody';
  /** How it is held, as a person can undo it: `/run/lvsctl/keepalived/VI_1 is not 0`. */
  readonly how: string;
}
