import type {CheckedPool, CheckedServer} from '../../director/protocol/checks-report.js';
import type {Destination, DestinationId} from '../../ipvs/destination.js';
import type {Service, ServiceId} from '../../ipvs/service.js';
import type {DrainState} from '../../maintenance/drain/drain-states.js';
import type {JournalRecord} from '../../maintenance/journal/journal.js';
import type {Milliseconds} from '../../maintenance/milliseconds.js';
import type {Ownership} from '../../maintenance/owner.js';
import type {Address} from '../../net/address.js';
import type {Finding} from '../../vrrp/findings/finding.js';
import type {NameBook} from '../../settings/name-book.js';
import type {InstanceView} from '../../vrrp/findings/instance-view.js';

/** Everything that was gathered about what somebody asked for. Texts are from outside. */
export interface WhyFacts {
  readonly asked: string;
  readonly now: Milliseconds;
  /** What the settings call hosts and services; none where numbers are wanted. */
  readonly names: NameBook;
  readonly subject: Subject;
  /** Those that the subject is, or has a part in. */
  readonly services: readonly ServiceFacts[];
  /** Of each address of the services, or of the address itself; undefined where nobody could look. */
  readonly holders: readonly HolderFacts[] | undefined;
  /** Of the journal, that touched it, the last first; with one more than is shown. */
  readonly changes: readonly JournalRecord[];
  /** Undefined where they were not counted. */
  readonly connections: ConnectionFacts | undefined;
  /** Options that said where whoever checks is, as words: next commands need them too. */
  readonly given: SourceWords;
  /** What could not be read, or told not all. */
  readonly untold: readonly Untold[];
}

/** Each empty where it was not given. */
export interface SourceWords {
  /** `--keepalived-config FILE --keepalived-pid FILE`. */
  readonly where: string;
  /** `--log FILE`. */
  readonly log: string;
}

/** What it is. `real` has several addresses where the name of a host has, and no port where all of them are meant. */
export type Subject =
  | {readonly type: 'services'}
  | {readonly type: 'real'; readonly addresses: readonly Address[]; readonly port: number | undefined}
  /** Neither; `near` are services with the nearest addresses or ports. */
  | {readonly type: 'nothing'; readonly address: Address | undefined; readonly near: readonly ServiceId[]};

export interface ServiceFacts {
  readonly id: ServiceId;
  /** Whether the table could be read. */
  readonly isRead: boolean;
  /** Undefined: not in the table, although somebody is configured with it. */
  readonly service: Service | undefined;
  readonly servers: readonly ServerFacts[];
  /** Of whoever checks it; undefined where nobody does, or was not asked. */
  readonly pool: CheckedPool | undefined;
  /** Who checks: `director`, `keepalived`. */
  readonly checkedBy: string | undefined;
}

export interface ServerFacts {
  readonly id: DestinationId;
  /** Undefined: not in the table. */
  readonly destination: Destination | undefined;
  readonly ownership: Ownership | undefined;
  readonly drains: readonly DrainState[];
  readonly checked: CheckedServer | undefined;
  readonly configured: ConfiguredPlace | undefined;
}

/** What a configuration of whoever checks says of a server of a service. */
export interface ConfiguredPlace {
  readonly weight: number;
  readonly isFallback: boolean;
  readonly file: string;
  readonly line: number;
}

/** Who has an address. */
export interface HolderFacts {
  readonly address: Address;
  /** Of this host; undefined where they could not be read. */
  readonly interfaces: readonly string[] | undefined;
  readonly instances: readonly InstanceView[];
  /** What is wrong with those. */
  readonly findings: readonly Finding[];
  /** For how long advertisements were heard. */
  readonly listened: Milliseconds;
}

export interface ConnectionFacts {
  /** By the kernel's word, most first; templates are TEMPLATE. */
  readonly states: readonly (readonly [state: string, count: number])[];
  /** The table is larger than what was read of it: counts are of that. */
  readonly isCut: boolean;
  readonly examined: number;
}

/** A source that says nothing, or not all: `checks: keepalived tells only when it is signalled: --ask`. */
export interface Untold {
  readonly source: string;
  readonly words: string;
}
