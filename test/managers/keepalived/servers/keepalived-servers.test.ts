import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {KeepalivedServers} from '../../../../src/managers/keepalived/servers/keepalived-servers.js';
import type {Machine, Process} from '../../../../src/managers/machine.js';
import {placeOfText} from '../../../owners/places.js';

const isRoot = process.getuid?.() === 0;

describe('tracked files of a keepalived that runs', {
  skip: !isRoot && 'files that are not root are not written',
}, () => {
  let folder = '';
  const path = (name: string) => join(folder, name);
  const running: Process = {
    pid: 2 ** 22 + 1, // above pid_max
    parent: 1,
    name: 'keepalived',
    arguments: [],
    program: '/usr/sbin/keepalived',
    state: 'running',
    startTicks: 1n,
    startedAt: 0,
  };
  const {service, destination} = placeOfText('10.0.0.1:80', '10.1.0.1:80');
  const servers = (...words: readonly string[]) => {
    const machine = {
      processes: () => [{...running, arguments: ['keepalived', '-f', path('keepalived.conf'), ...words]}],
      environmentOf: () => undefined,
      facts: () => undefined,
    } as Partial<Machine> as Machine;
    return new KeepalivedServers({machine, host: 'director'});
  };
  const value = (name = 'web') => readFileSync(path(name), 'utf8');

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lvsctl-owner-'));
    writeFileSync(
      path('keepalived.conf'),
      `track_file web {
  file ${path('web')}
  weight 1
}
virtual_server 10.0.0.1 80 {
  protocol TCP
  real_server 10.1.0.1 80 {
    weight 3
    FILE_CHECK {
      track_file web
    }
  }
  real_server 10.1.0.2 80 {
    weight 3
  }
}
`,
    );
  });
  after(() => rmSync(folder, {recursive: true, force: true}));

  test('one that checks no servers owns none, and nobody does before the first look', async () => {
    const one = servers('-P');
    await one.look();
    assert.equal(one.ownershipOf(service, destination), undefined);
    assert.equal(servers().ownershipOf(service, destination), undefined);
  });

  test('a file is made where there is none, and says 0 afterwards', async () => {
    const one = servers();
    await one.look();
    const way = one.ownershipOf(service, destination)?.way;
    assert.deepEqual(way, {type: 'file', path: path('web'), value: '-2147483647', undo: '0'});
    assert.equal(existsSync(path('web')), false);
    await one.quiesce(way);
    assert.equal(value(), '-2147483647\n');
    await one.restore(way);
    assert.equal(value(), '0\n');
    await one.restore(way);
    assert.equal(value(), '0\n');
  });

  test('what it said before comes back, and what somebody else wrote meanwhile stays', async () => {
    writeFileSync(path('web'), '-1\n');
    const one = servers();
    await one.look();
    const way = one.ownershipOf(service, destination)?.way;
    assert.ok(way?.type === 'file');
    await one.quiesce(way);
    await one.restore(way);
    assert.equal(value(), '-1\n');
    await one.quiesce(way);
    writeFileSync(path('web'), '-2\n');
    await assert.rejects(
      one.restore(way),
      /says -2, which is not of the drain .*it was left so; -1 stood there before/,
    );
    assert.equal(value(), '-2\n');
  });

  test('a link is not written', async () => {
    rmSync(path('web'));
    symlinkSync(path('other'), path('web'));
    const one = servers();
    await one.look();
    const ownership = one.ownershipOf(service, destination);
    assert.deepEqual(ownership?.way, {type: 'watch'});
    assert.match(ownership.warnings.join(), /is not used: it is a link/);
  });
});
