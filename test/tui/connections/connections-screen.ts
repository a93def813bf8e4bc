import type {Connection} from '../../../src/ipvs/connection.js';
import {masquerading} from '../../../src/ipvs/forwarding.js';
import {tcp} from '../../../src/ipvs/protocol.js';
import {type ServiceId, serviceKey} from '../../../src/ipvs/service.js';
import {formatServiceId} from '../../../src/ipvs/service-text.js';
import {noStatistics} from '../../../src/ipvs/statistics.js';
import {type Endpoint, parseEndpoint} from '../../../src/net/endpoint.js';
import {noSums, type SeenService} from '../../../src/tui/data/snapshot.js';
import type {TreeRow} from '../../../src/tui/screens/services/tree-rows.js';
import type {Event} from '../../../src/tui/event.js';
import {initialModel} from '../../../src/tui/initial-model.js';
import type {Model} from '../../../src/tui/model.js';
import {noPreferences} from '../../../src/tui/preferences/preferences.js';
import {readConnections, rearrangeConnections} from '../../../src/tui/screens/connections/read-connections.js';
import {viewConnections} from '../../../src/tui/screens/connections/view.js';
import type {Step} from '../../../src/tui/step.js';
import {plainText} from '../../../src/tui/theme/theme.js';
import {update} from '../../../src/tui/update.js';
import type {StageWorld} from '../../../src/tui/world.js';
import {ModelIpvs} from '../../commands/model-ipvs.js';

export const endpoint = (text: string): Endpoint => parseEndpoint(text) as Endpoint;

/** `TCP 198.51.100.7:40001 10.0.0.1:80 10.1.0.11:8080 ESTABLISHED 899`, and what a persistence engine adds. */
export function connection(text: string): Connection {
  const [protocol, client, virtual, destination, state, expires, persistenceEngine, ...data] = text.split(' ') as [
    string,
    string,
    string,
    string,
    string,
    string,
    string?,
    ...string[],
  ];
  return {
    protocol,
    client: endpoint(client),
    virtual: endpoint(virtual),
    destination: endpoint(destination),
    state,
    expires: Number(expires),
    persistenceEngine,
    persistenceData: persistenceEngine === undefined ? undefined : data.join(' '),
  };
}

export const serviceId = (text: string): ServiceId => ({type: 'address', protocol: tcp, ...endpoint(text)});

export function seenService(id: ServiceId, ...servers: readonly string[]): SeenService {
  const service = {
    id,
    scheduler: 'rr',
    flags: 0,
    timeout: 0,
    netmask: 0,
    persistenceEngine: '',
    statistics: noStatistics,
  };
  const destinations = servers.map(text => ({
    ...endpoint(text),
    forwarding: masquerading,
    weight: 1,
    activeConnections: 0,
    inactiveConnections: 0,
  }));
  return {key: serviceKey(id), name: formatServiceId(id), service, destinations, sums: noSums};
}

export function rowOf(seen: SeenService, server?: string): TreeRow {
  if (server === undefined) return {type: 'service', key: seen.key, seen, isOpen: true};
  const destination = seenService(seen.service.id, server).destinations?.[0];
  if (!destination) throw new Error('no server');
  return {type: 'destination', key: `${seen.key} ${server}`, seen, destination, isLast: true};
}

/** The screen of connections without a dashboard around it: what is read, which keys are pressed, what is shown. */
export class ConnectionsScreen {
  model: Model;
  table: readonly (readonly Connection[])[];
  now = 0;
  readings = 0;
  /** Called at each pause. */
  onPause: () => void = () => {};

  constructor(connections: readonly (string | Connection)[], {columns = 80, rows = 20} = {}) {
    this.table = [connections.map(each => (typeof each === 'string' ? connection(each) : each))];
    const world = {
      size: {columns, rows},
      environment: {LANG: 'C.UTF-8'},
      clock: () => this.now,
    } as unknown as StageWorld;
    const options = {interval: undefined, isReadOnly: false};
    this.model = {...initialModel(world, options, noPreferences), screen: 'connections'};
  }

  /** A refresh: reads when it is time. */
  async refresh(): Promise<this> {
    const ipvs = new ModelIpvs(this.table);
    const event = await readConnections(ipvs, () => this.model, this.#world);
    if (event) this.readings++;
    if (event) this.#take(event);
    return this;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.do(model => update(model, {type: 'key', key}, this.now));
  }

  /** Types a filter, then Enter. */
  async filter(text: string): Promise<void> {
    await this.press('/', 'ctrl+u', ...[...text].map(character => (character === ' ' ? 'space' : character)), 'enter');
  }

  async do(change: (model: Model) => Step): Promise<void> {
    const [model, effects] = change(this.model);
    this.model = model;
    if (!effects.some(({type}) => type === 'arrange-connections')) return;
    const event = await rearrangeConnections(() => this.model, this.#world);
    if (event) this.#take(event);
  }

  lines(): string[] {
    const model = {...this.model, now: this.now};
    return viewConnections(model).map(({line, isSelected}) => plainText(line).trimEnd() + (isSelected ? ' <' : ''));
  }

  text(): string {
    return `${this.lines().join('\n')}\n`;
  }

  /** The first words of the rows. */
  firstCells(): string[] {
    return this.lines()
      .slice(3)
      .map(line => line.trim().split(/ +/)[0] as string);
  }

  #take(event: Event): void {
    const [model] = update(this.model, event, this.now);
    this.model = model;
  }

  get #world() {
    return {
      clock: () => this.now++, // so that every slice ends soon
      pause: async () => {
        await Promise.resolve();
        this.onPause();
      },
    };
  }
}
