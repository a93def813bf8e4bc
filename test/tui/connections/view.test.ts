import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {ConnectionsScreen} from './connections-screen.js';

const connections = [
  'TCP 198.51.100.7:40001 10.0.0.1:80 10.1.0.11:8080 ESTABLISHED 899',
  'TCP 198.51.100.7:40002 10.0.0.1:80 10.1.0.12:8080 FIN_WAIT 101',
  'TCP 198.51.100.200:50123 10.0.0.1:80 10.1.0.11:8080 ESTABLISHED 4',
  'UDP 203.0.113.9:5353 10.0.0.9:53 10.1.0.53:53 UDP 300',
  'TCP 198.51.100.7:0 10.0.0.1:80 10.1.0.11:8080 NONE 3600',
  'IP 198.51.100.0:0 0.0.0.7:0 10.1.0.12:0 NONE 59',
  'UDP 203.0.113.9:5060 10.0.0.9:5060 10.1.0.60:5060 UDP 299 sip 100\u001b@example.com',
];

describe('the screen of connections', () => {
  test('fits 80 columns', async () => {
    const screen = await new ConnectionsScreen(connections).refresh();
    assert.equal(
      screen.text(),
      ` 5 connections
 ESTABLISHED 2 ∙ TEMPLATE 2 ∙ UDP 2 ∙ FIN_WAIT 1
PROT CLIENT▴            SERVICE            REAL SERVER        STATE       EXPIRE
IP   198.51.100.0:0     fwmark/7           10.1.0.12:0        TEMPLATE      0:59 <
TCP  198.51.100.7:0     10.0.0.1:80        10.1.0.11:8080     TEMPLATE     60:00
TCP  198.51.100.7:40001 10.0.0.1:80        10.1.0.11:8080     ESTABLISHED  14:59
TCP  198.51.100.7:40002 10.0.0.1:80        10.1.0.12:8080     FIN_WAIT      1:41
TCP  198.51.1…200:50123 10.0.0.1:80        10.1.0.11:8080     ESTABLISHED   0:04
UDP  203.0.113.9:5060   10.0.0.9:5060      10.1.0.60:5060     UDP           4:59
UDP  203.0.113.9:5353   10.0.0.9:53        10.1.0.53:53       UDP           5:00
`,
    );
  });

  test('at 160 columns shows persistence data, with control characters written out', async () => {
    const screen = await new ConnectionsScreen(connections, {columns: 160}).refresh();
    await screen.filter('protocol=udp');
    assert.equal(
      screen.text(),
      `${' 2 of 5 connections'.padEnd(160 - 22)} filter: protocol=udp
 UDP 2
PROT CLIENT▴               SERVICE               REAL SERVER           STATE       EXPIRE PERSISTENCE DATA
UDP  203.0.113.9:5060      10.0.0.9:5060         10.1.0.60:5060        UDP           4:59 100\\x1b@example.com <
UDP  203.0.113.9:5353      10.0.0.9:53           10.1.0.53:53          UDP           5:00
`,
    );
  });

  test('gives long addresses of IPv6 equal room', async () => {
    const long = 'TCP [2001:db8:1234:5678:9abc:def0:1234:5678]:65535 [2001:db8::80]:443 [2001:db8:ffff::11]:8443';
    const screen = await new ConnectionsScreen([`${long} ESTABLISHED 1`]).refresh();
    assert.equal(
      screen.lines().at(-1),
      'TCP  [2001:db…78]:65535 [2001:db8::80]:443 [2001:db…:11]:8443 ESTABLISHED   0:01 <',
    );
    screen.model = {...screen.model, columns: 160};
    assert.equal(
      screen.lines().at(-1)?.slice(0, 130),
      'TCP  [2001:db8:1234:5678…f0:1234:5678]:65535 [2001:db8::80]:443                      [2001:db8:ffff::11]:8443                ESTAB',
    );
  });

  test('shows no more rows than there is room, however many there are', async () => {
    const many = Array.from({length: 500}, (_, i) => `TCP 198.51.100.7:${1000 + i} 10.0.0.1:80 10.1.0.11:80 CLOSE 9`);
    const screen = await new ConnectionsScreen(many, {rows: 12}).refresh();
    assert.equal(screen.lines().length, 12 - 5);
    await screen.press('end');
    assert.match(screen.lines().at(-1) ?? '', /:1499 .* <$/);
  });

  test('counts with shares, most first', async () => {
    const screen = await new ConnectionsScreen(connections).refresh();
    await screen.press('t');
    assert.equal(
      screen.text(),
      ` 5 connections, by client: 4 clients
 ESTABLISHED 2 ∙ TEMPLATE 2 ∙ UDP 2 ∙ FIN_WAIT 1
CLIENT                    ▾CONNECTIONS    %              ESTABLISHED   TEMPLATES
198.51.100.7                         2  40% ━━━━━                  1           1 <
203.0.113.9                          2  40% ━━━━━                  0           0
198.51.100.200                       1  20% ━━╸                    1           0
198.51.100.0                         0   0%                        0           1
`,
    );
  });

  test('tells how old the reading is when it is older than the interval, and why', async () => {
    const screen = await new ConnectionsScreen(connections, {columns: 120}).refresh();
    const {reading} = screen.model.connections;
    assert.ok(reading);
    screen.model = {...screen.model, connections: {...screen.model.connections, reading: {...reading, cost: 150}}};
    screen.now = reading.at + 12_000;
    assert.match(screen.lines()[1] ?? '', / read 12 s ago, every 15 s: the table is large$/);
    screen.now = reading.at + 2000;
    assert.doesNotMatch(screen.lines()[1] ?? '', /ago/);
  });

  test('says that there is nothing, and what brings everything back', async () => {
    const empty = await new ConnectionsScreen([]).refresh();
    assert.match(empty.text(), /There are no connections\./);
    const screen = await new ConnectionsScreen(connections).refresh();
    await screen.filter('client=192.0.2.1');
    assert.match(
      screen.text(),
      /0 of 5 connections.*filter: client=192\.0\.2\.1\n(.*\n)+ *No connection matches the filter/,
    );
    await screen.press('escape');
    assert.equal(screen.lines()[0], ' 5 connections');
  });
});
