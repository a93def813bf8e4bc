import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as fc from 'fast-check';
import {stringify} from 'yaml';
import {serviceDocument} from '../../../src/commands/output/service-document.js';
import {sayingOf} from '../../../src/config/table/said.js';
import {readJson} from '../../../src/config/table/read-json.js';
import {readYaml} from '../../../src/config/table/read-yaml.js';
import {snapshotSummary, snapshotText} from '../../../src/config/table/snapshot-text.js';
import {formatTableProblem} from '../../../src/config/table/table-problem.js';
import type {DesiredTable} from '../../../src/ipvs/plan.js';
import {noStatistics} from '../../../src/ipvs/statistics.js';
import {changesOf, planTable} from '../../../src/maintenance/apply/table-plan.js';
import {anyKernelTable} from '../../commands/apply/kernel-tables.js';
import {formatJson} from '../../../src/commands/output/structured.js';

/** As `lvsctl list` tells it. */
function listed({entries}: DesiredTable) {
  return {
    schema: 'lvsctl.list/1',
    kernel: {ipvs: '1.2.1', connectionTableSize: 4096, embedded: true},
    services: entries.map(({service, destinations}) =>
      serviceDocument({
        service: {...service, statistics: noStatistics},
        destinations: destinations.map(one => ({
          ...one,
          activeConnections: 3,
          inactiveConnections: 2,
          persistentConnections: 1,
          statistics: noStatistics,
        })),
      }),
    ),
  };
}

describe('what lvsctl list prints of a table is no difference to it', () => {
  for (const [name, format, read] of [
    ['json', (document: unknown) => formatJson(document, 2), readJson],
    ['yaml', (document: unknown) => stringify(document), readYaml],
  ] as const)
    test(name, () => {
      fc.assert(
        fc.property(anyKernelTable, table => {
          const {table: again, problems, notes} = read({name: 'file', text: format(listed(table))});
          assert.deepEqual([problems, notes], [[], []]);
          const {stages} = planTable(table, again, {prunes: true, saying: sayingOf(name)});
          assert.deepEqual(changesOf(stages), []);
        }),
        {numRuns: name === 'json' ? 500 : 100},
      );
    });
});

test('a snapshot tells all of a table, to the bit, the oldest first', () => {
  fc.assert(
    fc.property(anyKernelTable, table => {
      const text = snapshotText({name: 'one', at: '2026-01-02T03:04:05.678Z', note: null}, table);
      const {table: again, problems, isExact} = readJson({name: 'file', text});
      assert.deepEqual([problems, isExact], [[], true]);
      assert.deepEqual(
        again.entries.toReversed().map(entry => ({...entry, destinations: entry.destinations.toReversed()})),
        table.entries,
      );
      assert.equal(snapshotSummary(text)?.services, table.entries.length);
    }),
    {numRuns: 500},
  );
});

const good = {
  schema: 'lvsctl.list/1',
  services: [
    {
      service: 'tcp/10.0.0.1:80',
      scheduler: 'rr',
      realServers: [{address: '10.1.0.1', port: 80, forwarding: 'masquerading', weight: 1}],
    },
  ],
};

test('what is not told has the defaults of ipvsadm', () => {
  const {table, problems} = readJson({name: 'file', text: JSON.stringify(good)});
  assert.deepEqual(problems, []);
  const [{service, destinations: [server] = []} = {service: undefined}] = table.entries;
  assert.deepEqual([service?.flags, service?.timeout, service?.netmask], [0, 0, 0xffffffff]);
  assert.deepEqual([server?.upperThreshold, server?.tunnel], [0, {type: 0, port: 0, flags: 0}]);
});

describe('mistakes in a document are all told at once, each with its place', () => {
  const text = `{"schema": "lvsctl.list/1",
 "services": [
  {"service": "tcp/10.0.0.1:80", "scheduler": "rr",
   "realServers": [
    {"address": "10.1.0.300", "port": 80, "forwarding": "nat", "wieght": 1},
    {"address": "10.1.0.2", "port": 80, "forwarding": "direct", "weight": -1}]},
  {"service": "tcp/10.0.0.1:80", "scheduler": "rr"},
  {"service": "udp/10.0.0.2:53", "fwmark": 3, "family": "ipv4", "scheduler": ""},
  7
 ]}`;
  const expected = [
    '5:17: "10.1.0.300" is no address',
    '5:57: forwarding is "nat": one of masquerading, local, tunnel, direct is expected',
    '5:5: weight is missing: a whole number from 0 to 2147483647 is expected',
    '6:75: weight is -1: a whole number from 0 to 2147483647 is expected',
    '7:3: tcp/10.0.0.1:80 is there twice: it is in line 3 already',
    '8:15: service says udp/10.0.0.2:53, and the other fields fwmark/3',
    '8:78: scheduler is "": a name of at most 15 characters is expected',
    '9:3: an object is expected here, not 7',
  ];

  test('in JSON', () => {
    const {problems, notes} = readJson({name: 'file', text});
    const told = new Set(problems.map(formatTableProblem));
    for (const problem of expected) assert.ok(told.has(`file:${problem}`), `${problem}\n${[...told].join('\n')}`);
    assert.deepEqual(notes, ['line 5: the field wieght is unknown and was passed over']);
  });

  test('in YAML', () => {
    const {problems} = readYaml({name: 'file', text: stringify(JSON.parse(text))});
    assert.equal(problems.length, readJson({name: 'file', text}).problems.length);
    assert.ok(problems.every(({line, column}) => line > 1 && column > 0));
  });

  test('of the language itself', () => {
    const wrong = readJson({name: 'file', text: '{"schema": "lvsctl.list/1",\n "services": [1,]}'});
    assert.deepEqual(wrong.problems.map(formatTableProblem), ['file:2:17: this is no JSON: a value is expected here']);
    const yaml = readYaml({name: 'file', text: 'schema: lvsctl.list/1\nservices: [\n'});
    assert.match(yaml.problems.map(formatTableProblem).join(), /^file:\d+:\d+: this is no YAML/);
  });

  test('of another document', () => {
    const {problems} = readJson({name: 'file', text: '{"schema": "lvsctl.conns/1", "services": []}'});
    assert.match(problems.map(formatTableProblem).join(), /^file:1:12: schema is "lvsctl\.conns\/1"/);
  });
});

test('no JSON text makes the reader fail otherwise than by a problem', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.string(), (text, at, more) => {
      const place = at % (text.length + 1);
      readJson({name: 'file', text: text.slice(0, place) + more + text.slice(place)});
      readJson({name: 'file', text: `{"schema":"lvsctl.list/1","services":[${text}]}`});
    }),
    {numRuns: 2000},
  );
});
