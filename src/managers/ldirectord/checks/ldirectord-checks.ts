import {basename, dirname} from 'node:path';
import type {LdirectordConfig, Virtual} from '../../../config/ldirectord/ldirectord-config.js';
import {destinationOf, serviceOf} from '../../../config/ldirectord/to-table.js';
import type {CheckedPool, CheckHistoryEntry, ChecksReport} from '../../../director/protocol/checks-report.js';
import {placeKey} from '../../../maintenance/drain/drain-record.js';
import {poolNameOf} from '../../../config/pools/pool-name.js';
import type {CheckFile, CheckHistory, CheckSource} from '../../check-source.js';
import type {ChecksWorld} from '../../checks-world.js';
import {readEnd} from '../../read-end.js';
import {withTableWeights} from '../../table-weights.js';
import type {FoundLdirectord} from '../find-ldirectord.js';
import {readFoundConfig} from '../read-found-config.js';
import {maintenanceNote} from './maintenance-note.js';
import {monitoredServer} from './monitored-server.js';
import {type MonitorFiles, readMonitorFiles} from './monitor-files.js';
import {parseLdirectordLog} from './parse-ldirectord-log.js';
import {systemReason} from '../../../ipvs/system-words.js';

/** Of a log, so much of its end is read. */
const mostBytes = 2 * 1024 * 1024;
/** Checks that are this many intervals old are told to be old. */
const oldAfter = 5;

/** What an ldirectord writes down: monitor files, its log, the files of its maintenance folder. It is not asked anything. */
export class LdirectordChecks implements CheckSource {
  readonly name = 'ldirectord';
  readonly reading = 'files';
  readonly cannot;

  constructor(
    private readonly world: ChecksWorld,
    private readonly found: Pick<FoundLdirectord, 'configPath' | 'hostname'>,
    private config: LdirectordConfig,
  ) {
    const folder = config.globals.maintenanceFolder;
    this.cannot = {
      run: 'ldirectord runs its checks when it likes: lvsctl runs them itself, as its configuration has them',
      disable:
        folder === undefined
          ? `ldirectord has no switch for checks, and no maintenancedir (in ${found.configPath}): lvsctl drain keeps a server out of service`
          : `ldirectord has no switch for checks: a file in ${folder} named for the server (ADDRESS:PORT) takes it down, which lvsctl drain writes`,
    };
  }

  get files(): readonly CheckFile[] {
    const {configPath: path, hostname} = this.found;
    return [{path, configId: undefined, hostname}];
  }

