import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {fileValue} from '../../../src/director/tracking/file-value.js';
import {isEnough, isMeant} from '../../../src/director/tracking/process-match.js';
import {initialScriptState, stepScript} from '../../../src/director/tracking/script-state.js';

/** What a script with rise 2 and fall 3 counts as after each result. */
function judge(results: string, isDownAtFirst = false): string {
  let state = initialScriptState({isDownAtFirst});
  return [...results]
    .map(result => {
      state = stepScript({rise: 2, fall: 3}, state, result === '+');
      return state.isUp ? 'u' : 'd';
    })
    .join('');
}

describe('a script', () => {
  test('is what its first result says', () => {
    assert.equal(judge('+'), 'u');
    assert.equal(judge('-'), 'd');
    assert.equal(initialScriptState({isDownAtFirst: false}).isUp, undefined);
  });
  test('that is down at first needs all of its successes', () => assert.equal(judge('++', true), 'du'));
  test('falls after so many failures in a row, and rises after so many successes', () => {
    assert.equal(judge('+--+---+-++'), 'uuuuuuddddu');
  });
});

test('a tracked file counts as strtol(3) reads it', () => {
  for (const [text, value] of [
    ['', 0],
    ['abc', 0],
    ['1 2', 1],
    [' -60\n', -60],
    ['+7x', 7],
    ['2147483647', 2_147_483_647],
    ['-2147483648', -2_147_483_648],
    ['2147483648', undefined],
  ] as const)
    assert.equal(fileValue(text), value, JSON.stringify(text));
});

describe('a tracked process', () => {
  const seen = {pid: 1, startTicks: 1n, name: 'haproxy', program: '/usr/sbin/haproxy'};
  test('is known by its path, by the name of its program, and by that of its task', () => {
    assert.ok(isMeant({process: '/usr/sbin/haproxy'}, seen));
    assert.ok(isMeant({process: 'haproxy'}, seen));
    assert.ok(isMeant({process: 'haproxy'}, {...seen, program: undefined}));
    assert.ok(isMeant({process: 'haproxy'}, {...seen, name: 'worker', program: '/opt/haproxy (deleted)'}));
    assert.ok(!isMeant({process: '/usr/bin/haproxy'}, seen));
    assert.ok(!isMeant({process: 'aproxy'}, seen));
  });
  test('is known by the first 15 characters of a longer name, where its program is not told', () => {
    const long = {...seen, name: 'a-name-that-is-', program: undefined};
    assert.ok(isMeant({process: 'a-name-that-is-too-long'}, long));
    assert.ok(!isMeant({process: 'a-name-that-is-too-long'}, {...long, program: '/bin/a-name-that-is-another'}));
  });
  test('counts while there are as many as there should be', () => {
    assert.ok(isEnough({quorum: 1, mostQuorum: undefined}, 3));
    assert.ok(!isEnough({quorum: 2, mostQuorum: undefined}, 1));
    assert.ok(!isEnough({quorum: 1, mostQuorum: 2}, 3));
  });
});
