import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Probe} from '../../../src/checks/probe/probe.js';
import {formatDirectorProblem} from '../../../src/config/director/director-problem.js';
import {poolsOfLdirectord} from '../../../src/config/ldirectord/to-pools.js';
import type {Pool, PoolServer} from '../../../src/config/pools/pool-configuration.js';
import {accepted, readText, world} from '../ldirectord/corpus.js';
import {checkPools} from './check-pools.js';

const read = (text: string) => poolsOfLdirectord(readText(text, world), '/l.cf', 'lvs1');
const lines = (...directives: string[]) =>
  `virtual=10.0.0.1:80\n\treal=10.0.0.11:8080 masq 3\n${directives.map(each => `\t${each}\n`).join('')}\n`;
const pool = (...directives: string[]) => read(lines(...directives)).pools.pools[0] as Pool;
const server = (...directives: string[]) => pool(...directives).servers[0] as PoolServer;
const probe = (...directives: string[]) => server(...directives).checks[0]?.probe as Probe;
const refusals = (text: string) =>
  read(text)
    .problems.filter(({severity}) => severity === 'refused')
    .map(formatDirectorProblem);

test('one server is enough, and servers are counted', () => {
  const {quorum, quorumCounts, name, sorry} = pool('checktype=connect', 'fallback=127.0.0.1:8099');
  assert.deepEqual([name, quorum, quorumCounts], ['TCP 10.0.0.1:80', 1, 'servers']);
  assert.deepEqual([sorry?.destinations[0]?.port, sorry?.destinations[0]?.weight, sorry?.inhibits], [80, 1, false]);
});

test('each type of check is what ldirectord does', () => {
  const types = ['connect', 'ping', 'negotiate', 'external'].map(
    type => probe(`checktype=${type}`, 'service=http', 'checkcommand=/bin/true').type,
  );
  assert.deepEqual(types, ['tcp', 'ping', 'http', 'command']);
  assert.deepEqual(server('checktype=on').checks, []);
  assert.equal(server('checktype=off').isOff, true);
  assert.equal(server('checktype=on').isOff, false);
  assert.deepEqual(server('checktype=negotiate', 'service=none').checks, []);
});

test('a combined check asks rarely and connects in between', () => {
  const {checks} = server('checktype=4', 'service=http');
  assert.deepEqual(
    checks.map(({probe: {type}, schedule: {interval, retryDelay}}) => [type, interval, retryDelay]),
    [
      ['http', 50_000, 10_000],
      ['tcp', 10_000, 10_000],
    ],
  );
});

test('an external check gets the words that ldirectord gives it', () => {
  const found = probe('checktype=external', 'checkcommand=/usr/bin/it', 'checktimeout=7');
  assert.deepEqual(found.type === 'command' && [found.command, found.timeout], [
    ['/usr/bin/it', '10.0.0.1', '80', '10.0.0.11', '8080'],
    7000,
  ]);
});

test('mail is talked with as ldirectord does, and certificates count where its clients check them', () => {
  const asked = (service: string, ...more: string[]) => {
    const found = probe('checktype=negotiate', `service=${service}`, 'login=a', 'passwd=b', ...more);
    return found.type === 'dialog' || found.type === 'ldap' ? [found.type, found.tls?.verifies] : [found.type];
  };
  assert.deepEqual(asked('smtp'), ['dialog', undefined]);
  assert.deepEqual(asked('pop'), ['dialog', undefined]);
  assert.deepEqual(asked('pops'), ['dialog', true]);
  assert.deepEqual(asked('imaps'), ['dialog', true]);
  assert.deepEqual(asked('ldaps'), ['ldap', false]);
});

test('simpletcp and sip go by datagrams where the service is of UDP', () => {
  const over = (service: string, protocol: string) => {
    const found = probe('checktype=negotiate', `service=${service}`, 'login=a', 'request=x', `protocol=${protocol}`);
    return found.type === 'dialog' ? found.over : found.type;
  };
  assert.deepEqual([over('simpletcp', 'udp'), over('simpletcp', 'tcp')], ['udp', 'tcp']);
  assert.deepEqual([over('sip', 'udp'), over('nntp', 'udp')], ['udp', 'tcp']);
});

test('http asks the real server with the name of the virtual host', () => {
  const found = probe(
    'service=http',
    'request="a/b c"',
    'receive="^OK"',
    'virtualhost=www.example.com',
    'checkport=81',
  );
  assert.ok(found.type === 'http');
  assert.deepEqual([found.target.port, found.virtualHost, found.version], [81, 'www.example.com', '1.1']);
  assert.deepEqual(found.requests[0]?.path, '/a/b%20c');
  assert.equal(found.requests[0]?.pattern?.source, '^OK');
  const plain = probe('service=http');
  assert.equal(plain.type === 'http' && plain.virtualHost, '10.0.0.11');
});

