import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readKeepalivedConf} from '../../../../src/config/keepalived/read-config.js';
import {losesQuorum} from '../../../../src/managers/keepalived/servers/quorum.js';
import {
  drainingValue,
  effectiveWeight,
  fileTrackers,
} from '../../../../src/managers/keepalived/servers/tracked-weight.js';

const read = (text: string) =>
  readKeepalivedConf({path: '/k.conf', readFile: path => (path === '/k.conf' ? text : undefined), glob: () => []})
    .config;
const server = (settings: string) =>
  read(`virtual_server 10.0.0.1 80 {
  protocol TCP
  ${settings}
  real_server 10.1.0.1 80 {
    weight 3
  }
  real_server 10.1.0.2 80 {
    weight 2
  }
}`).lvs.virtualServers[0] as NonNullable<ReturnType<typeof read>['lvs']['virtualServers'][0]>;
const [first, second] = server('').realServers;

test('weights are summed up to the quorum, less the hysteresis', () => {
  const cases: readonly [string, boolean][] = [
    ['quorum 1', false],
    ['quorum 2', false],
    ['quorum 3', true],
    ['quorum 3\n hysteresis 1', false],
    ['quorum 5', true],
  ];
  for (const [settings, isLost] of cases) {
    const one = server(settings);
    assert.equal(
      losesQuorum(
        one,
        real => real === one.realServers[0],
        real => real.weight,
      ),
      isLost,
      settings,
    );
  }
});

test('the last weight above 0 is a quorum that is lost, and what is lost already cannot be', () => {
  const one = server('');
  const [real, other] = one.realServers;
  const without = (each: unknown) => each === real;
  assert.equal(
    losesQuorum(one, without, each => (each === other ? 0 : each.weight)),
    true,
  );
  assert.equal(
    losesQuorum(one, without, each => (each === real ? 0 : each.weight)),
    false,
  );
  assert.equal(
    losesQuorum(one, without, () => 0),
    false,
  );
});

const tracker = (factor: number, real = first) => ({
  path: '/f',
  factor,
  server: server(''),
  real: real as NonNullable<typeof real>,
});

test('the value that drains is the furthest one whose product is no fault', () => {
  const cases: readonly [readonly number[], number | undefined][] = [
    [[1], -2_147_483_647],
    [[2], -1_073_741_823],
    [[-1], 2_147_483_647],
    [[1, 254], -8_454_660],
    [[1, -1], undefined],
    [[0], undefined],
    [[], undefined],
  ];
  for (const [factors, value] of cases)
    assert.equal(drainingValue(factors.map(factor => tracker(factor))), value, `${factors}`);
  for (const factor of [1, -1, 3, 100, 2_147_483_647]) {
    const value = drainingValue([tracker(factor)]);
    if (value !== undefined) assert.ok(value * factor >= -2_147_483_647 && value * factor <= -3);
  }
});

test('keepalived counts with the configured weight and what its files say, never below 0', () => {
  const real = second as NonNullable<typeof second>;
  assert.equal(
    effectiveWeight(real, [tracker(1, real), tracker(2, real)], () => 4),
    14,
  );
  assert.equal(
    effectiveWeight(real, [tracker(1, real)], () => -9),
    0,
  );
  assert.equal(
    effectiveWeight(real, [], () => 9),
    2,
  );
});

test('a FILE_CHECK without a weight has that of its track_file, with the other sign where it is reversed', () => {
  const config = read(`track_file a {
  file /run/a
  weight 4
}
track_file b {
  file /run/b
  weight 5 reverse
}
virtual_server fwmark 7 {
  real_server 10.1.0.1 80 {
    FILE_CHECK {
      track_file a
    }
    FILE_CHECK {
      track_file a
      weight 2
    }
    FILE_CHECK {
      track_file b
    }
  }
}`);
  assert.deepEqual(
    fileTrackers(config).map(({path, factor}) => [path, factor]),
    [
      ['/run/a', 4],
      ['/run/a', 2],
      ['/run/b', -5],
    ],
  );
});
