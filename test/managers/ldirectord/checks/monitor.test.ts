import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {readLdirectordConf} from '../../../../src/config/ldirectord/read-config.js';
import type {Real, Virtual} from '../../../../src/config/ldirectord/ldirectord-config.js';
import {monitorId} from '../../../../src/managers/ldirectord/checks/monitor-id.js';
import {readMonitorLines} from '../../../../src/managers/ldirectord/checks/monitor-lines.js';
import {tellStory} from '../../../../src/managers/ldirectord/checks/monitor-story.js';
import {monitoredServer} from '../../../../src/managers/ldirectord/checks/monitored-server.js';
import {parseLdirectordLog} from '../../../../src/managers/ldirectord/checks/parse-ldirectord-log.js';

const folder = 'fixtures/ldirectord-checks';
const {config} = readLdirectordConf({path: `${folder}/ldirectord.cf`, readFile: path => readFileSync(path, 'utf8')});
const virtual = config.virtuals[0] as Virtual;
const text = readFileSync(`${folder}/monitorfile.log`, 'utf8');
const id = (real: Real) => monitorId(virtual, real);
const ids = new Set(virtual.reals.map(id));

test('the checks of a configuration have the names that ldirectord writes', () => {
  const lines = readMonitorLines({text, isCut: false}, ids);
  assert.deepEqual(
    [...lines].map(([name, of]) => [name, of.length]),
    [
      ['negotiate http tcp 127.0.0.2 8072 10 masq /status OK', 5],
      ['negotiate http tcp 127.0.0.3 8072 10 masq /status OK', 5],
      ['negotiate http tcp 127.0.0.4 8072 5 masq /status OK', 5],
    ],
  );
});

test('maintenance takes a server down at once, other failures as often as failurecount says', () => {
  const lines = readMonitorLines({text, isCut: false}, ids);
  const story = tellStory(lines.get(id(virtual.reals[2] as Real)) ?? [], virtual.check.failures, false);
  assert.deepEqual(
    story?.changes.map(({state, words}) => [state, words]),
    [['up', '200 OK']],
  );
  assert.equal(story.state, 'up');
  assert.equal(new Date(story.since as number).toTimeString().slice(0, 8), '01:24:47');
  const failed = (count: number) =>
    tellStory(
      [true, ...Array.from({length: count}, () => false)].map((isUp, at) => ({at, isUp, words: 'x'})),
      2,
      false,
    );
  assert.deepEqual([failed(1)?.state, failed(1)?.contrary], ['up', 1]);
  assert.deepEqual([failed(2)?.state, failed(2)?.since], ['down', 2]);
});

test('what a server answered is no line of its own, however much it looks like one', () => {
  const name = id(virtual.reals[0] as Real);
  const evil = `[Sat Nov 21 01:24:43 2026] [1] ${name} [down] 500 %0a[Sat Nov 21 01:24:44 2026] [1] ${name} [up] 200 OK\n`;
  const found = readMonitorLines({text: evil, isCut: false}, ids).get(name);
  assert.deepEqual(
    found?.map(({isUp}) => isUp),
    [false],
  );
});

test('of a part of a file the first line is half a line, and nobody knows since when', () => {
  const lines = readMonitorLines({text, isCut: true}, ids);
  assert.equal(lines.get(id(virtual.reals[0] as Real))?.length, 4);
  assert.equal(tellStory(lines.get(id(virtual.reals[1] as Real)) ?? [], 2, true)?.since, undefined);
});

describe('without a monitorfile the table tells', () => {
  const real = virtual.reals[0] as Real;
  const nothing = {story: undefined, maintenance: undefined};
  for (const [weight, state] of [
    [10, 'up'],
    [0, 'down'],
    [undefined, 'down'],
  ] as const)
    test(`weight ${weight}: ${state}`, () => {
      assert.equal(monitoredServer(virtual, real, {...nothing, weight, isTableKnown: true}).state, state);
    });
  test('and where that cannot be read, nobody knows', () => {
    assert.equal(monitoredServer(virtual, real, {...nothing, weight: undefined, isTableKnown: false}).state, 'unknown');
  });
});

test("ldirectord's log tells of servers that it took out and put back", () => {
  const log = `[Sat Nov 21 01:24:45 2026|web.cf|812] Quiescent real server: 10.0.0.11:80 (10.0.0.1:80) (Weight set to 0)
[Sat Nov 21 01:24:46 2026|web.cf|812] Added virtual server: 10.0.0.1:80
[Sat Nov 21 01:25:45 2026|web.cf|812] Restored real server: 10.0.0.11:80 (10.0.0.1:80) (Weight set to 5)
`;
  assert.deepEqual(
    parseLdirectordLog(log).map(({type, server, pool}) => [type, server, pool]),
    [
      ['down', '10.0.0.11:80', '10.0.0.1:80'],
      ['up', '10.0.0.11:80', '10.0.0.1:80'],
    ],
  );
});
