import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {foreignServices} from '../../../src/managers/foreign-services.js';
import type {Machine, Process} from '../../../src/managers/machine.js';
import {pool, pools, server} from './pools.js';

const folder = mkdtempSync(join(tmpdir(), 'lvsctl-foreign-'));
const ours = pools([pool('10.0.0.1', [server('10.0.0.11')])]);

function process(name: string, program: string, ...words: readonly string[]): Process {
  const pid = 4_000_000; // more than there can be
  return {pid, parent: 1, name, program, arguments: words, state: 'running', startTicks: 1n, startedAt: 0};
}

function foreign(running: readonly Process[], list = ours): Promise<readonly string[]> {
  const machine: Partial<Machine> = {processes: () => running, environmentOf: () => undefined, facts: () => undefined};
  const resolver = {addressOf: async () => null, portOf: () => null};
  return foreignServices({machine: machine as Machine, hostname: 'here', resolver}, list);
}

test('a keepalived or an ldirectord that runs one of the virtual services is named, and others are not', async () => {
  const conf = join(folder, 'keepalived.conf');
  const cf = join(folder, 'x.cf');
  const keepalived = (...more: readonly string[]) => [
    process('keepalived', '/usr/sbin/keepalived', 'keepalived', '-f', conf, ...more),
  ];
  const ldirectord = [process('ldirectord', '/usr/bin/perl', 'perl', '-w', '/usr/sbin/ldirectord', cf, 'start')];
  const service = (address: string) =>
    `virtual_server ${address} 80 {\n  lb_algo rr\n  lb_kind NAT\n  protocol TCP\n  real_server 10.0.0.11 80 {\n    weight 1\n  }\n}\n`;
  writeFileSync(conf, service('10.0.0.9') + service('10.0.0.1'));
  writeFileSync(cf, 'virtual=10.0.0.1:80\n\treal=10.0.0.11:80 masq\n\tservice=http\n');
  const [first, ...others] = await foreign(keepalived());
  assert.equal(
    first,
    `virtual service tcp/10.0.0.1:80: keepalived (process 4000000, ${conf}) runs it too: stop it first, or take it out of its configuration`,
  );
  assert.deepEqual(others, []);
  assert.match(
    (await foreign(ldirectord))[0] ?? '',
    /^virtual service tcp\/10\.0\.0\.1:80: ldirectord \(process 4000000/,
  );
  assert.deepEqual(await foreign(keepalived('-P')), [], 'it runs virtual routers alone');
  assert.deepEqual(await foreign(keepalived(), pools([pool('10.0.0.2', [])])), []);
  assert.deepEqual(await foreign(keepalived(), pools([])), []);
  rmSync(folder, {recursive: true});
});
