import type {Destination, DestinationConfiguration} from '../../../src/ipvs/destination.js';
import type {DesiredTable} from '../../../src/ipvs/plan.js';
import {noStatistics} from '../../../src/ipvs/statistics.js';
import type {Table} from '../../../src/ipvs/table.js';
import {drainKey, type DrainRecord} from '../../../src/maintenance/drain/drain-record.js';
import type {DrainPlan, DrainRequest, DrainSituation} from '../../../src/maintenance/drain/drain-plan.js';
import {planDrain} from '../../../src/maintenance/drain/plan-drain.js';
import {planUndrain, type UndrainPlan, type UndrainRequest} from '../../../src/maintenance/drain/plan-undrain.js';
import type {Ownership} from '../../../src/maintenance/owner.js';
import {ModelTable} from '../../ipvs/model-table.js';

export interface Connections {
  readonly active?: number;
  readonly inactive?: number;
  readonly persistent?: number;
}

/** A table and the drains in it, without a disk or a clock. */
export class ModelDirector {
  readonly table: ModelTable;
  records: DrainRecord[] = [];
  boot = 'first';
  now = 1000;
  sysctls = new Map([
    ['expire_quiescent_template', '0'],
    ['expire_nodest_conn', '0'],
  ]);
  ownershipOf: (destination: DestinationConfiguration) => Ownership | undefined = () => undefined;

  constructor(
    table: DesiredTable,
    private readonly connectionsOf: (destination: DestinationConfiguration) => Connections = () => ({}),
  ) {
    this.table = new ModelTable(table);
  }

  plan(request: Partial<DrainRequest> & Pick<DrainRequest, 'target' | 'selection'>): DrainPlan {
    return planDrain({...plainRequest, ...request}, this.#situation());
  }

  drain(request: Partial<DrainRequest> & Pick<DrainRequest, 'target' | 'selection'>): DrainPlan {
    const plan = this.plan(request);
    for (const change of plan.changes) this.table.apply(change);
    for (const {name, value} of plan.sysctls) this.sysctls.set(name, value);
    this.put({...plan.record, stage: 'draining'});
    return plan;
  }

  undrain(target: string, request: Partial<UndrainRequest> = {}): UndrainPlan {
    const record = this.record(target);
    const plan = planUndrain(
      record,
      {weight: undefined, isForced: false, ...request},
      {
        table: {entries: this.table.entries()},
        records: this.records,
        boot: this.boot,
        ownershipOf: ({destination}) => this.ownershipOf(destination),
      },
    );
    for (const change of plan.changes) this.table.apply(change);
    for (const {name, value} of plan.sysctls) this.sysctls.set(name, value);
    this.records = this.records.filter(one => one !== record);
    return plan;
  }

  record(target: string): DrainRecord {
    const found = this.records.find(one => one.target === target);
    if (!found) throw new Error(`no drain ${target}`);
    return found;
  }

  put(record: DrainRecord): void {
    this.records = [...this.records.filter(one => drainKey(one) !== drainKey(record)), record];
  }

  /** What nothing but the drains has changed. */
  contents(): unknown {
    return [this.table.contents(), [...this.sysctls]];
  }

  #situation(): DrainSituation {
    return {
      table: this.#table(),
      elsewhere: [],
      sysctls: this.sysctls,
      records: this.records,
      boot: this.boot,
      now: this.now,
      ownershipOf: ({destination}) => this.ownershipOf(destination),
    };
  }

  #table(): Table {
    return {
      entries: this.table.entries().map(({service, destinations}) => ({
        service: {...service, statistics: noStatistics},
        destinations: destinations.map(one => this.#counted(one)),
      })),
    };
  }

  #counted(destination: DestinationConfiguration): Destination {
    const {active = 0, inactive = 0, persistent = 0} = this.connectionsOf(destination);
    return {
      ...destination,
      activeConnections: active,
      inactiveConnections: inactive,
      persistentConnections: persistent,
      statistics: noStatistics,
    };
  }
}

const plainRequest = {
  services: [],
  user: 'alice',
  reason: undefined,
  expires: undefined,
  whenEmpty: undefined,
  cut: undefined,
} as const;
