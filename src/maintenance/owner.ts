import type {DestinationId} from '../ipvs/destination.js';
import type {ServiceId} from '../ipvs/service.js';

/** What a daemon has to do with a destination. Texts are from outside. */
export interface Ownership {
  /** `keepalived`, `ldirectord`. */
  readonly owner: string;
  /** What its configuration says, and it restores; undefined where it does not say. */
  readonly configuredWeight: number | undefined;
  /** It is there for when no other is: sorry server, fallback. */
  readonly isFallback: boolean;
  /**
   * How a drain lasts: `file` and `folder`, the daemon itself keeps it; `watch`, the daemon may put the weight back, and
   * somebody has to set it to 0 again; `kept`, nothing has to be done.
   */
  readonly way: OwnedWay;
  /**
   * What would make it last, and quiesces others too: for a drain of all of them (owner-way.ts). It may itself be
   * among the `others`: then the list is the same one for all of them.
   */
  readonly sharedWay?: {readonly way: OwnedWay; readonly others: readonly OwnedPlace[]};
  /** What else a drain would do: a quorum that is lost, a sorry server that comes in. */
  readonly warnings: readonly string[];
}

/** What somebody has to do with a destination; undefined where nobody has. */
export type FindOwnership = (service: ServiceId, destination: DestinationId) => Ownership | undefined;

/** A destination within its service. */
export interface OwnedPlace {
  readonly service: ServiceId;
  readonly destination: DestinationId;
}

export type OwnedWay =
  | {readonly type: 'watch'}
  /** It reads the records of drains itself. */
  | {readonly type: 'kept'}
  /** A tracked file whose value is added to the weight (keepalived's FILE_CHECK); `undo` is what it said before. */
  | {readonly type: 'file'; readonly path: string; readonly value: string; readonly undo: string}
  /** A file of the maintenance directory (ldirectord's maintenancedir). */
  | {readonly type: 'folder'; readonly path: string};

/** Whoever writes the table besides us. */
export interface Owner {
  readonly name: string;
  /** Looks for the daemon and what it is configured with; again before every decision. */
  look(): Promise<void>;
  /** Undefined for what is not its own. */
  ownershipOf(service: ServiceId, destination: DestinationId): Ownership | undefined;
  /** Has it keep the destination quiesced; for `watch` and `kept` nothing is done. @throws Error in words */
  quiesce(way: OwnedWay, note: DrainNote): Promise<void>;
  restore(way: OwnedWay): Promise<void>;
}

/** What is written where the daemon's own files can carry it. `expires` is milliseconds since 1970. */
export interface DrainNote {
  readonly user: string;
  readonly reason: string | undefined;
  readonly expires: number | undefined;
}
