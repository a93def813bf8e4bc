import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {formatServiceId} from '../../../../src/ipvs/service-text.js';
import {isWholeCheckDump, readCheckDump} from '../../../../src/managers/keepalived/checks/check-dump.js';
import {poolsOfDump} from '../../../../src/managers/keepalived/checks/report-of-dump.js';

const text = readFileSync('fixtures/keepalived-checks/keepalived_check.data', 'utf8');
const untold = {lvs: undefined, lastChange: () => undefined};

test("a dump of keepalived 2.2.7's health checker is read: services, servers, states, weights, checks", () => {
  const pools = poolsOfDump(readCheckDump(text), untold);
  const found = pools.map(({name, services, quorum, sorry, servers}) => ({
    name,
    services: services.map(formatServiceId),
    quorum: [quorum?.isThere, quorum?.count, quorum?.threshold],
    sorry,
    servers: servers.map(server => [
      server.name,
      server.state,
      server.weight,
      server.configuredWeight,
      server.checks.map(check => check.name),
    ]),
  }));
  assert.deepEqual(found, [
    {
      name: 'TCP 10.9.0.100:80',
      services: ['tcp/10.9.0.100:80'],
      quorum: [true, 8, 1],
      sorry: 'idle',
      servers: [
        ['10.9.0.7:80', 'up', 3, 3, ['HTTP_GET 10.9.0.7:80 /index.html']],
        ['10.9.0.8:80', 'up', 5, 5, ['TCP_CHECK 10.9.0.8:80', 'FILE_CHECK 10.9.0.8:80']],
      ],
    },
    {
      name: 'UDP 10.9.0.101:53',
      services: ['udp/10.9.0.101:53'],
      quorum: [true, 1, 1],
      sorry: 'none',
      servers: [
        ['10.9.0.7:53', 'down', undefined, 1, ['UDP_CHECK 10.9.0.7:53']],
        ['10.9.0.8:53', 'up', 1, 1, ['PING_CHECK 10.9.0.8:53']],
        ['10.9.0.9:53', 'down', undefined, 1, ['MISC_CHECK 10.9.0.9:53']],
      ],
    },
  ]);
});

test('a program that failed is named with its status, and when it ran', () => {
  const [, dns] = poolsOfDump(readCheckDump(text), untold);
  const server = dns?.servers[2];
  assert.equal(server?.reason, 'MISC_CHECK 10.9.0.9:53: /usr/bin/false ended with status 1');
  assert.equal(server.checks[0]?.lastAt, 1795224340763);
});

test('a url that fails, retries, alpha and what has not run are told', () => {
  const failing = text
    .replace('   Up = yes\n   Has run = yes\n', '   Up = no\n   Has run = yes\n')
    .replace('   Retries iterations = 0\n', '   Retries iterations = 1\n   Failed URL = /index.html\n')
    .replace('   alive = 1\n   num failed checkers = 0', '   alive = 0\n   num failed checkers = 1');
  const [web] = poolsOfDump(readCheckDump(failing), untold);
  assert.equal(web?.servers[0]?.state, 'down');
  assert.equal(web.servers[0].layer, 'L7');
  assert.equal(web.servers[0].reason, 'HTTP_GET 10.9.0.7:80 /index.html: it fails at /index.html');
  const retrying = text.replace('   Retries iterations = 0\n', '   Retries iterations = 1\n');
  const [first] = poolsOfDump(readCheckDump(retrying), untold);
  assert.deepEqual([first?.servers[0]?.checks[0]?.contrary, first?.servers[0]?.checks[0]?.needed], [1, 2]);
  const waiting = text.replace('   Has run = yes\n', '   Has run = no\n');
  const [unknown] = poolsOfDump(readCheckDump(waiting), untold);
  assert.equal(unknown?.servers[0]?.state, 'unknown');
});

test('marks and groups have their names, and checks belong to them', () => {
  const others = text
    .replace(' VS VIP = 10.9.0.100, VPORT = 80', ' VS FWMARK = 7')
    .replaceAll(' [10.9.0.100]:tcp:80 ->', ' FWM 7 ->')
    .replace(' VS VIP = 10.9.0.101, VPORT = 53', ' VS GROUP = [dns]:0')
    .replaceAll(' [10.9.0.101]:udp:53 ->', ' [dns]:0 ->');
  const pools = poolsOfDump(readCheckDump(others), untold);
  assert.deepEqual(
    pools.map(({name, servers}) => [name, servers.map(({checks}) => checks.length)]),
    [
      ['FWM 7', [1, 2]],
      ['dns', [1, 1, 1]],
    ],
  );
});

test('a dump that is cut anywhere is read without an error', () => {
  for (let end = 0; end < text.length; end += 37) poolsOfDump(readCheckDump(text.slice(0, end)), untold);
  assert.equal(isWholeCheckDump(text), true);
  assert.equal(isWholeCheckDump(text.slice(0, 500)), false);
});
