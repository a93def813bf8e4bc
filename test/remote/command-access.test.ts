import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {commands} from '../../src/commands/all.js';
import {commandAccess} from '../../src/commands/rpc/command-access.js';

const accessOf = async (line: string) => (await commandAccess(commands, line.split(' '))).access;

describe('what another host may ask for', () => {
  for (const line of [
    'list',
    'list tcp/10.0.0.1:80 -o json',
    'conns --count-by client',
    'vrrp --wait 2s',
    'vrrp --probe',
    'vrrp --ask',
    'why 10.0.0.1:80 --ask',
    'doctor --probe',
    'vrrp holds',
    'vrrp switch VI_1 --to backup --dry-run',
    'checks --failed',
    'checks history',
    'drains',
    'drain 10.1.0.1 --dry-run',
    'undrain 10.1.0.1 --dry-run',
    'maintenance on web1 --dry-run',
    'journal 3',
    'undo --dry-run',
    'snapshot diff x',
    'sync status',
    'director state',
    'metrics',
    'why 10.0.0.1:80',
    'drain --bogus', // it says so when it runs
    'drain --help',
  ])
    test(`lvsctl ${line} only reads`, async () => assert.equal(await accessOf(line), 'reads'));

  for (const line of [
    'drain 10.1.0.1',
    'undrain 10.1.0.1',
    'maintenance on web1',
    'maintenance off web1',
    'vrrp switch VI_1 --to backup',
    'vrrp hold VI_1 --as backup --reason x',
    'vrrp release VI_1',
    'vrrp garp VI_1',
    'vrrp --peer lb9',
    'vrrp switch VI_1 --to backup --dry-run --peer lb9',
    'vrrp hold VI_1 --as backup --dry-run --peer lb9',
    'checks run 10.1.0.1',
    'checks disable 10.1.0.1',
    'checks enable 10.1.0.1',
    'undo',
    'snapshot save x',
    'snapshot restore x',
    'sync start master --interface eth0',
    'director reload',
    'director stop',
    'diff /etc/shadow',
    'apply /etc/shadow --dry-run',
    'vrrp --log /etc/shadow',
    'checks --keepalived-config /etc/shadow',
    'sync status --peer /etc/shadow',
  ])
    test(`lvsctl ${line} needs --write`, async () => assert.equal(await accessOf(line), 'changes'));

  for (const line of [
    'top',
    'demo',
    'director run',
    'guard',
    'rpc',
    'rpc --write',
    'genhash -u /',
    'config convert x',
    'completion bash',
    'list --host lb9',
    'nonsense',
    '-Ln',
    '-C',
    '',
  ])
    test(`lvsctl ${line} works only where it is started`, async () => assert.equal(await accessOf(line), 'refused'));

  test('every command that changes something says so here, too', async () => {
    for (const {name, remote, changes} of commands)
      if (remote !== undefined && changes !== undefined) {
        const {access} = await commandAccess(commands, [...name.split(' '), 'x']);
        assert.ok(access !== 'refused', name);
      }
  });
});
