import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {DestinationSummary} from '../../../src/ipvs/destination.js';
import type {DrainRecord} from '../../../src/maintenance/drain/drain-record.js';
import {parseEndpoint} from '../../../src/net/endpoint.js';
import {drainWords} from '../../../src/tui/drains/drain-words.js';
import {drainsSummary, seeDrains} from '../../../src/tui/drains/seen-drains.js';

const record: DrainRecord = {
  target: '10.1.0.1:8080',
  services: [],
  boot: 'now',
  since: 1000,
  user: 'anna',
  reason: 'new disk',
  expires: 60_000,
  whenEmpty: 'stay',
  stage: 'draining',
  worker: undefined,
  destinations: [],
  flags: [],
  sysctls: [],
};

function server(weight: number, active: number): DestinationSummary {
  const endpoint = parseEndpoint('10.1.0.1:8080');
  assert.ok(endpoint);
  return {...endpoint, forwarding: 0, weight, activeConnections: active, inactiveConnections: 0};
}

describe('a real server in a drain', () => {
  test('is told in as many words as there is room for', () => {
    const words = (room: number) => drainWords(record, server(0, 7), 2000, room).text;
    assert.equal(words(60), 'drained by anna: new disk, 7 connections left');
    assert.equal(words(30), 'drained by anna, 7 left');
    assert.equal(words(18), 'drained, 7 left');
  });

  test('is told to be overdue in words as well', () => {
    assert.deepEqual(drainWords(record, server(0, 1), 60_000, 60), {
      text: 'overdue, drained by anna: new disk, 1 connection left',
      role: 'bad',
    });
    assert.equal(drainWords(record, server(0, 1), 60_000, 16).text, 'overdue, 1 left');
  });

  test('that got a weight again is no longer drained, whatever the record says', () => {
    assert.deepEqual(drainWords(record, server(3, 1), 2000, 60), {
      text: 'drained by anna, but has weight 3 again',
      role: 'bad',
    });
  });

  test('has nothing of the user’s and reason’s control characters', () => {
    const evil = {...record, user: 'an\u001b[2Jna', reason: 'new\ndisk'};
    assert.doesNotMatch(drainWords(evil, server(0, 0), 2000, 90).text, /\p{Cc}/u);
  });
});

describe('the line of all drains', () => {
  const seen = (...records: DrainRecord[]) => seeDrains({records, problems: []}, 'now');

  test('counts those that are overdue, and those before a reboot', () => {
    assert.equal(drainsSummary(seen(), 2000), undefined);
    assert.deepEqual(drainsSummary(seen(record), 2000), {text: '1 drain', isBad: false});
    assert.deepEqual(drainsSummary(seen(record, {...record, expires: undefined}), 60_000), {
      text: '2 drains, 1 overdue',
      isBad: true,
    });
    assert.deepEqual(drainsSummary(seen({...record, boot: 'before'}), 2000), {
      text: '1 drain, 1 suspended by a reboot',
      isBad: true,
    });
  });

  test('tells of records that cannot be read', () => {
    assert.deepEqual(drainsSummary(seeDrains({records: [], problems: ['x.json: no record']}, 'now'), 2000), {
      text: '1 drain file not readable',
      isBad: true,
    });
  });
});
