import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Happening} from '../../../src/checks/health/health-event.js';
import {Incidents, type Pace} from '../../../src/director/notices/incidents.js';
import type {Notice} from '../../../src/director/notices/notice.js';
import {noticeWords} from '../../../src/director/notices/notice-words.js';

const pace: Pace = {window: 3000, repeat: 0, tellsRecovery: true};

describe('one notice for one cause', () => {
  test('a host that is gone explains its ten services', () => {
    const incidents = new Incidents(pace, () => false);
    for (let i = 1; i <= 10; i++)
      incidents.note(
        down(1000 + i * 100, `TCP 10.0.0.${i}:80`, `10.1.0.11:${8000 + i}`, {host: '10.1.0.11', layer: 'L3'}),
      );
    assert.deepEqual(incidents.due(3000), []);
    assert.equal(incidents.deadline, 4100);
    const [notice, ...others] = incidents.due(4100);
    assert.deepEqual(others, []);
    assert.equal(notice?.affected.length, 10);
    assert.equal(words(notice), 'the host 10.1.0.11 is down (L3), with its 10 services');
    assert.equal(incidents.deadline, undefined);
  });

  test('a server that is in two services is one cause, and so is the quorum that goes with it', () => {
    const incidents = new Incidents(pace, () => false);
    incidents.note(down(0, 'TCP 10.0.0.1:80', '10.1.0.11:80'));
    incidents.note(down(1, 'FWM 7', '10.1.0.11:80'));
    incidents.note({...down(2, 'FWM 7', undefined), type: 'quorum-down'});
    const [notice, ...others] = incidents.due(3000);
    assert.deepEqual(others, []);
    assert.equal(
      words(notice),
      '10.1.0.11:80 is down (L4): connection refused (in 2 services); no quorum any more: FWM 7',
    );
  });

  test('a quorum that goes by itself is a cause', () => {
    const incidents = new Incidents(pace, () => false);
    incidents.note({...down(2, 'FWM 7', undefined), type: 'quorum-down'});
    assert.equal(words(incidents.due(3002)[0]), 'the quorum of FWM 7 is down');
    incidents.note({...down(9000, 'FWM 7', undefined), type: 'quorum-up'});
    assert.equal(words(incidents.due(12_000)[0]), 'the quorum of FWM 7 is back after 12 s');
  });

  test('what follows later is told, with what is new only', () => {
    const incidents = new Incidents(pace, () => false);
    const host = {host: '10.1.0.11', layer: 'L3'} as const;
    incidents.note(down(0, 'a', '10.1.0.11:80', host));
    incidents.due(3000);
    incidents.note(down(9000, 'b', '10.1.0.11:443', host));
    assert.equal(incidents.deadline, 12_000);
    assert.deepEqual(
      incidents.due(12_000).map(({affected}) => affected.map(({pool}) => pool)),
      [['b']],
    );
  });
});

test('a quorum that comes within a window, as it does at the start, is no news', () => {
  const incidents = new Incidents(pace, () => false);
  incidents.note({...down(2, 'FWM 7', undefined), type: 'quorum-down'});
  incidents.note({...down(900, 'FWM 7', undefined), type: 'quorum-up'});
  assert.deepEqual(incidents.due(3002), []);
  assert.equal(incidents.deadline, undefined);
});

describe('the end of it', () => {
  test('is told once all of it is back', () => {
    const incidents = new Incidents(pace, () => false);
    incidents.note(down(0, 'a', '10.1.0.11:80'));
    incidents.note(down(0, 'b', '10.1.0.11:80'));
    incidents.due(3000);
    incidents.note(up(60_000, 'a', '10.1.0.11:80'));
    assert.equal(incidents.deadline, undefined);
    incidents.note(up(61_000, 'b', '10.1.0.11:80'));
    const [notice] = incidents.due(64_000);
    assert.equal(words(notice), '10.1.0.11:80 is back after 64 s, with its 2 services');
    assert.equal(incidents.deadline, undefined);
  });

  test('is not told where nobody wants it', () => {
    const incidents = new Incidents({...pace, tellsRecovery: false}, () => false);
    incidents.note(down(0, 'a', '10.1.0.11:80'));
    incidents.due(3000);
    incidents.note(up(60_000, 'a', '10.1.0.11:80'));
    assert.deepEqual(incidents.due(63_000), []);
  });

  test('is not told of what comes back and goes again within a window, nor the going', () => {
    const incidents = new Incidents(pace, () => false);
    incidents.note(down(0, 'a', '10.1.0.11:80'));
    incidents.due(3000);
    incidents.note(up(10_000, 'a', '10.1.0.11:80'));
    incidents.note(down(11_000, 'a', '10.1.0.11:80'));
    assert.deepEqual(incidents.due(14_000), []);
  });

  test('of a blip is the only thing that is told', () => {
    const incidents = new Incidents(pace, () => false);
    incidents.note(down(0, 'a', '10.1.0.11:80'));
    incidents.note(up(500, 'a', '10.1.0.11:80'));
    assert.deepEqual(
      incidents.due(3000).map(({type}) => type),
      ['recovered'],
    );
    assert.equal(incidents.deadline, undefined);
  });
});

