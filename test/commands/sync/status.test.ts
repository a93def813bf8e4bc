import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {countOrigins} from '../../../src/commands/sync/count-origins.js';
import {coverageOf} from '../../../src/commands/sync/coverage.js';
import type {ConnectionOrigin} from '../../../src/ipvs/connection.js';
import {parseConnectionOrigin} from '../../../src/ipvs/connection-line.js';
import {ipv4} from '../../../src/net/address.js';
import {SyncDirector} from './run-sync.js';

const folder = mkdtempSync(join(tmpdir(), 'lvsctl-sync-'));
after(() => rmSync(folder, {recursive: true}));

const lines = [
  'TCP 0A4D0005 9CA5 0A000001 0050 0A010002 0050 ESTABLISHED SYNC       119',
  'TCP 0A4D0005 9CA6 0A000001 0050 0A010002 0050 ESTABLISHED LOCAL       89',
  'TCP 0A4D0000 0000 0A000001 0050 0A010002 0050 ASSURED     SYNC       299',
  'UDP 2001:0db8:0000:0000:0000:0000:0000:0001 0035 2001:0db8:0000:0000:0000:0000:0000:0002 0035 2001:0db8:0000:0000:0000:0000:0000:0003 0035 UDP         LOCAL      299',
  'IP  0A4D0000 0000 00000005 0000 0A010002 0000 NONE        LOCAL        9',
];
const table = lines.map(line => parseConnectionOrigin(line) as ConnectionOrigin);

describe('a line of the table with origins', () => {
  test('tells what was received from what is of this director', () =>
    assert.deepEqual(
      table.map(({origin, expires}) => [origin, expires]),
      [
        ['synced', 119],
        ['local', 89],
        ['synced', 299],
        ['local', 299],
        ['local', 9],
      ],
    ));
  for (const line of [lines[0]!.replace('SYNC', 'ELSE '), `${lines[0]} more`, lines[0]!.slice(0, 60), ''])
    test(`of another form is none: '${line}'`, () => assert.equal(parseConnectionOrigin(line), undefined));
});

test('connections are counted by service, templates apart, services without any too', () => {
  const id = {type: 'address', protocol: 6, address: ipv4(0x0a000009), port: 80} as const;
  assert.deepEqual(
    countOrigins([id], [table]).map(({service, connections, templates}) => [
      service,
      connections.local,
      connections.synced,
      templates.local,
      templates.synced,
    ]),
    [
      ['tcp/10.0.0.9:80', 0, 0, 0, 0],
      ['tcp/10.0.0.1:80', 1, 1, 0, 1],
      ['udp/[2001:db8::2]:53', 1, 0, 0, 0],
      ['fwmark/5', 0, 0, 1, 0],
    ],
  );
});

test('coverage compares what one has of its own with what the other received, in both directions', () => {
  const counts = (local: number, synced: number) => ({
    service: 'x',
    connections: {local, synced},
    templates: {local: 0, synced: 0},
  });
  assert.deepEqual(coverageOf(counts(200, 3), counts(4, 199)), {
    there: {own: 200, received: 199, percent: 99},
    here: {own: 4, received: 3, percent: 75},
  });
  assert.equal(coverageOf(counts(0, 0), undefined).there.percent, undefined);
  assert.equal(coverageOf(counts(1, 0), counts(0, 9)).there.percent, 100);
});

describe('sync status', () => {
  test('of a director without anything says what that means', async () => {
    const {stdout, code} = await new SyncDirector().run('status');
    assert.equal(
      stdout,
      'No daemon runs: no other director is told of these connections, and none is heard.\n\nNo services, no connections.\n',
    );
    assert.equal(code, 0);
  });

  test('shows daemons, counts, and that coverage is unknown without the word of the peer', async () => {
    const director = SyncDirector.withTraffic();
    await director.run('start master --interface eth0 --syncid 1');
    const {stdout} = await director.run('status');
    assert.match(
      stdout,
      /^DAEMON +INTERFACE +SYNCID +GROUP +PORT +TTL +MAXLEN\nmaster +eth0 +1 +224\.0\.0\.81 +8848 +1 +1472\n/,
    );
    assert.match(stdout, /^tcp\/203\.0\.113\.10:443 +[1-9]\d* +0 +\d+ +0 +unknown$/m);
    assert.match(stdout, /only that director can count/);
  });

  test('with the status of the peer tells the coverage', async () => {
    const director = SyncDirector.withTraffic();
    const own = JSON.parse((await director.run('status -o json')).stdout);
    assert.ok(own.services.every((service: {coverage: unknown}) => service.coverage === null));
    for (const each of own.services) {
      for (const counts of [each.connections, each.templates]) {
        counts.synced = counts.local;
        counts.local = 0;
      }
    }
    const file = join(folder, 'peer.json');
    writeFileSync(file, JSON.stringify(own));
    const {stdout} = await director.run(`status --peer ${file}`);
    assert.match(stdout, /^tcp\/203\.0\.113\.10:443 .* 100% \((\d+)\/\1\) +-$/m);
    const told = JSON.parse((await director.run(`status -o json --peer ${file}`)).stdout);
    assert.equal(told.services[0].coverage.there.percent, 100);
    assert.equal(told.services[0].coverage.here.percent, null);
  });

  for (const [what, text] of [
    ['no JSON', 'master running'],
    ['another document', '{"schema":"lvsctl.list/1","services":[]}'],
    ['a change, which counts nothing', '{"schema":"lvsctl.sync/1","result":"done"}'],
    ['counts that are none', '{"schema":"lvsctl.sync/1","services":[{"service":"x","connections":{"local":-1}}]}'],
  ] as const) {
    test(`refuses ${what} as the status of the peer`, async () => {
      const file = join(folder, 'bad.json');
      writeFileSync(file, text);
      await assert.rejects(new SyncDirector().run(`status --peer ${file}`), {name: 'Usage', message: /bad\.json/});
    });
  }

  test("--compat prints LVSSyncDaemonSwap's lines with its exit status", async () => {
    const director = new SyncDirector();
    assert.deepEqual(await director.run('status --compat master'), {stdout: 'master stopped\n', stderr: '', code: 0});
    await director.run('start backup --interface eth0');
    assert.deepEqual(await director.run('status --compat backup'), {stdout: 'backup running\n', stderr: '', code: 3});
    assert.deepEqual((await director.run('status --compat')).code, 0);
  });
});
