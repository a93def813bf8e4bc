import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {errnoNumber, errnos, type ErrnoCode} from '../../src/ipvs/errno.js';
import {type Operation, Refusal, UnknownOutcome} from '../../src/ipvs/refusal.js';
import {refusalWords} from '../../src/ipvsadm/words.js';

const operations: readonly Operation[] = [
  ...([
    'add-service',
    'edit-service',
    'delete-service',
    'add-server',
    'edit-server',
    'delete-server',
    'flush',
    'zero',
    'set',
  ] as const),
  ...(['start-daemon', 'stop-daemon', 'list', 'information'] as const),
];

/** What ipvsadm says for an operation and an error number. */
const specific: readonly (readonly [readonly Operation[], ErrnoCode, string])[] = [
  [['add-service'], 'EEXIST', 'Service already exists'],
  [['add-service', 'edit-service'], 'ENOENT', 'Scheduler or persistence engine not found'],
  [['edit-service', 'delete-service', 'zero', 'list'], 'ESRCH', 'No such service'],
  [['add-server', 'edit-server', 'delete-server'], 'ESRCH', 'Service not defined'],
  [['add-server'], 'EEXIST', 'Destination already exists'],
  [['edit-server', 'delete-server'], 'ENOENT', 'No such destination'],
  [['start-daemon'], 'EEXIST', 'Daemon has already run'],
  [['stop-daemon'], 'ESRCH', 'No daemon is running'],
];

/** What it says whatever was asked. */
const general: Readonly<Partial<Record<ErrnoCode, string>>> = {
  EPERM: 'Permission denied (you must be root)',
  EINVAL: 'Invalid operation.  Possibly wrong module version, address not unicast, ...',
  ENOPROTOOPT: 'Protocol not available',
  ENOMEM: 'Memory allocation problem',
  EOPNOTSUPP: 'Operation not supported with IPv6',
  EAFNOSUPPORT: 'Operation not supported with specified address family',
  EMSGSIZE: 'Module is wrong version',
};

describe('every operation and error number has the words of ipvsadm', () => {
  for (const operation of operations) {
    test(operation, () => {
      for (const {number, code, text} of errnos) {
        const own = specific.find(([of, errno]) => of.includes(operation) && errno === code)?.[2];
        assert.equal(refusalWords(new Refusal(operation, number)), own ?? general[code] ?? text, code);
      }
    });
  }
});

test('what has no words of its own is said as strerror(3) does', () => {
  assert.equal(refusalWords(new Refusal('edit-server', errnoNumber('ERANGE'))), 'Numerical result out of range');
  assert.equal(refusalWords(new Refusal('start-daemon', errnoNumber('ENODEV'))), 'No such device');
  assert.equal(refusalWords(new Refusal('flush', 4711)), 'Unknown error 4711');
});

test('what is no refusal speaks for itself', () => {
  assert.equal(
    refusalWords(new UnknownOutcome('add-server', 'as asked')),
    "The kernel's answer was lost; read again, the table is as asked",
  );
  assert.match(refusalWords(new UnknownOutcome('zero', 'cannot be told')), /cannot show whether it was done/);
  assert.equal(refusalWords(new Error('the socket is gone')), 'the socket is gone');
});
