import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Probe} from '../../../src/checks/probe/probe.js';
import {startProbe} from '../../../src/checks/probe/start-probe.js';
import {ipv4} from '../../../src/net/address.js';
import {linuxProbeWorld, verdictOf} from '../../kernel/socket/linux-probe-world.js';
import {anyCertificate, httpProbe, limits} from './responders.js';

const target = {address: ipv4(0x7f000001), port: 1};
const login = {login: 'l', password: {sealed: 'p'}, request: 'r', pattern: undefined};
const probes: readonly Probe[] = [
  {type: 'tcp', target, limits},
  httpProbe(target),
  httpProbe(target, {}, {tls: anyCertificate}),
  {type: 'smtp', target, limits, helo: 'h'},
  {type: 'dns', target, limits, over: 'tcp', recordType: 'SOA', name: '.', pattern: undefined},
  {type: 'dialog', target, limits, service: 'imap', tls: undefined, over: 'tcp', ...login},
  {type: 'ldap', target, limits, tls: undefined, ...login},
  {type: 'sql', target, limits, dialect: 'pgsql', database: 'd', ...login},
  {type: 'ftp', target, limits, ...login},
];

for (const [index, probe] of probes.entries())
  test(`a probe of ${probe.type} at a closed port is down at L4 (${index})`, async () => {
    const verdict = await verdictOf(startProbe, probe, linuxProbeWorld());
    assert.equal(verdict.type === 'down' && verdict.layer, 'L4', JSON.stringify(verdict));
  });

test('one that is cancelled before its code is loaded says nothing', async () => {
  const probe: Probe = {type: 'smtp', target, limits, helo: 'h'};
  startProbe(probe, linuxProbeWorld(), () => assert.fail('told')).cancel();
  await verdictOf(startProbe, probe, linuxProbeWorld());
});

test('one that cannot even be begun is undecided', async () => {
  const programs = {
    start: () => {
      throw new Error('spawn ENOMEM');
    },
  };
  const probe: Probe = {type: 'command', command: ['/bin/true'], user: undefined, timeout: 1000, isDynamic: false};
  const {type, words} = await verdictOf(startProbe, probe, linuxProbeWorld({programs}));
  assert.deepEqual([type, words], ['undecided', 'the check cannot be begun: spawn ENOMEM']);
});