test('a name server is asked for an address, or for the name of one', () => {
  const name = probe('service=dns', 'request="www.example.com"', 'receive="10"');
  const address = probe('service=dns', 'request="10.0.0.7"', 'receive="www"');
  assert.deepEqual(name.type === 'dns' && [name.recordType, name.name], ['A', 'www.example.com']);
  assert.deepEqual(address.type === 'dns' && [address.recordType, address.name], ['PTR', '7.0.0.10.in-addr.arpa']);
});

test('what would never be found well is down, and not off: the fallback server has its clients', () => {
  const withoutRequest = server('service=mysql', 'login="a"');
  assert.deepEqual([withoutRequest.isOff, withoutRequest.checks[0]?.probe.type], [false, 'sql']);
  const text = 'virtual=7\n\treal=10.0.0.11 gate\n\tservice=none\n\tchecktype=connect\n\tfallback=127.0.0.1\n';
  const withoutPort = read(text).pools.pools[0]?.servers[0];
  const probed = withoutPort?.checks[0]?.probe;
  assert.deepEqual([withoutPort?.isOff, probed?.type === 'tcp' && probed.target.port], [false, 0]);
});

test('passwords are sealed', () => {
  const found = probe('service=imap', 'login="me"', 'passwd="hidden-word"');
  assert.deepEqual(found.type === 'dialog' && found.password, {sealed: 'hidden-word'});
});

test('failurecount, quiescent, cleanstop, maintenancedir and mails hold', () => {
  const {pools} = read(
    `cleanstop=no\nquiescent=yes\nmaintenancedir=/tmp\nemailalertfreq=60\nemailalertfrom=x@y\nsmtp=mx\n\n${lines('checktype=connect', 'failurecount=3', 'emailalert="a@b, c@d"')}`,
  );
  const [one] = pools.pools;
  assert.deepEqual([pools.onStop, pools.maintenanceFolder, pools.notices.repeat], ['leave', '/tmp', 60_000]);
  assert.deepEqual([one?.servers[0]?.whenDown, one?.servers[0]?.checks[0]?.schedule.fall], ['quiesce', 3]);
  assert.deepEqual(one?.mailTo, ['a@b', 'c@d']);
  assert.deepEqual([pools.notices.mail?.from, pools.notices.mail?.server.host], ['x@y', 'mx']);
});

test('a fallbackcommand is run as ldirectord runs it, without a shell', () => {
  const {quorumUp, quorumDown} = pool('checktype=connect', 'fallbackcommand=/usr/bin/it now');
  assert.deepEqual(quorumDown?.words, ['/usr/bin/it', 'now', 'start', '10.0.0.1:80', 'tcp']);
  assert.deepEqual(quorumUp?.words, ['/usr/bin/it', 'now', 'stop', '10.0.0.1:80', 'tcp']);
  assert.match(refusals(lines('fallbackcommand=it | that')).join(), /is for a shell/);
});

test('what is for the inside of ldirectord, or has no client, is refused', () => {
  assert.match(refusals(lines('checktype=external-perl', 'checkcommand=/x.pl')).join(), /is Perl for the inside/);
  assert.match(refusals(lines('service=oracle', 'login="a"', 'request="b"')).join(), /no client of Oracle/);
});

test('what no try would decide is refused where it stands, and once', () => {
  const told = refusals(lines('service=http', 'receive="(well"').replace('10.0.0.11:8080', '10.0.0.11->10.0.0.19:80'));
  assert.deepEqual(told.length, 1, told.join('\n'));
  assert.match(
    told[0] as string,
    /ldirectord\.cf:2:\d+: refused: the regular expression \(well: there is a \( without/,
  );
  for (const service of ['ftp', 'simpletcp', 'dns'])
    assert.equal(refusals(lines(`service=${service}`, 'request="a"', 'receive="a)"')).length, 1, service);
  const link = 'virtual6=[2001:db8::1]:80\n\treal6=[fe80::1]:80 masq\n\tchecktype=connect\n';
  assert.match(refusals(link).join(), /:2:\d+: refused: fe80::1 is on every link; check it by another address/);
});

test('whatever ldirectord takes and is not refused is sound', () => {
  let usable = 0;
  for (const {name, text} of accepted) {
    const {pools, problems} = read(text);
    if (problems.some(({severity}) => severity === 'refused')) continue;
    assert.deepEqual(checkPools(pools), [], name);
    usable++;
  }
  assert.ok(usable > 30, `${usable}`);
});
