import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import {startFtpProbe} from '../../../src/checks/probe/ftp-probe.js';
import type {FtpProbe} from '../../../src/checks/probe/probe.js';
import type {ProbeStep} from '../../../src/checks/probe/verdict.js';
import {linuxProbeWorld, verdictOf} from '../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork} from '../../kernel/socket/own-network.js';
import {parseAddress} from '../../../src/net/address.js';
import {accepts} from '../../lab/accepts.js';
import {limits, missingPrograms, Servers, shortLimits, target} from './dialog/servers.js';

const skip = enterOwnNetwork() || missingPrograms('/usr/sbin/vsftpd');
const servers = new Servers();
const world = linuxProbeWorld();
after(async () => {
  await servers.end();
  await world.close();
});

const probe = (port: number, receive: string | undefined, more: Partial<FtpProbe> = {}): FtpProbe => ({
  type: 'ftp',
  target: target(port),
  limits,
  login: 'anonymous',
  password: {sealed: 'ldirectord@director'},
  request: '/alive',
  pattern:
    receive === undefined
      ? undefined
      : {source: receive, options: [], mustNotMatch: false, leastOffset: undefined, mostOffset: undefined},
  ...more,
});

async function verdict(wanted: FtpProbe, onStep?: (step: ProbeStep) => void): Promise<string> {
  const found = await verdictOf(startFtpProbe, wanted, world, onStep);
  return `${found.type === 'down' ? found.layer : found.type}: ${found.words}`;
}

describe('files of a real server', {skip}, () => {
  before(async () => {
    mkdirSync(servers.path('files'));
    writeFileSync(servers.path('files', 'alive'), 'yes, alive\n');
    writeFileSync(servers.path('files', 'huge'), Buffer.alloc(20_000_000, 'x'));
    execFileSync('chown', ['root:root', servers.path('files')]);
    writeFileSync(
      servers.path('vsftpd.conf'),
      `listen=NO
listen_ipv6=YES
listen_port=1021
background=NO
anonymous_enable=YES
local_enable=NO
anon_root=${servers.path('files')}
no_anon_password=NO
secure_chroot_dir=${servers.path('empty')}
xferlog_enable=NO
seccomp_sandbox=NO
isolate_network=NO
isolate=NO
`,
    );
    mkdirSync(servers.path('empty'));
    await servers.run('/usr/sbin/vsftpd', [servers.path('vsftpd.conf')], () => accepts(1021));
  });

  test('a content that matches is up, over IPv4 and IPv6', async () => {
    assert.equal(await verdict(probe(1021, 'al+ive')), 'up: 11 bytes of /alive match');
    const overIpv6 = probe(1021, 'al+ive', {target: {address: parseAddress('::1')!, port: 1021}});
    assert.equal(await verdict(overIpv6), 'up: 11 bytes of /alive match');
  });
  test('both connections go over marked sockets from an address', async () => {
    const marked = {...target(1021), mark: 7, bindAddress: parseAddress('127.0.0.9')!};
    assert.equal(await verdict(probe(1021, 'alive', {target: marked})), 'up: 11 bytes of /alive match');
  });
  test('another content is down, and so is a file that is not there', async () => {
    assert.equal(await verdict(probe(1021, 'dead')), 'L7: the content does not match: 11 bytes of /alive');
    assert.match(await verdict(probe(1021, 'alive', {request: '/gone'})), /^L7: RETR \/gone refused: 550 /);
  });
  test('a login that is refused is down, and its password is in no words and no step', async () => {
    const steps: ProbeStep[] = [];
    const asked = probe(1021, 'alive', {login: 'ann', password: {sealed: 'battery staple'}});
    const said = await verdict(asked, step => steps.push(step));
    assert.match(said, /^L7: login refused: 530 /);
    assert.ok(steps.length > 2);
    assert.doesNotMatch(JSON.stringify([said, steps]), /battery|staple/);
  });
  test('of a huge file the beginning counts', async () => {
    assert.equal(await verdict(probe(1021, '^x+', {request: '/huge'})), 'up: 1,048,576 bytes of /huge match');
    assert.equal(
      await verdict(probe(1021, 'alive', {request: '/huge'})),
      'L7: RETR /huge failed: more than 1,048,576 bytes: the rest is not looked at',
    );
  });
  test('where nothing is to be received the greeting is enough', async () => {
    assert.match(await verdict(probe(1021, undefined, {login: 'ann'})), /^up: greeting: 220 /);
  });
});

describe('limits of ftp hold', {skip}, () => {
  test('refused is L4, also where nothing is to be received', async () => {
    assert.equal(await verdict(probe(1, 'alive')), 'L4: connection refused');
    assert.equal(await verdict(probe(1, undefined)), 'L4: connection refused');
  });
  test('a server that says nothing, no, or nothing more', async () => {
    const silent = await servers.listen(() => undefined);
    assert.equal(await verdict(probe(silent, 'a', {limits: shortLimits})), 'L7: connected, and no answer within 0.3 s');
    const busy = await servers.talk('421 too many users\r\n', () => undefined);
    assert.equal(await verdict(probe(busy, undefined)), 'L7: no greeting with 2xx: 421 too many users');
    const tired = await servers.talk('220 hi\r\n', () => undefined);
    assert.match(await verdict(probe(tired, 'a', {limits: shortLimits})), /^L7: the answer stopped after 8 bytes/);
  });
  test('a data connection that is refused is down, and says so', async () => {
    const port = await servers.talk('220 hi\r\n', line =>
      line === 'PASV' ? '227 Entering Passive Mode (127,0,0,1,0,1)\r\n' : '200 ok\r\n',
    );
    assert.equal(await verdict(probe(port, 'a')), 'L7: RETR /alive failed: connection refused');
  });
  test('a data connection that says nothing ends in time', async () => {
    const data = await servers.listen(() => undefined);
    const port = await servers.talk('220 hi\r\n', line => {
      if (line === 'PASV') return `227 Entering Passive Mode (127,0,0,1,${data >> 8},${data & 255})\r\n`;
      return line.startsWith('RETR') ? '150 soon\r\n' : '200 ok\r\n';
    });
    const began = performance.now();
    assert.match(await verdict(probe(port, 'a', {limits: shortLimits})), /^L7: the answer stopped after/);
    assert.ok(performance.now() - began < 500);
  });
  test('a server that hangs up, and one whose greeting has no end', async () => {
    const gone = await servers.listen(socket => socket.end());
    assert.match(await verdict(probe(gone, 'a')), /^L7: /);
    const endless = await servers.listen(socket => {
      const more = () => {
        while (!socket.destroyed && socket.write('220-more and more\r\n'.repeat(5000))) {}
      };
      socket.on('drain', more);
      more();
    });
    assert.match(await verdict(probe(endless, 'a')), /^L7: no greeting with 2xx: FTP control response exceeded/i);
  });
  test('a server that repeats the password', async () => {
    const port = await servers.talk('220 hi\r\n', line => (line.startsWith('USER') ? '331 ?\r\n' : `530 ${line}\r\n`));
    assert.equal(await verdict(probe(port, 'a', {password: {sealed: 'secret'}})), 'L7: login refused: 530 PASS …');
  });
});
