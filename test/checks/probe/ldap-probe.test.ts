import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import {startLdapProbe} from '../../../src/checks/probe/ldap-probe.js';
import type {LdapProbe} from '../../../src/checks/probe/probe.js';
import type {ProbeStep} from '../../../src/checks/probe/verdict.js';
import {parseAddress} from '../../../src/net/address.js';
import {linuxProbeWorld, verdictOf} from '../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork} from '../../kernel/socket/own-network.js';
import {accepts} from '../../lab/accepts.js';
import {limits, missingPrograms, Servers, shortLimits, target, unverified} from './dialog/servers.js';

const skip = enterOwnNetwork() || missingPrograms('/usr/sbin/slapd', '/usr/sbin/slapadd', '/usr/bin/openssl');
const servers = new Servers();
const world = linuxProbeWorld();
after(async () => {
  await servers.end();
  await world.close();
});

const probe = (port: number, more: Partial<LdapProbe> = {}): LdapProbe => ({
  type: 'ldap',
  target: target(port),
  limits,
  tls: undefined,
  login: '',
  password: {sealed: ''},
  request: 'cn=ann,dc=example',
  pattern: undefined,
  ...more,
});

async function verdict(wanted: LdapProbe, onStep?: (step: ProbeStep) => void): Promise<string> {
  const found = await verdictOf(startLdapProbe, wanted, world, onStep);
  return `${found.type === 'down' ? found.layer : found.type}: ${found.words}`;
}

describe('the directory of a real server', {skip}, () => {
  const ann = {login: 'cn=ann,dc=example', password: {sealed: 'correct horse'}};

  before(async () => {
    const {key, certificate} = servers.certificate();
    mkdirSync(servers.path('data'));
    writeFileSync(
      servers.path('slapd.conf'),
      `include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile ${certificate}
TLSCertificateKeyFile ${key}
access to dn.base="cn=bob,dc=example" attrs=entry,objectClass by users read by * none
access to * by * read
database mdb
maxsize 10485760
suffix "dc=example"
directory ${servers.path('data')}
`,
    );
    writeFileSync(
      servers.path('people.ldif'),
      `dn: dc=example
objectClass: dcObject
objectClass: organization
dc: example
o: Example

dn: cn=ann,dc=example
objectClass: person
cn: ann
sn: Bélanger
userPassword: correct horse

dn: cn=bob,dc=example
objectClass: person
cn: bob
sn: b
`,
    );
    const file = ['-f', servers.path('slapd.conf')];
    execFileSync('/usr/sbin/slapadd', [...file, '-l', servers.path('people.ldif')], {stdio: 'pipe'});
    const urls = 'ldap://127.0.0.1:1389/ ldaps://127.0.0.1:1636/';
    await servers.run('/usr/sbin/slapd', [...file, '-h', urls, '-d', '0'], () => accepts(1636));
  });

  for (const [scheme, port, tls] of [
    ['ldap', 1389, undefined],
    ['ldaps', 1636, unverified],
  ] as const) {
    test(`${scheme}: one entry is up, anonymously and with a login`, async () => {
      assert.equal(await verdict(probe(port, {tls})), 'up: found cn=ann,dc=example');
      assert.equal(await verdict(probe(port, {tls, ...ann})), 'up: found cn=ann,dc=example');
      assert.equal(await verdict(probe(port, {tls, request: ''})), 'up: found the root of the directory');
    });
    test(`${scheme}: a wrong password is down, and is in no words and no step`, async () => {
      const steps: ProbeStep[] = [];
      const wrong = {...ann, password: {sealed: 'battery staple'}};
      const said = await verdict(probe(port, {tls, ...wrong}), step => steps.push(step));
      assert.match(said, /^L7: login refused: /);
      assert.ok(steps.length > 0);
      assert.doesNotMatch(JSON.stringify([said, steps]), /battery|staple/);
    });
  }
  test('it goes over a marked socket from an address', async () => {
    const marked = {...target(1389), mark: 7, bindAddress: parseAddress('127.0.0.9')!};
    assert.equal(await verdict(probe(1389, {target: marked})), 'up: found cn=ann,dc=example');
    const overTls = {...marked, port: 1636};
    assert.equal(await verdict(probe(1636, {target: overTls, tls: unverified})), 'up: found cn=ann,dc=example');
  });
  test('a login without a password is anonymous, as it is for ldirectord', async () => {
    assert.equal(await verdict(probe(1389, {login: ann.login})), 'up: found cn=ann,dc=example');
  });
  test('an entry that is not there is down, and so is one that may not be seen', async () => {
    assert.match(
      await verdict(probe(1389, {request: 'cn=eve,dc=example'})),
      /^L7: the search failed: .*cn=eve,dc=example$/,
    );
    const hidden = probe(1389, {request: 'cn=bob,dc=example'});
    assert.match(await verdict(hidden), /^L7: /);
    assert.equal(await verdict({...hidden, ...ann}), 'up: found cn=bob,dc=example');
  });
  test('the name of the entry has to match', async () => {
    const wanted = (source: string) =>
      probe(1389, {
        pattern: {source, options: [], mustNotMatch: false, leastOffset: undefined, mostOffset: undefined},
      });
    assert.equal(await verdict(wanted('^cn=.*example$')), 'up: found cn=ann,dc=example');
    assert.equal(await verdict(wanted('cn=bo+b')), 'L7: the name of the entry does not match: cn=ann,dc=example');
  });
});

describe('limits of ldap hold', {skip}, () => {
  test('refused is L4', async () => assert.equal(await verdict(probe(1)), 'L4: connection refused'));
  test('a server that says nothing, without TLS and with it', async () => {
    const port = await servers.listen(() => undefined);
    const began = performance.now();
    assert.equal(await verdict(probe(port, {limits: shortLimits})), 'L7: connected, and no answer within 0.3 s');
    assert.match(
      await verdict(probe(port, {limits: shortLimits, tls: unverified})),
      /^L7: connected, and no TLS within/,
    );
    assert.ok(performance.now() - began < 800);
  });
  test('a server that hangs up', async () => {
    const port = await servers.listen(socket => socket.resume().on('data', () => socket.destroy()));
    assert.match(await verdict(probe(port)), /^L7: /);
  });
  test('a server that speaks something else', async () => {
    const port = await servers.listen(socket => socket.write('220 what do you want\r\n'));
    assert.match(await verdict(probe(port, {limits: shortLimits})), /^L7: /);
  });
  test('an answer without an end is broken off', async () => {
    // a message of 100 MB, says its header
    const port = await servers.listen(socket => {
      socket.write(Buffer.from([0x30, 0x84, 6, 0, 0, 0]));
      const more = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(65_536))) {}
      };
      socket.on('drain', more);
      more();
    });
    assert.equal(await verdict(probe(port)), 'L7: more than 1,048,576 bytes came, which is no answer to a check');
  });
  test('one that is cancelled says nothing', async () => {
    const told: unknown[] = [];
    const port = await servers.listen(() => undefined);
    const running = startLdapProbe(probe(port, {limits: shortLimits}), world, found => told.push(found));
    await new Promise(resolve => setTimeout(resolve, 50));
    running.cancel();
    await new Promise(resolve => setTimeout(resolve, 400));
    assert.deepEqual(told, []);
  });
});
