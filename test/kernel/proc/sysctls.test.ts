import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {newDirector} from '../../../src/kernel/embedded/director.js';
import {createEmbeddedKernel} from '../../../src/kernel/embedded/embedded-kernel.js';
import {createMemoryStore} from '../../../src/kernel/embedded/store/memory-store.js';
import {type SysctlValue, sysctlTable} from '../../../src/ipvs/sysctl-table.js';
import {allowedValues, readSysctl, readSysctls, WrongSysctl, writeSysctl} from '../../../src/kernel/proc/sysctls.js';
import {recording} from '../../ipvsadm/recordings.js';
import {ScriptedKernel} from '../ipvs/scripted-kernel.js';

const folder = '/proc/sys/net/ipv4/vs/';
/** `name = value` of each file of a kernel 6.1. */
const recorded = recording('cli', 'proc-102')
  .stdout.trimEnd()
  .split('\n')
  .map(line => line.split(' = ') as [string, string]);

function kernelWith(values: Readonly<Record<string, string>>): ScriptedKernel {
  return new ScriptedKernel(
    undefined,
    Object.fromEntries(Object.entries(values).map(([name, value]) => [folder + name, `${value}\n`])),
  );
}

const embedded = () =>
  createEmbeddedKernel({store: createMemoryStore(newDirector(0, 0)), clock: () => 0, interfaces: () => []});

test('the table has every sysctl that was recorded, with its default, in the order of names', () => {
  for (const [name, value] of recorded) {
    const row = sysctlTable.find(each => each.name === name);
    assert.ok(row, name);
    if (row.initial !== undefined) assert.equal(row.initial, value, name);
  }
  const names = sysctlTable.map(({name}) => name);
  assert.deepEqual(names, [...new Set(names)].sort());
  assert.deepEqual(
    names.filter(name => !recorded.some(([known]) => known === name)),
    ['lblc_expiration', 'lblcr_expiration'],
  );
});

test('those that decide what becomes of a drained server are marked', () => {
  assert.deepEqual(
    sysctlTable.filter(row => row.mattersWhenDraining).map(({name}) => name),
    ['conn_reuse_mode', 'drop_entry', 'expire_nodest_conn', 'expire_quiescent_template'],
  );
});

test('every default is a value that its sysctl can have', () => {
  for (const {name, initial} of sysctlTable) {
    if (initial === undefined) continue;
    const numbers = initial.split(' ').map(Number);
    writeSysctl(kernelWith({}), name, numbers.length === 2 ? (numbers as [number, number]) : (numbers[0] as number));
  }
});

test('all values that were recorded are read, and only those that the kernel has', () => {
  const values = readSysctls(kernelWith(Object.fromEntries(recorded)));
  assert.deepEqual(
    [...values].map(([name, value]) => [name, typeof value === 'number' ? String(value) : value.join(' ')]),
    recorded,
  );
  assert.deepEqual(values.get('sync_threshold'), [3, 50]);
  assert.equal(values.get('sync_qlen_max'), 3899);
  assert.equal(readSysctl(kernelWith({}), 'conntrack'), undefined);
  assert.equal(readSysctl(kernelWith({debug_level: '-1'}), 'debug_level'), -1);
});

test('two numbers may be divided by a tab, as the kernel does', () => {
  assert.deepEqual(readSysctl(kernelWith({sync_threshold: '3\t50'}), 'sync_threshold'), [3, 50]);
});

test('a text that is no number is an error with its path', () => {
  for (const text of ['', 'x', '1 2', '0x1', '1.5']) {
    assert.throws(
      () => readSysctl(kernelWith({conntrack: text}), 'conntrack'),
      /\/proc\/sys\/net\/ipv4\/vs\/conntrack: line 1 is of an unknown form/,
      text,
    );
  }
  assert.throws(() => readSysctl(kernelWith({sync_threshold: '3'}), 'sync_threshold'), /sync_threshold: line 1/);
});

test('a file that may not be read is not taken for one that is not there', () => {
  const kernel = kernelWith({});
  kernel.readProc = () => {
    throw Object.assign(new Error('EACCES: permission denied'), {code: 'EACCES'});
  };
  assert.throws(() => readSysctls(kernel), {code: 'EACCES'});
});

describe('only values that a sysctl can have are written', () => {
  for (const [name, good, wrong, allowed] of [
    ['expire_nodest_conn', [0, 1], [2, -1, 0.5, [0, 1]], '0 or 1'],
    [
      'drop_entry',
      [0, 1, 2, 3],
      [4, 5, -1],
      'one of 0 (off), 1 (on while memory is short), 2 (on, as memory is short), 3 (always on)',
    ],
    ['am_droprate', [0, 10, 0x7fffffff], [-1, 0x80000000, Number.NaN, 1.5], 'a number from 0 to 2147483647'],
    ['amemthresh', [0], [-1], 'a number from 0 to 2147483647 (pages)'],
    ['sync_retries', [0, 3], [4, -1], 'a number from 0 to 3'],
    ['sync_version', [0, 1], [2], 'one of 0 (old), 1 (with IPv6 and timeouts)'],
    ['sync_ports', [1, 2, 64], [0, 3, 128], 'one of 1, 2, 4, 8, 16, 32, 64'],
    ['sync_refresh_period', [0, 2147483], [2147484], 'a number from 0 to 2147483 (s)'],
    [
      'sync_threshold',
      [
        [3, 50],
        [0, 1],
        [5, 0],
        [0, 0],
      ],
      [3, [50, 3], [3, 3], [-1, 5], [0.5, 3]],
      'two numbers from 0 on, the first less than the second unless that is 0',
    ],
  ] as readonly (readonly [string, readonly SysctlValue[], readonly SysctlValue[], string])[]) {
    test(name, () => {
      for (const value of good) {
        const kernel = kernelWith({});
        writeSysctl(kernel, name, value);
        assert.deepEqual(kernel.written, [[folder + name, `${typeof value === 'number' ? value : value.join(' ')}\n`]]);
      }
      for (const value of wrong) {
        const kernel = kernelWith({});
        const text = typeof value === 'number' ? String(value) : value.join(' ');
        assert.throws(
          () => writeSysctl(kernel, name, value),
          (error: unknown) =>
            error instanceof WrongSysctl && error.message === `net.ipv4.vs.${name} cannot be ${text}: it is ${allowed}`,
        );
        assert.deepEqual(kernel.written, []);
      }
      assert.equal(allowedValues(sysctlTable.find(row => row.name === name)!.kind), allowed);
    });
  }
});

test('a name that is none is neither read nor written', () => {
  for (const name of ['nope', '../../../kernel/hostname', '', 'toString']) {
    assert.throws(() => readSysctl(kernelWith({}), name), WrongSysctl);
    assert.throws(
      () => writeSysctl(kernelWith({}), name, 1),
      /there is no sysctl net\.ipv4\.vs\..*: the names are am_droprate, amemthresh/,
    );
  }
});

test('the embedded kernel has the same sysctls, and takes what may be written', () => {
  const kernel = embedded();
  const values = readSysctls(kernel);
  assert.deepEqual(
    [...values.keys()],
    recorded.map(([name]) => name),
  );
  for (const [name, value] of [
    ['expire_nodest_conn', 1],
    ['drop_entry', 3],
    ['sync_threshold', [2, 10]],
    ['sync_ports', 8],
    ['sync_retries', 3],
  ] as const) {
    writeSysctl(kernel, name, value);
    assert.deepEqual(readSysctl(kernel, name), value);
  }
});
