import type {Change, Outcome} from '../../src/ipvs/change.js';
import type {Connection} from '../../src/ipvs/connection.js';
import type {DaemonConfiguration} from '../../src/ipvs/daemon.js';
import type {Destination} from '../../src/ipvs/destination.js';
import {errnoNumber} from '../../src/ipvs/errno.js';
import type {Ipvs} from '../../src/ipvs/ipvs.js';
import type {DesiredEntry} from '../../src/ipvs/plan.js';
import {Refusal} from '../../src/ipvs/refusal.js';
import {serviceKey, type ServiceId} from '../../src/ipvs/service.js';
import {noStatistics} from '../../src/ipvs/statistics.js';
import type {SysctlValue} from '../../src/ipvs/sysctl-table.js';
import type {Timeouts} from '../../src/ipvs/timeouts.js';
import {kernelHeader, kernelLine} from '../ipvs/kernel-line.js';
import {ModelTable} from '../ipvs/model-table.js';

const schedulers = ['rr', 'wrr', 'lc', 'wlc', 'lblc', 'lblcr', 'dh', 'sh', 'sed', 'nq', 'fo', 'ovf', 'mh', 'none'];

/** The port Ipvs over a model of the table: no traffic, and of the kernel's checks only those about names and identities. */
export class ModelIpvs implements Ipvs {
  readonly changes: Change[] = [];
  isClosed = false;
  readonly #table = new ModelTable({entries: []});
  readonly #sysctls = new Map<string, SysctlValue>();
  #timeouts: Timeouts = {tcp: 900, tcpFin: 120, udp: 300};

  constructor(private readonly connectionPieces: readonly (readonly Connection[])[] = []) {}

  information = async () => ({version: 0x010201, connectionTableSize: 4096});
  timeouts = async () => this.#timeouts;
  daemons = async (): Promise<readonly DaemonConfiguration[]> => [];
  services = async () => this.#entries().map(({service}) => ({...service, statistics: noStatistics}));
  serviceConfigurations = async () => this.#entries().map(({service}) => service);
  destinations = async (id: ServiceId) =>
    (this.#entries().find(entry => serviceKey(entry.service.id) === serviceKey(id))?.destinations ?? []).map(
      destinationOf,
    );
  destinationConfigurations = this.destinations;
  totals = async () => noStatistics;
  sysctls = async () => this.#sysctls;
  destinationSummaries = async () => (await this.summary()).entries.map(({destinations}) => destinations);
  summary = async () => ({
    entries: this.#entries().map(({service, destinations}) => ({
      service,
      destinations: destinations.map(destinationOf),
    })),
  });
  readConsistent = () => this.table();
  connections = () => this.connectionPieces;
  connectionOrigins = () =>
    this.connectionPieces.map(piece => piece.map(connection => ({...connection, origin: 'local' as const})));

  *connectionText(): Iterable<Uint8Array> {
    let header = kernelHeader;
    for (const piece of this.connections()) {
      yield Buffer.from(header + piece.map(kernelLine).join(''), 'latin1');
      header = '';
    }
  }

  async service(id: ServiceId) {
    const found = (await this.services()).find(service => serviceKey(service.id) === serviceKey(id));
    if (!found) throw new Refusal('list', errnoNumber('ESRCH'));
    return found;
  }

  async table() {
    return {
      entries: this.#entries().map(({service, destinations}) => ({
        service: {...service, statistics: noStatistics},
        destinations: destinations.map(destinationOf),
      })),
    };
  }

  async setSysctl(name: string, value: string): Promise<void> {
    this.#sysctls.set(name, Number(value));
  }

  async apply(changes: readonly Change[]): Promise<readonly Outcome[]> {
    return changes.map(change => {
      this.changes.push(change);
      try {
        this.#apply(change);
        return undefined;
      } catch (error) {
        return error as Error;
      }
    });
  }

  close(): void {
    this.isClosed = true;
  }

  #apply(change: Change): void {
    if (change.type === 'set') {
      const {tcp, tcpFin, udp} = change.timeouts;
      this.#timeouts = {
        tcp: tcp || this.#timeouts.tcp,
        tcpFin: tcpFin || this.#timeouts.tcpFin,
        udp: udp || this.#timeouts.udp,
      };
    }
    if (change.type === 'add-service' || change.type === 'edit-service') {
      const {scheduler, persistenceEngine, id} = change.service;
      const isThere = this.#entries().some(({service}) => serviceKey(service.id) === serviceKey(id));
      const isGoingOn = isThere === (change.type === 'edit-service');
      const isKnown = schedulers.includes(scheduler) && ['', 'sip'].includes(persistenceEngine);
      if (isGoingOn && !isKnown) throw new Refusal(change.type, errnoNumber('ENOENT'));
    }
    this.#table.apply(change);
  }

  #entries(): readonly DesiredEntry[] {
    return this.#table.entries();
  }
}

function destinationOf(destination: DesiredEntry['destinations'][number]): Destination {
  return {
    ...destination,
    activeConnections: 0,
    inactiveConnections: 0,
    persistentConnections: 0,
    statistics: noStatistics,
  };
}
