import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as fc from 'fast-check';
import {type FifoLine, parseFifoLine} from '../../../src/vrrp/observer/fifo-line.js';

describe('lines that keepalived 2.2.7 wrote', () => {
  const cases: readonly (readonly [string, FifoLine])[] = [
    ['INSTANCE "VI" MASTER 100', {type: 'instance', name: 'VI', state: 'master', priority: 100}],
    ['INSTANCE "VI_EXT" STOP 100', {type: 'instance', name: 'VI_EXT', state: 'stop', priority: 100}],
    ['INSTANCE "VI" DELETED 0', {type: 'instance', name: 'VI', state: 'deleted', priority: 0}],
    ['INSTANCE "VI_INT" MASTER_RX_LOWER_PRI 100', {type: 'lower-priority', name: 'VI_INT', priority: 100}],
    ['INSTANCE "VI" MASTER_PRIORITY 40', {type: 'priority', name: 'VI', state: 'master', priority: 40}],
    ['INSTANCE "VI" BACKUP_PRIORITY 40', {type: 'priority', name: 'VI', state: 'backup', priority: 40}],
    ['GROUP "G1" FAULT 0', {type: 'group', name: 'G1', state: 'fault', priority: 0}],
    [
      'RS [10.9.0.7]:tcp:80 [10.9.0.100]:tcp:80 DOWN',
      {type: 'real-server', server: '[10.9.0.7]:tcp:80', service: '[10.9.0.100]:tcp:80', isUp: false},
    ],
    ['RS [10.9.0.7]:tcp:80 FWM 7 UP', {type: 'real-server', server: '[10.9.0.7]:tcp:80', service: 'FWM 7', isUp: true}],
    ['VS [10.9.0.100]:tcp:80 UP', {type: 'virtual-service', service: '[10.9.0.100]:tcp:80', isUp: true}],
    ['INSTANCE "a "quoted" name" BACKUP 1', {type: 'instance', name: 'a "quoted" name', state: 'backup', priority: 1}],
    ['INSTANCE "" FAULT 255', {type: 'instance', name: '', state: 'fault', priority: 255}],
  ];
  for (const [line, expected] of cases) test(line, () => assert.deepEqual(parseFifoLine(line), expected));
});

describe('anything else is unreadable, and safe to show', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['', ''],
    ['INSTANCE "VI" MASTER', 'INSTANCE "VI" MASTER'],
    ['INSTANCE "VI" MASTER 256', 'INSTANCE "VI" MASTER 256'],
    ['INSTANCE "VI" constructor 1', 'INSTANCE "VI" constructor 1'],
    ['GROUP "G" MASTER_PRIORITY 1', 'GROUP "G" MASTER_PRIORITY 1'],
    ['INSTANCE "\u001b[2J" MASTER 1', 'INSTANCE "\\u{1b}[2J" MASTER 1'],
    ['INSTANCE "V\u202eI" MASTER 1', 'INSTANCE "V\\u{202e}I" MASTER 1'],
    ['INSTANCE "VI" MASTER 1\r', 'INSTANCE "VI" MASTER 1\\u{d}'],
  ];
  for (const [line, text] of cases)
    test(JSON.stringify(line), () => assert.deepEqual(parseFifoLine(line), {type: 'unreadable', text}));
  test('a line without an end', () => {
    const line = parseFifoLine(`INSTANCE "${'x'.repeat(5000)}" MASTER 1`);
    assert.ok(line.type === 'unreadable' && line.text.length < 130);
  });
});

test('whatever is written, nothing unsafe comes out', () => {
  const words = fc.constantFrom('INSTANCE', '"', 'VI', ' ', 'MASTER', '100', '\u001b[', '\u0000', '\ud800', '\n');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({unit: 'binary'}),
        fc.array(words).map(list => list.join('')),
      ),
      text => {
        assert.doesNotMatch(
          JSON.stringify(Object.values(parseFifoLine(text))),
          /[\u0000-\u001f\u007f-\u009f\u202e]|\\u00|\\n/,
        );
      },
    ),
  );
});
