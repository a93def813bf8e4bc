import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {checksMetrics} from '../../../src/director/metrics/checks-metrics.js';
import type {Metric} from '../../../src/director/metrics/metric.js';
import {openMetricsServer} from '../../../src/director/metrics/metrics-server.js';
import type {ChecksReport} from '../../../src/director/protocol/checks-report.js';
import type {DirectorState} from '../../../src/director/protocol/director-state.js';
import {routerMetrics} from '../../../src/director/metrics/router-metrics.js';
import {renderMetrics} from '../../../src/director/metrics/render-metrics.js';
import {tableMetrics} from '../../../src/director/metrics/table-metrics.js';
import {masquerading} from '../../../src/ipvs/forwarding.js';
import {tcp} from '../../../src/ipvs/protocol.js';
import {hostNetmask} from '../../../src/ipvs/service.js';
import {noStatistics} from '../../../src/ipvs/statistics.js';
import {ipv4} from '../../../src/net/address.js';

const noPause = async () => {};

describe('metrics', () => {
  test('name services and servers by address and port, or by mark', async () => {
    const {counters} = noStatistics;
    const service = {
      scheduler: 'rr',
      flags: 0,
      timeout: 0,
      netmask: hostNetmask('ipv4'),
      persistenceEngine: '',
      statistics: {...noStatistics, counters: {...counters, connections: 7n}},
    };
    const text = await renderMetrics(
      tableMetrics([
        {
          service: {...service, id: {type: 'address', protocol: tcp, address: ipv4(0x0a000001), port: 80}},
          destinations: [
            {
              address: ipv4(0x0a01000b),
              port: 8080,
              forwarding: masquerading,
              weight: 5,
              activeConnections: 3,
              inactiveConnections: 1,
            },
          ],
        },
        {service: {...service, id: {type: 'fwmark', family: 'ipv4', fwmark: 9}}, destinations: []},
      ]),
      noPause,
    );
    const lines = text.split('\n');
    for (const line of [
      '# TYPE lvsctl_service_connections_total counter',
      'lvsctl_service_connections_total{protocol="tcp",address="10.0.0.1",port="80",fwmark=""} 7',
      'lvsctl_service_connections_total{protocol="fwm",address="",port="",fwmark="9"} 7',
      'lvsctl_server_weight{protocol="tcp",address="10.0.0.1",port="80",fwmark="",server_address="10.1.0.11",server_port="8080"} 5',
    ])
      assert.ok(lines.includes(line), `${line}\n is not in\n${text}`);
  });

  test('have no sample where nothing is known', () => {
    const server = {name: '10.1.0.11:80', address: '10.1.0.11', port: 80, reason: '', layer: undefined};
    const nothing = {since: undefined, weight: undefined, configuredWeight: 1, operator: undefined, checks: []};
    const found = checksMetrics({
      schema: 'lvsctl.checks/1',
      source: 'director',
      at: 0,
      notes: [],
      pools: [
        {
          name: 'web',
          services: [],
          quorum: undefined,
          sorry: 'none',
          servers: [
            {...server, ...nothing, state: 'unknown'},
            {...server, ...nothing, name: '10.1.0.12:80', address: '10.1.0.12', state: 'down', since: 5000},
          ],
        },
      ],
    });
    assert.deepEqual(samplesOf(found, 'lvsctl_server_up'), [[['web', '10.1.0.12', '80'], 0]]);
    assert.deepEqual(samplesOf(found, 'lvsctl_server_state_since_seconds'), [[['web', '10.1.0.12', '80'], 5]]);
    assert.deepEqual(samplesOf(found, 'lvsctl_pool_quorum'), []);
  });

  test('of many servers come in pieces, with one head', async () => {
    let pauses = 0;
    const samples = Array.from({length: 2500}, (_, i) => [[`s${i}`], i] as const);
    const text = await renderMetrics(
      [{name: 'x', help: 'Something.', type: 'gauge', labels: ['server'], samples}],
      async () => void pauses++,
    );
    const lines = text.trimEnd().split('\n');
    assert.equal(lines.length, 2502);
    assert.equal(lines.filter(line => line.startsWith('#')).length, 2);
    assert.equal(pauses, 3);
  });
});

test('the server answers GET /metrics, and readings at the same time share one', async t => {
  let readings = 0;
  const server = await openMetricsServer({
    host: '127.0.0.1',
    port: 0,
    read: async () => {
      await new Promise(resolve => setTimeout(resolve, 50));
      return `readings ${++readings}\n`;
    },
  });
  t.after(() => server.close());
  const url = `http://127.0.0.1:${server.port}`;
  const answers = await Promise.all([fetch(`${url}/metrics`), fetch(`${url}/metrics`)]);
  assert.deepEqual(await Promise.all(answers.map(answer => answer.text())), ['readings 1\n', 'readings 1\n']);
  assert.equal(answers[0]?.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
  assert.equal((await fetch(`${url}/`)).status, 404);
  assert.equal((await fetch(`${url}/metrics`, {method: 'POST'})).status, 405);
});

function samplesOf(found: readonly Metric[], name: string) {
  return found.find(metric => metric.name === name)?.samples;
}

test('every metric is documented', () => {
  const documented = new Set(readFileSync('docs/metrics.md', 'utf8').match(/\blvsctl_[a-z_]+/g));
  const state = {routers: [], processes: [], version: '1', startedAt: 0} as unknown as DirectorState;
  const report: ChecksReport = {schema: 'lvsctl.checks/1', source: 'director', at: 0, notes: [], pools: []};
  const known = [...tableMetrics([]), ...checksMetrics(report), ...routerMetrics(state)].map(({name}) => name);
  assert.deepEqual(
    known.filter(name => !documented.has(name)),
    [],
  );
  assert.deepEqual(
    [...documented].filter(name => !known.includes(name)),
    [],
  );
});