  async read(): Promise<ChecksReport> {
    this.config = await readFoundConfig(this.found, this.world.resolver);
    const {virtuals} = this.config;
    const services = virtuals.flatMap(virtual => serviceOf(virtual) ?? []);
    const weights = await this.world.readWeights(services);
    const files = readMonitorFiles(virtuals);
    const notes = files.problems;
    const pools = virtuals.map(virtual => this.#poolOf(virtual, files, weights));
    const lasts = pools.flatMap(({servers}) =>
      servers.flatMap(({checks}) => checks.flatMap(({lastAt}) => lastAt ?? [])),
    );
    const at = lasts.length === 0 ? Math.round(this.world.clock()) : Math.max(...lasts);
    const report: ChecksReport = {schema: 'lvsctl.checks/1', source: this.name, at, pools, notes};
    return withTableWeights({...report, notes: [...notes, ...this.#remarks(at, lasts.length > 0)]}, weights);
  }

  async history(server: string | undefined): Promise<CheckHistory> {
    this.config = await readFoundConfig(this.found, this.world.resolver);
    const notes: string[] = [];
    const entries = [...this.#monitored(notes), ...this.#logged(notes)];
    const isWanted = (one: CheckHistoryEntry) =>
      server === undefined || one.server === server || one.server?.slice(0, one.server.lastIndexOf(':')) === server;
    return {entries: entries.filter(isWanted).sort((a, b) => a.at - b.at), notes};
  }

  watch(onChange: () => void): () => void {
    const {virtuals, globals} = this.config;
    const files = new Set(virtuals.flatMap(({check}) => check.monitorFile ?? []));
    const stops = [...files].map(path =>
      this.world.machine.onFolderChange(dirname(path), name => {
        if (name === undefined || name === basename(path)) onChange();
      }),
    );
    if (globals.maintenanceFolder !== undefined)
      stops.push(this.world.machine.onFolderChange(globals.maintenanceFolder, () => onChange()));
    return () => {
      for (const stop of stops) stop();
    };
  }

  close(): void {}

  #poolOf(virtual: Virtual, {storyOf}: MonitorFiles, weights: ReadonlyMap<string, number> | undefined): CheckedPool {
    const service = serviceOf(virtual);
    const {globals} = this.config;
    const servers = virtual.reals.map(real => {
      const destination = service && destinationOf(service, real);
      return monitoredServer(virtual, real, {
        story: storyOf(virtual, real),
        maintenance: maintenanceNote(globals.maintenanceFolder, real),
        weight: service && destination ? weights?.get(placeKey(service, destination)) : undefined,
        isTableKnown: weights !== undefined && destination !== undefined,
      });
    });
    const isServed = servers.some(({state}) => state === 'up' || state === 'off' || state === 'unknown');
    return {
      name: service ? poolNameOf(service) : virtual.id,
      services: service ? [service] : [],
      quorum: undefined,
      sorry: virtual.fallback ? (isServed ? 'idle' : 'serving') : 'none',
      servers,
    };
  }

  #monitored(notes: string[]): CheckHistoryEntry[] {
    const {storyOf, problems} = readMonitorFiles(this.config.virtuals);
    notes.push(...problems);
    return this.config.virtuals.flatMap(virtual => {
      const service = serviceOf(virtual);
      const pool = service ? poolNameOf(service) : virtual.id;
      return virtual.reals.flatMap(real => {
        const server = monitoredServer(virtual, real, nothingKnown).name;
        const story = storyOf(virtual, real);
        return (story?.changes ?? []).map(({at, state, words}) => ({
          at,
          pool,
          server,
          type: state,
          words: words || (state === 'up' ? 'its check succeeds' : 'its check fails'),
          layer: undefined,
        }));
      });
    });
  }

  #logged(notes: string[]): readonly CheckHistoryEntry[] {
    const {logFile} = this.config.globals;
    if (!logFile.startsWith('/')) {
      notes.push(`ldirectord logs to syslog (${logFile}), which is not read`);
      return [];
    }
    try {
      const entries = parseLdirectordLog(readEnd(logFile, mostBytes).text);
      return entries.map(one => ({...one, pool: this.#poolNamed(one.pool)}));
    } catch (error) {
      notes.push(`log ${logFile}: ${systemReason(error)}`);
      return [];
    }
  }

  /** What its log names without a protocol. */
  #poolNamed(text: string): string {
    const virtual = this.config.virtuals.find(({id}) => id.endsWith(`:${text}`));
    const service = virtual && serviceOf(virtual);
    return service ? poolNameOf(service) : text;
  }

  #remarks(at: number, isWritten: boolean): readonly string[] {
    const {virtuals, globals} = this.config;
    const silent = virtuals.filter(({check}) => check.monitorFile === undefined && check.type !== 'off');
    const age = Math.round((this.world.clock() - at) / 1000);
    const interval = Math.max(globals.checkInterval, ...virtuals.map(({check}) => check.interval));
    return [
      ...(isWritten && age > oldAfter * interval
        ? [`the last check was written down ${age} s ago: does ldirectord run?`]
        : []),
      ...(silent.length > 0
        ? [
            `without a monitorfile (in ${this.found.configPath}) it is only seen what the table has: ${silent.map(({id}) => id).join(', ')}`,
          ]
        : []),
    ];
  }
}

const nothingKnown = {story: undefined, maintenance: undefined, weight: undefined, isTableKnown: false};
