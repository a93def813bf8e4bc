import assert from 'node:assert/strict';
import {test} from 'node:test';
import {parseLdirectordCommandLine} from '../../../src/managers/ldirectord/command-line.js';
import {findConfig, findLdirectord} from '../../../src/managers/ldirectord/find-ldirectord.js';
import type {Machine, Process} from '../../../src/managers/machine.js';

const perl = ['/usr/bin/perl', '-w', '/usr/sbin/ldirectord'];

test('an ldirectord that stays is told from those that ask it, and from its children', () => {
  const cases: readonly [readonly string[], {config: string | undefined} | undefined][] = [
    [[...perl, 'start'], {config: undefined}],
    [[...perl, 'web.cf', 'start'], {config: 'web.cf'}],
    [[...perl, '-d', '--', '/etc/web.cf', 'restart'], {config: '/etc/web.cf'}],
    [[...perl, '/etc/web.cf', 'status'], undefined],
    [[...perl, 'stop'], undefined],
    [[...perl, '-v'], undefined],
    [['ldirectord tcp:10.0.0.1:80 checking 10.1.0.1'], undefined],
    [['/usr/bin/perl', '-e', '1'], undefined],
    [['/usr/bin/perl', '/usr/bin/other', '/usr/sbin/ldirectord', 'start'], undefined],
    [[], undefined],
  ];
  for (const [words, found] of cases) assert.deepEqual(parseLdirectordCommandLine(words), found, words.join(' '));
});

test('its configuration is looked for where ldirectord looks', () => {
  const among =
    (...there: string[]) =>
    (given: string | undefined) =>
      findConfig(given, '/srv', path => there.includes(path));
  assert.equal(among('/etc/ha.d/web.cf', '/srv/web.cf')('web.cf'), '/etc/ha.d/web.cf');
  assert.equal(among('/etc/ha.d/conf/web.cf', '/srv/web.cf')('web.cf'), '/etc/ha.d/conf/web.cf');
  assert.equal(among('/srv/web.cf')('web.cf'), '/srv/web.cf');
  assert.equal(among()('web.cf'), '/srv/web.cf');
  assert.equal(among('/etc/x.cf')('/etc/x.cf'), '/etc/x.cf');
  assert.equal(among()(undefined), '/etc/ldirectord.cf');
  assert.equal(among('/etc/ha.d/ldirectord.cf')(undefined), '/etc/ha.d/ldirectord.cf');
});

test('two processes of one configuration are one ldirectord, the older', () => {
  const process = (pid: number, startTicks: bigint, config: string, program = '/usr/bin/perl5.36'): Process => ({
    pid,
    parent: 1,
    name: 'ldirectord',
    arguments: [...perl, config, 'start'],
    program,
    state: 'running',
    startTicks,
    startedAt: 0,
  });
  const machine = {
    processes: () => [
      process(7, 9n, '/a.cf'),
      process(8, 3n, '/a.cf'),
      process(9, 5n, '/b.cf'),
      process(10, 1n, '/c.cf', '/usr/bin/vi'),
    ],
    facts: () => undefined,
    environmentOf: () => 'director',
  } as Partial<Machine> as Machine;
  assert.deepEqual(
    findLdirectord(machine).map(({process: {pid}, configPath, hostname}) => [pid, configPath, hostname]),
    [
      [8, '/a.cf', 'director'],
      [9, '/b.cf', 'director'],
    ],
  );
});
