import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {showConnectionsOf} from '../../../src/tui/screens/connections/state.js';
import {ConnectionsScreen, rowOf, seenService, serviceId} from './connections-screen.js';

const connections = [
  'TCP 198.51.100.20:1 10.0.0.1:80 10.1.0.12:8080 FIN_WAIT 101',
  'TCP 198.51.100.3:2 10.0.0.1:80 10.1.0.11:8080 ESTABLISHED 899',
  'TCP 198.51.100.100:3 10.0.0.1:443 10.1.0.11:8443 ESTABLISHED 4',
  'TCP 198.51.100.3:4 10.0.0.2:80 10.1.0.11:8080 ESTABLISHED 7',
  'TCP 198.51.100.3:0 10.0.0.1:80 10.1.0.11:8080 NONE 300',
  'IP 198.51.100.3:0 0.0.0.7:0 10.1.0.12:0 NONE 300',
];

const clients = (screen: ConnectionsScreen) =>
  screen
    .lines()
    .slice(3)
    .map(line => (/198\.51\.100\.(\S+)/.exec(line)?.[1] ?? '') + (line.endsWith('<') ? '<' : ''));

describe('order and selection', () => {
  test('addresses are sorted as numbers; other columns and the other way round by keys', async () => {
    const screen = await new ConnectionsScreen(connections).refresh();
    assert.deepEqual(clients(screen), ['3:0<', '3:0', '3:2', '3:4', '20:1', '100:3']);
    await screen.press('r');
    assert.deepEqual(clients(screen), ['100:3<', '20:1', '3:4', '3:2', '3:0', '3:0']);
    await screen.press('<', '<'); // from client over protocol round to the last: expires
    assert.match(screen.lines()[2] ?? '', /▾EXPIRE/);
    assert.deepEqual(clients(screen), ['3:2<', '3:0', '3:0', '20:1', '3:4', '100:3']);
  });

  test('the selection stays on its connection when others come and go, and when the order changes', async () => {
    const screen = await new ConnectionsScreen(connections).refresh();
    await screen.press('down', 'down', 'down');
    assert.deepEqual(clients(screen), ['3:0', '3:0', '3:2', '3:4<', '20:1', '100:3']);
    await screen.press('r');
    assert.deepEqual(clients(screen), ['100:3', '20:1', '3:4<', '3:2', '3:0', '3:0']);
    screen.table = [screen.table[0]?.slice(3) ?? []];
    screen.now += 2000;
    await screen.refresh();
    assert.deepEqual(clients(screen), ['3:4<', '3:0', '3:0']);
  });
});

describe('filters', () => {
  test('take effect while they are typed, on what was already read', async () => {
    const screen = await new ConnectionsScreen(connections).refresh();
    await screen.press('/', ...'state=est');
    assert.deepEqual(clients(screen), ['3:2<', '3:4', '100:3']);
    assert.equal(screen.readings, 1);
    await screen.press('escape');
    assert.equal(clients(screen).length, 6);
  });

  test('that are wrong say so and leave the last good one', async () => {
    const screen = await new ConnectionsScreen(connections).refresh();
    await screen.press('/', ...':80', ...'0000');
    const {overlay} = screen.model;
    assert.equal(overlay?.type === 'prompt' && overlay.problem, ':800000: 800000 is no port: 0 to 65535');
    assert.equal(screen.model.connections.filterText, ':8000');
  });
});

