import type {Ipvs} from '../ipvs/ipvs.js';
import type {DeedJournal} from '../maintenance/journal/deed-journal.js';
import type {NetworkPort} from '../vrrp/ports.js';
import type {AddressFile} from './addresses/address-file.js';
import type {ServicesWorld} from './checks/services-part.js';
import type {DirectorConfiguration} from './director-configuration.js';
import type {HoldsWorld} from './holds/director-holds.js';
import type {NotifierWorld} from './notify/notifier.js';
import type {Child, ChildListener} from './processes/child.js';
import type {MetricsPlaceWorld} from './metrics/metrics-place.js';
import type {MetricsSources} from './metrics/director-metrics.js';
import type {FromVrrp, ToVrrp} from './processes/vrrp-messages.js';
import type {SyncWorld} from './sync/sync-follower.js';
import type {TrackerWorld} from './tracking/tracker.js';

/** A configuration file as it was read. */
export interface LoadedConfiguration {
  /** Undefined where it cannot be carried out. */
  readonly configuration: DirectorConfiguration | undefined;
  /** What is wrong, each with its place. */
  readonly problems: readonly string[];
  /** What it wants and does not get. */
  readonly warnings: readonly string[];
  /** Files that it includes by name and that cannot be read; each is a warning too. */
  readonly missing: readonly string[];
}

/** What the supervisor gets from outside. */
export interface DirectorWorld
  extends ServicesWorld,
    TrackerWorld,
    NotifierWorld,
    HoldsWorld,
    SyncWorld,
    MetricsPlaceWorld {
  readonly version: string;
  readonly host: string;
  readonly pid: number;
  /** The configuration file. */
  readonly file: string;
  load(): Promise<LoadedConfiguration>;
  /** What is different, a line each. */
  difference(before: DirectorConfiguration, after: DirectorConfiguration): readonly string[];
  /** Who else on this host runs one of these virtual routers or services, a line each. */
  foreign(configuration: DirectorConfiguration): Promise<readonly string[]>;
  openVrrp(listener: ChildListener<FromVrrp>): Child<ToVrrp>;
  /** The record of addresses, and what removes them where the process `vrrp` cannot. */
  readonly addresses: AddressFile;
  readonly network: NetworkPort;
  openIpvs(): Promise<Ipvs>;
  /** As Prometheus reads it, in UTF-8. */
  metrics(sources: Pick<MetricsSources, 'state' | 'checks'>): Promise<Uint8Array>;
  /** The journal of changes, which operators read. */
  readonly deeds: Pick<DeedJournal, 'note'>;
  /** sd_notify(3), with its variables: `READY=1`. */
  tellManager(variables: Readonly<Record<string, string>>): void;
  /** CLOCK_MONOTONIC in microseconds. */
  monotonic(): bigint;
}
