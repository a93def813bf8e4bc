import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readDirectorConfiguration} from '../../../src/config/director/read-director-configuration.js';
import {formatPoolDifference} from '../../../src/config/pools/format-pool-difference.js';
import {noPools} from '../../../src/config/pools/no-pools.js';
import {everyKey} from './every-key.js';

const read = (text: string) => readDirectorConfiguration({name: 'd.yaml', text}).pools;
const before = 'services: {web: {at: 10.0.0.1:80, checks: [tcp], servers: [10.0.0.11, 10.0.0.12]}}';
const difference = (after: string) => formatPoolDifference(read(before), read(after));

test('what only moved in the file is no difference', () => {
  assert.deepEqual(difference(`\n\n${before}`), []);
  assert.deepEqual(formatPoolDifference(read(everyKey), read(everyKey)), []);
});

test('every change has a line', () => {
  assert.deepEqual(
    difference('services: {web: {at: 10.0.0.1:80, scheduler: rr, quorum: 2, checks: [ping], servers: {10.0.0.11: {weight: 2}, 10.0.0.13: {}}}}'),
    [
      'service web: scheduler wlc → rr',
      'service web: quorum 1 servers → 2 servers',
      '- server 10.0.0.12:80 of web',
      'server 10.0.0.11:80 of web: weight 1 → 2',
      'server 10.0.0.11:80 of web: - check TCP 10.0.0.11:80 every 5s, fall 3, rise 2',
      'server 10.0.0.11:80 of web: + check ping 10.0.0.11 every 5s, fall 3, rise 2',
      '+ server 10.0.0.13:80 of web: weight 1',
      'server 10.0.0.13:80 of web: + check ping 10.0.0.13 every 5s, fall 3, rise 2',
    ],
  ); // biome-ignore format: one text
  assert.deepEqual(difference('services: {mail: {at: 10.0.0.1:25}}\non-stop: leave'), [
    '- service web',
    '+ service mail: scheduler wlc',
    'service mail: + service tcp/10.0.0.1:25',
    'table: on stop clear → leave',
  ]);
});

test('what no line shows is told to be another one', () => {
  assert.deepEqual(difference(before.replace('[tcp]', '[{tcp: {silence: 1s}}]')), [
    'server 10.0.0.11:80 of web: another way of checking',
    'server 10.0.0.12:80 of web: another way of checking',
  ]);
});

test('passwords are in no difference', () => {
  assert.doesNotMatch(formatPoolDifference(noPools, read(everyKey)).join('\n'), /secret\d/);
});
