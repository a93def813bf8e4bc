import {dirname, join, resolve} from 'node:path';
import type {CheckHistoryEntry, ChecksReport} from '../../../director/protocol/checks-report.js';
import type {FifoLine} from '../../../vrrp/observer/fifo-line.js';
import type {CheckFile, CheckHistory, CheckSource} from '../../check-source.js';
import type {ChecksOptions, ChecksWorld} from '../../checks-world.js';
import {withTableWeights} from '../../table-weights.js';
import {askForDump} from '../dump/ask-for-dump.js';
import {dumpName} from '../dump/ask-keepalived.js';
import {EventFifo} from '../event-fifo.js';
import {findKeepalived, type FoundKeepalived} from '../find-keepalived.js';
import {readLogText} from '../log/read-log-text.js';
import type {ConfigurationReading} from '../read-configuration.js';
import {type CheckDump, type DumpedService, isWholeCheckDump, readCheckDump} from './check-dump.js';
import {parseCheckLog} from './check-log.js';
import {endpointName, poolNameOfText} from './endpoint-name.js';
import {namesOfService, poolsOfDump} from './report-of-dump.js';
import {withChanges} from './with-changes.js';
import {systemReason} from '../../../ipvs/system-words.js';

/** What is remembered of a FIFO: its changes of one session. */
const mostEvents = 1000;
const journalProcess = 'Keepalived_healthcheckers';

/** The health checker of a keepalived: its dump, which it writes when it is signalled; its FIFO and its log. */
export class KeepalivedChecks implements CheckSource {
  readonly reading = 'signal';
  readonly cannot = {
    run: 'keepalived runs its checks when it likes: lvsctl runs them itself, as its configuration has them',
    disable:
      'keepalived has no switch for checks: lvsctl drain keeps a server out of service, and a weight of 0 in its configuration with a reload too',
  };
  #dump: {readonly dump: CheckDump; readonly at: number} | undefined;
  #told: CheckHistoryEntry[] = [];

  constructor(
    private readonly world: ChecksWorld,
    private readonly options: ChecksOptions,
    private found: FoundKeepalived,
    private configuration: ConfigurationReading,
  ) {}

  get files(): readonly CheckFile[] {
    const {configPath: path, configId} = this.found;
    return [{path, configId, hostname: this.world.host}];
  }

  get name(): string {
    return this.found.name;
  }

  /** The dump, and what the FIFO told since: nobody is asked. */
  get last(): ChecksReport | undefined {
    if (!this.#dump) return undefined;
    const {dump, at} = this.#dump;
    const since = this.#told.filter(one => one.at > at);
    return withChanges(this.#reportOf(dump, at, this.#told), dump.services, since);
  }

  async read(): Promise<ChecksReport> {
    await this.#lookAgain();
    const {parent, healthchecker: writer, dumpFolder, commandLine} = this.found;
    if (!parent) throw new Error(`${this.name} does not run any more`);
    if (!writer) throw new Error(`${this.name} has no health checker: its log says why it does not start`);
    const {globals} = this.configuration.config;
    const named = {...globals, networkNamespace: commandLine.namespace ?? globals.networkNamespace};
    const path = join(dumpFolder, dumpName(named, 'keepalived_check'));
    const answer = await askForDump(this.world, {parent, writer, path, isWhole: isWholeCheckDump});
    if (answer.type === 'failed') throw new Error(`${this.name} was asked for ${path}: ${answer.words}`);
    const at = Math.round(answer.askedAt);
    const dump = readCheckDump(answer.text);
    this.#dump = {dump, at};
    const {entries, notes} = await this.#readLog();
    const report = this.#reportOf(dump, at, [...entries, ...this.#told]);
    const weights = await this.world.readWeights(report.pools.flatMap(({services}) => services));
    return withTableWeights({...report, notes: [...report.notes, ...notes]}, weights);
  }

  async history(server: string | undefined): Promise<CheckHistory> {
    const {entries, notes} = await this.#readLog();
    const all = [...entries, ...this.#told].sort((a, b) => a.at - b.at);
    const wanted = all.filter(one => isOf(one, server));
    return {entries: wanted.map(one => ({...one, pool: poolNameOfText(one.pool)})), notes};
  }

  /** Reads lvs_notify_fifo, where it is in lvsctl's own folder: a pipe has one reader. */
  watch(onChange: () => void): () => void {
    const path = this.configuration.config.globals.fifos.lvs?.path;
    if (path === undefined || !this.#isOurs(path)) return () => {};
    const fifo = new EventFifo(this.world.machine, path, (line, isBacklog) => {
      if (isBacklog || !this.#take(line)) return; // nobody knows when the backlog was
      onChange();
    });
    return () => fifo.close();
  }

  close(): void {}

  /** It may have been started again, with another configuration. */
  async #lookAgain(): Promise<void> {
    const {machine, host} = this.world;
    const now = findKeepalived(machine, {...this.options, fifo: undefined}, [this.found]);
    this.found = now.find(({name}) => name === this.found.name) ?? this.found;
    const {readConfiguration} = await import('../read-configuration.js'); // large, and mostly there is no keepalived
    const {configPath: path, configId} = this.found;
    this.configuration = readConfiguration({path, configId, hostname: host, interfaces: undefined});
  }

  #isOurs(path: string): boolean {
    return `${resolve(dirname(path))}/`.startsWith(`${resolve(this.world.runFolder)}/`);
  }

  #take(line: FifoLine): boolean {
    if (line.type !== 'real-server' && line.type !== 'virtual-service') return false;
    const {service, isUp} = line;
    const server = line.type === 'real-server' ? endpointName(line.server) : undefined;
    const type = server === undefined ? (isUp ? 'quorum-up' : 'quorum-down') : isUp ? 'up' : 'down';
    const words =
      server === undefined ? `the quorum is ${isUp ? 'there' : 'lost'}` : `keepalived has it ${isUp ? 'up' : 'down'}`;
    this.#told.push({at: Math.round(this.world.clock()), pool: service, server, type, words, layer: undefined});
    if (this.#told.length > mostEvents) this.#told.shift();
    return true;
  }

  #reportOf(dump: CheckDump, at: number, changes: readonly CheckHistoryEntry[]): ChecksReport {
    const last = new Map(changes.map(one => [`${one.pool} ${one.server}`, one]));
    const lastChange = (service: DumpedService, server: string) =>
      namesOfService(service)
        .map(name => last.get(`${name} ${server}`))
        .find(one => one !== undefined);
    return {
      schema: 'lvsctl.checks/1',
      source: this.name,
      at,
      pools: poolsOfDump(dump, {lvs: this.configuration.config.lvs, lastChange}),
      notes: ['keepalived tells neither latencies nor layers; since when and why stand in its log (--log)'],
    };
  }

  async #readLog(): Promise<CheckHistory> {
    const {log} = this.options;
    const ofFifo = 'what happened before is in its log: --log FILE, or --log journal';
    if (log === undefined) return {entries: [], notes: [ofFifo]};
    try {
      const text = await readLogText(this.world.machine, log, journalProcess);
      return {entries: parseCheckLog(text, this.world.clock()), notes: []};
    } catch (error) {
      return {entries: [], notes: [`log ${log}: ${systemReason(error)}`]};
    }
  }
}

function isOf({server}: CheckHistoryEntry, named: string | undefined): boolean {
  if (named === undefined) return true;
  return server !== undefined && (server === named || server.slice(0, server.lastIndexOf(':')) === named);
}
