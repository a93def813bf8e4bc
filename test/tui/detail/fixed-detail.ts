import type {Connection} from '../../../src/ipvs/connection.js';
import {asciiChart} from '../../../src/tui/chart/ascii-chart.js';
import type {Snapshot} from '../../../src/tui/data/snapshot.js';
import type {Model} from '../../../src/tui/model.js';
import {openDetail} from '../../../src/tui/screens/detail/state.js';
import {endpoint, fixedModel, noon} from '../director/fixed-model.js';

export const standing = {clock: () => noon, pause: async () => {}};

/** A detail that has been read. */
export async function detailAt(row: string, columns: number, rows: number, snapshot?: Snapshot): Promise<Model> {
  const model = fixedModel(columns, rows, snapshot);
  const [opened] = openDetail({...model, settings: {...model.settings, chart: asciiChart}}, row);
  const connections = Array.from({length: 12}, (_, i) => connection(i));
  const watching = {isOfRow: () => true, isLookedAt: () => true};
  await opened.detail?.watch.read(() => [connections], watching, standing);
  return {...opened, ...(opened.detail && {detail: {...opened.detail, minutes: 5}})};
}

export function connection(i: number, change: Partial<Connection> = {}): Connection {
  return {
    protocol: 'TCP',
    client: endpoint(`198.51.100.${i}:${40_000 + i * 77}`),
    virtual: endpoint('203.0.113.10:80'),
    destination: endpoint('10.1.0.12:8080'),
    state: i % 3 === 0 ? 'FIN_WAIT' : 'ESTABLISHED',
    expires: (i * 61) % 900,
    persistenceEngine: undefined,
    persistenceData: undefined,
    ...change,
  };
}
