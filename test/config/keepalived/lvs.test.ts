import assert from 'node:assert/strict';
import {test} from 'node:test';
import {formatAddress} from '../../../src/net/address.js';
import {readNamed, readText} from './corpus.js';

test('a virtual server is as keepalived takes it to be', () => {
  const [server] = readNamed('accepted/every-checker.conf').config.lvs.virtualServers;
  assert.ok(server);
  const {protocol, scheduler, flags, persistenceTimeout, netmask, quorum, hysteresis} = server;
  assert.deepEqual(
    [protocol, scheduler, flags, persistenceTimeout, netmask, quorum, hysteresis],
    [6, 'sh', 0x18, 360, 0xffffff00, 2, 1],
  );
  assert.deepEqual(
    server.realServers.map(({weight, upperThreshold, forwarding}) => [weight, upperThreshold, forwarding]),
    [
      [10, 1000, 0],
      [2, 0, 0],
    ],
  );
  assert.equal(server.sorryServer?.inhibitsOnFailure, true);
  assert.deepEqual(
    server.realServers.flatMap(({checks}) => checks.map(({kind}) => kind.type)),
    ['http', 'tcp', 'smtp', 'smtp', 'dns', 'udp', 'command', 'ping', 'file', 'bfd'],
  );
});

test('checks have the schedule of their block, of the real server, or of the virtual server', () => {
  const {config} = readText(
    'virtual_server 10.0.0.1 80 {\ndelay_loop 7\nretry 4\nconnect_timeout 2\nlvs_sched rr\nlvs_method DR\nprotocol TCP\nreal_server 10.0.0.2 80 {\ndelay_before_retry 9\nTCP_CHECK {\nretry 1\n}\nHTTP_GET {\nurl {\npath /\n}\n}\nMISC_CHECK {\nmisc_path /bin/true\n}\n}\n}',
  );
  const checks = config.lvs.virtualServers[0]?.realServers[0]?.checks ?? [];
  assert.deepEqual(
    checks.map(({schedule}) => [schedule.interval, schedule.retries, schedule.retryDelay]),
    [
      [7000, 1, 9000],
      [7000, 4, 9000],
      [7000, 4, 9000],
    ],
  );
  assert.equal(checks[0]?.connection?.timeout, 2000);
  assert.equal(checks[2]?.connection, undefined);
});

test('what checks do when nothing is said', () => {
  const {config} = readText(
    'virtual_server 10.0.0.1 80 {\nlvs_sched rr\nlvs_method DR\nprotocol TCP\nreal_server 10.0.0.2 80 {\nDNS_CHECK {\n}\nMISC_CHECK {\nmisc_path /bin/true\n}\nSSL_GET {\nurl {\npath /\n}\n}\n}\n}',
  );
  const checks = config.lvs.virtualServers[0]?.realServers[0]?.checks ?? [];
  assert.deepEqual(
    checks.map(({schedule}) => [schedule.retries, schedule.retryDelay]),
    [
      [3, 60_000],
      [0, 1000],
      [1, 3000],
    ],
  );
  assert.deepEqual(checks[0]?.kind, {type: 'dns', recordType: 'SOA', name: '.'});
});

test('a pattern is read from the line as it is written: quotes and blanks', () => {
  const regex = (lines: string) =>
    readText(
      `virtual_server 10.0.0.1 80 {\nlvs_sched rr\nlvs_method DR\nprotocol TCP\nreal_server 10.0.0.2 80 {\nHTTP_GET {\nurl {\npath /\n${lines}\n}\n}\n}\n}`,
    ).config.lvs.virtualServers[0]?.realServers[0]?.checks.flatMap(({kind}) =>
      kind.type === 'http' ? kind.urls.map(url => url.regex) : [],
    )[0];
  assert.equal(regex('regex "under construction"')?.pattern, 'under construction');
  assert.equal(regex("regex '^OK [0-9]+'")?.pattern, '^OK [0-9]+');
  assert.equal(regex('regex wel.*me')?.pattern, 'wel.*me');
  assert.equal(regex('regex "a\\\\.b"')?.pattern, 'a\\.b');
  assert.equal(regex('regex under construction'), undefined);
  assert.deepEqual(regex('regex x\nregex_options caseless multilne')?.options, ['caseless']);
  const bound = regex('regex x\nregex_min_offset 9\nregex_max_offset 8');
  assert.deepEqual([bound?.leastOffset, bound?.mostOffset], [undefined, undefined]);
  const every = readNamed('accepted/every-checker.conf').config.lvs.virtualServers[0]?.realServers[0]?.checks[0]?.kind;
  assert.deepEqual(every?.type === 'http' && every.urls.map(url => url.regex?.pattern).filter(Boolean), ['^OK [0-9]+']);
});

test('groups are ranges and marks', () => {
  const {groups, virtualServers} = readNamed('accepted/virtual-server-kinds.conf').config.lvs;
  const texts = groups[0]?.members.map(member =>
    member.type === 'range' ? `${formatAddress(member.first)}-${formatAddress(member.last)}` : `mark ${member.fwmark}`,
  );
  assert.deepEqual(texts, ['10.0.0.50-10.0.0.60', '10.0.1.0-10.0.1.15', '10.0.2.10-10.0.2.20', 'mark 100']);
  assert.deepEqual(
    virtualServers.map(({subject}) => subject.type),
    ['group', 'fwmark', 'address', 'address'],
  );
  const tunneled = virtualServers[2]?.realServers.map(({forwarding, tunnel}) => [
    forwarding,
    tunnel.type,
    tunnel.port,
    tunnel.flags,
  ]);
  assert.deepEqual(tunneled, [
    [2, 1, 6080, 1],
    [2, 2, 0, 1],
  ]);
  assert.equal(virtualServers[3]?.flags, 0x38);
});

test('ports that only NAT can change are those of the virtual server', () => {
  const server = (method: string) =>
    readText(
      `virtual_server 10.0.0.1 80 {\nlvs_sched rr\nlvs_method ${method}\nprotocol TCP\nreal_server 10.0.0.2 8080 {\n}\n}`,
    ).config.lvs.virtualServers[0];
  assert.equal(server('DR')?.realServers[0]?.port, 80);
  assert.equal(server('NAT')?.realServers[0]?.port, 8080);
});