describe('what lasts', () => {
  test('is said again as often as configured', () => {
    const incidents = new Incidents({...pace, repeat: 60_000}, () => false);
    incidents.note(down(0, 'a', '10.1.0.11:80'));
    incidents.due(3000);
    assert.equal(incidents.deadline, 63_000);
    const [notice] = incidents.due(63_000);
    assert.equal(words(notice), '10.1.0.11:80 is still down, for 63 s (L4): connection refused');
    assert.equal(incidents.deadline, 123_000);
  });

  test('is not said again of a server that is drained meanwhile', () => {
    let isDrained = false;
    const incidents = new Incidents({...pace, repeat: 60_000}, () => isDrained);
    incidents.note(down(0, 'a', '10.1.0.11:80'));
    incidents.due(3000);
    isDrained = true;
    assert.deepEqual(incidents.due(63_000), []);
  });

  test('is forgotten with its server', () => {
    const incidents = new Incidents({...pace, repeat: 60_000}, () => false);
    incidents.note(down(0, 'a', '10.1.0.11:80'));
    incidents.due(3000);
    incidents.configure(pace, () => false);
    assert.equal(incidents.deadline, undefined);
  });
});

test('nobody hears of a server that is drained', () => {
  const incidents = new Incidents(pace, (pool, server) => pool === 'a' && server === '10.1.0.11:80');
  incidents.note(down(0, 'a', '10.1.0.11:80'));
  incidents.note({...down(1, 'a', undefined), type: 'quorum-down'});
  assert.deepEqual(incidents.due(3001).map(noticeWords), ['the quorum of a is down']);
  incidents.note(up(60_000, 'a', '10.1.0.11:80'));
  assert.deepEqual(incidents.due(90_000), []);
});

describe('a drain that ends', () => {
  test('while its server is down has that told', () => {
    let isDrained = true;
    const incidents = new Incidents(pace, () => isDrained);
    incidents.note(down(0, 'a', '10.1.0.11:80'));
    assert.deepEqual(incidents.due(3000), []);
    assert.equal(incidents.deadline, 13_000);
    isDrained = false;
    assert.deepEqual(incidents.due(13_000).map(noticeWords), ['10.1.0.11:80 is down (L4): connection refused']);
    assert.equal(incidents.deadline, undefined);
  });

  test('after its server came back unheard does not hide what happens next', () => {
    let isDrained = false;
    const incidents = new Incidents({...pace, repeat: 60_000}, () => isDrained);
    incidents.note(down(0, 'a', '10.1.0.11:80'));
    incidents.due(3000);
    isDrained = true;
    incidents.note(up(10_000, 'a', '10.1.0.11:80'));
    assert.deepEqual(incidents.due(13_000), []);
    isDrained = false;
    assert.equal(incidents.deadline, undefined);
    incidents.note(down(500_000, 'a', '10.1.0.11:80'));
    assert.deepEqual(incidents.due(503_000).map(noticeWords), ['10.1.0.11:80 is down (L4): connection refused']);
  });

  test('after its server went and came back unheard is not told', () => {
    let isDrained = true;
    const incidents = new Incidents(pace, () => isDrained);
    incidents.note(down(0, 'a', '10.1.0.11:80'));
    incidents.due(3000);
    isDrained = false;
    incidents.note(up(4000, 'a', '10.1.0.11:80'));
    assert.deepEqual(incidents.due(13_000), []);
    assert.equal(incidents.deadline, undefined);
  });
});

test('ten thousand servers that come back are noted within a second', () => {
  const incidents = new Incidents(pace, () => false);
  const servers = Array.from({length: 10_000}, (_, i) => `172.16.${i >> 8}.${i & 255}:80`);
  for (const server of servers) incidents.note(down(0, server, server));
  assert.equal(incidents.due(3000).length, servers.length);
  const begunAt = performance.now();
  for (const server of servers) incidents.note(up(9000, server, server));
  const lasted = performance.now() - begunAt;
  assert.ok(lasted < 1000, `${lasted} ms`);
  assert.equal(incidents.due(12_000).length, servers.length);
  assert.equal(incidents.deadline, undefined);
});

test('a quorum that is lost is forgotten with its pool', () => {
  const incidents = new Incidents({...pace, repeat: 60_000}, () => false);
  incidents.note({...down(0, 'a', undefined), type: 'quorum-down'});
  incidents.due(3000);
  incidents.configure(pace, () => false);
  assert.equal(incidents.deadline, undefined);
});

test('what cannot be found out on our side is told once for all the servers it is about', () => {
  const incidents = new Incidents(pace, () => false);
  for (const server of ['10.1.0.11:80', '10.1.0.12:80'])
    incidents.note({...down(0, 'a', server), type: 'undecided', words: 'too many open files'});
  assert.deepEqual(incidents.due(3000).map(noticeWords), [
    'cannot be checked, and stays as it is: 2 services: too many open files',
  ]);
});

function words(notice: Notice | undefined): string {
  return notice ? noticeWords(notice) : 'no notice';
}

function down(at: number, pool: string, member: string | undefined, more: Partial<Happening> = {}): Happening {
  return {at, pool, member, type: 'down', words: 'connection refused', layer: 'L4', host: undefined, ...more};
}

function up(at: number, pool: string, member: string): Happening {
  return {...down(at, pool, member), type: 'up', words: 'connected', layer: undefined};
}