describe('counts', () => {
  test('go from client to service, real server, state and back to the list', async () => {
    const screen = await new ConnectionsScreen(connections).refresh();
    const seen: string[][] = [];
    for (let i = 0; i < 4; i++) {
      await screen.press('t');
      seen.push(screen.firstCells());
    }
    assert.deepEqual(seen, [
      ['198.51.100.3', '198.51.100.20', '198.51.100.100'],
      ['tcp/10.0.0.1:80', 'tcp/10.0.0.1:443', 'tcp/10.0.0.2:80', 'fwmark/7'],
      ['10.1.0.11:8080', '10.1.0.11:8443', '10.1.0.12:8080', '10.1.0.12:0'],
      ['ESTABLISHED', 'FIN_WAIT', 'TEMPLATE'],
    ]);
    await screen.press('t');
    assert.equal(screen.firstCells().length, 6);
  });

  test('Enter shows the connections of one, and joins the filter in place of what that said of the same field', async () => {
    const screen = await new ConnectionsScreen(connections).refresh();
    await screen.filter('client=198.51.100.20 protocol=tcp');
    await screen.filter('client=198.51.100.0/24 protocol=tcp');
    await screen.press('t', 'enter');
    assert.equal(screen.model.connections.filterText, 'protocol=tcp client=198.51.100.3');
    assert.deepEqual(clients(screen), ['3:0<', '3:2', '3:4']);
  });

  test('every name of a count is a filter for what it counts', async () => {
    for (const presses of [1, 2, 3, 4]) {
      const screen = await new ConnectionsScreen(connections).refresh();
      for (let i = 0; i < presses; i++) await screen.press('t');
      const counted = screen.firstCells().length;
      for (let row = 0; row < counted; row++) {
        const again = await new ConnectionsScreen(connections).refresh();
        for (let i = 0; i < presses; i++) await again.press('t');
        for (let i = 0; i < row; i++) await again.press('down');
        const count = again.model.connections.rows.rowAt(row);
        await again.press('enter');
        assert.ok(count && 'templates' in count);
        assert.equal(again.model.connections.rows.length, count.connections + count.templates, again.text());
      }
    }
  });

  test('o shows only this client, from the list too', async () => {
    const screen = await new ConnectionsScreen(connections).refresh();
    await screen.press('end', 'o');
    assert.deepEqual(clients(screen), ['100:3<']);
    assert.equal(screen.model.connections.filterText, 'client=198.51.100.100');
  });
});

describe('following', () => {
  const web = seenService(serviceId('10.0.0.1:80'), '10.1.0.11:8080', '10.1.0.12:8080');

  test('a service shows its connections and says so', async () => {
    const screen = await new ConnectionsScreen(connections).refresh();
    await screen.do(model => showConnectionsOf({...model, screen: 'services'}, rowOf(web)));
    assert.equal(screen.lines()[0], ' following tcp/10.0.0.1:80: 2 connections, 1 established');
    assert.deepEqual(clients(screen), ['3:0<', '3:2', '20:1']);
  });

  test('a real server is that of its service', async () => {
    const screen = await new ConnectionsScreen(connections).refresh();
    await screen.do(model => showConnectionsOf(model, rowOf(web, '10.1.0.11:8080')));
    assert.equal(screen.lines()[0], ' following 10.1.0.11:8080 of tcp/10.0.0.1:80: 1 connection, 1 established');
    assert.deepEqual(clients(screen), ['3:0<', '3:2']);
  });

  test('a fwmark service is known by its real servers, and its templates by the mark', async () => {
    const screen = await new ConnectionsScreen(connections).refresh();
    const marked = seenService({type: 'fwmark', family: 'ipv4', fwmark: 7}, '10.1.0.12:0');
    await screen.do(model => showConnectionsOf(model, rowOf(marked)));
    assert.equal(screen.lines()[0], ' following fwmark/7: 1 connection, 0 established');
    assert.deepEqual(clients(screen), ['3:0<', '20:1']);
  });

  test('a service with port 0 has what no other service of its address has', async () => {
    const screen = await new ConnectionsScreen(connections).refresh();
    const rest = seenService(serviceId('10.0.0.1:0'), '10.1.0.11:0');
    const snapshot = {services: [web, rest]} as never;
    await screen.do(model => showConnectionsOf({...model, snapshot}, rowOf(rest)));
    assert.deepEqual(clients(screen), ['100:3<']);
  });

  test('f follows the real server of a connection; Esc takes back the filter, then the following', async () => {
    const screen = await new ConnectionsScreen(connections).refresh();
    await screen.press('end', 'f');
    assert.equal(screen.lines()[0], ' following 10.1.0.11:8443: 1 connection, 1 established');
    await screen.filter('state=FIN');
    assert.match(screen.lines()[0] ?? '', /^ following 10\.1\.0\.11:8443: 0 connections/);
    await screen.press('escape');
    assert.deepEqual(clients(screen), ['100:3<']);
    await screen.press('escape');
    assert.equal(screen.lines()[0], ' 4 connections');
  });
});
