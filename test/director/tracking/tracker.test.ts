import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {Tracker} from '../../../src/director/tracking/tracker.js';
import type {ProgramEnd} from '../../../src/director/programs/programs.js';
import type {SeenProcess} from '../../../src/director/tracking/process-match.js';
import {noTracking, type RouterConfiguration, type TrackedScript} from '../../../src/vrrp/router/configuration.js';
import {eventually} from '../../directors/eventually.js';
import {configuration, router} from '../../vrrp/speaker/settings.js';
import {realWorld} from '../programs/real-world.js';

const user = process.getuid?.() === 0 ? 'root' : undefined;
const tracked = (name: string) => ({name, weight: 0, isReversed: false});

describe('what is tracked', () => {
  let folder: string;
  let tracker: Tracker | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lvsctl-director-'));
  });
  afterEach(() => {
    tracker?.close();
    rmSync(folder, {recursive: true});
  });

  const script = (more: Partial<TrackedScript>): TrackedScript => ({
    name: 'check',
    command: ['/bin/true'],
    user,
    interval: 50,
    timeout: 5000,
    rise: 1,
    fall: 1,
    isDownAtFirst: false,
    ...more,
  });

  function follow(...configurations: readonly RouterConfiguration[]) {
    const world = realWorld();
    tracker = new Tracker(world, () => {});
    tracker.follow(...configurations);
    return {tracker, world};
  }

  test('a script is run again and again, never twice at once, and known by its results', async () => {
    const [state, times] = [join(folder, 'state'), join(folder, 'times')];
    writeFileSync(state, '0');
    const command = ['/bin/sh', '-c', `echo begin >> ${times}; sleep 0.1; echo end >> ${times}; exit $(cat ${state})`];
    const {tracker, world} = follow(
      configuration([router({tracking: {...noTracking, scripts: [tracked('check')]}})], {
        scripts: [script({command}), script({name: 'unused', command: ['/bin/sh', '-c', `echo unused >> ${times}`]})],
      }),
    );
    assert.deepEqual(tracker.values.scripts, {}, 'nothing is known before its first result');
    await tracker.firstResults(10_000);
    assert.deepEqual(tracker.values.scripts, {check: true});
    writeFileSync(state, '1');
    await eventually(
      () => tracker.values.scripts.check === false,
      () => 'it counts as good',
    );
    assert.deepEqual(world.log.lines, [
      'info: script check ended with status 0: it counts as good',
      'warning: script check ended with status 1: it counts as bad',
    ]);
    const lines = readFileSync(times, 'utf8').trim().split('\n');
    assert.ok(
      lines.every((line, i) => line === (i % 2 === 0 ? 'begin' : 'end')),
      lines.join(),
    );
  });

  test('a script that takes too long has failed', async () => {
    const {tracker} = follow(
      configuration([router({tracking: {...noTracking, scripts: [tracked('check')]}})], {
        scripts: [script({command: ['/bin/sleep', '60'], timeout: 0, interval: 100})],
      }),
    );
    await tracker.firstResults(10_000);
    assert.deepEqual(tracker.values.scripts, {check: false});
  });

  test('a script that cannot be killed fails each time that it would be run, and is not run beside itself', async () => {
    const world = realWorld();
    const starts: ((end: ProgramEnd) => void)[] = [];
    const running = {kill() {}, isGone: false};
    const changes: unknown[] = [];
    tracker = new Tracker(
      {
        ...world,
        programs: {
          start(_program, onEnd) {
            starts.push(onEnd);
            return running;
          },
        },
      },
      () => changes.push(tracker?.values.scripts.check),
    );
    tracker.follow(
      configuration([router({tracking: {...noTracking, scripts: [tracked('check')]}})], {
        scripts: [script({fall: 3, interval: 20})],
      }),
    );
    starts[0]?.({type: 'ended', status: 0}); // it is good, and one that hangs later
    await eventually(
      () => tracker?.values.scripts.check === false,
      () => 'it counts as good',
    );
    assert.equal(starts.length, 1);
    running.isGone = true;
    await eventually(
      () => starts.length === 2,
      () => 'it is not run again',
    );
  });

  test('after its end nothing is followed, and nothing was told to be bad', async () => {
    const told: unknown[] = [];
    const closing = new Tracker(realWorld(), () => told.push(closing.values.scripts));
    const one = configuration([router({tracking: {...noTracking, scripts: [tracked('check')]}})], {
      scripts: [script({command: ['/bin/sleep', '60']})],
    });
    closing.follow(one);
    const known = closing.firstResults(60_000);
    told.length = 0;
    closing.close();
    await known;
    closing.follow(one);
    assert.deepEqual([told, closing.values.scripts], [[], {}]);
  });

  test('a file is its number, wherever it comes from and goes', async () => {
    const file = join(folder, 'later', 'load');
    const {tracker} = follow(
      configuration([router({tracking: {...noTracking, files: [tracked('load')]}})], {
        files: [{name: 'load', file, initial: undefined}],
      }),
    );
    const becomes = (value: number) =>
      eventually(
        () => tracker.values.files.load === value,
        () => `it is ${tracker.values.files.load}, and not ${value}`,
      );
    await becomes(0);
    mkdirSync(join(folder, 'later'));
    writeFileSync(file, '-60\n');
    await becomes(-60); // looked at besides, as there was no folder to watch
    writeFileSync(file, '7 of 9');
    await becomes(7);
    writeFileSync(join(folder, 'other'), '8');
    renameSync(join(folder, 'other'), file);
    await becomes(8);
    rmSync(file);
    await becomes(0);
  });

  test('a file is made where it is to be', () => {
    const [made, kept, written] = ['made', 'kept', 'written'].map(name => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(kept, '5');
    writeFileSync(written, '5');
    const {tracker} = follow(
      configuration([router({tracking: {...noTracking, files: ['made', 'kept', 'written'].map(tracked)}})], {
        files: [
          {name: 'made', file: made, initial: {value: 3, overwrites: false}},
          {name: 'kept', file: kept, initial: {value: 3, overwrites: false}},
          {name: 'written', file: written, initial: {value: 3, overwrites: true}},
        ],
      }),
    );
    assert.deepEqual(tracker.values.files, {made: 3, kept: 5, written: 3});
  });

  test('processes count until they end', () => {
    const world = realWorld();
    const ends = new Map<number, () => void>();
    const seen = [1, 2].map((pid): SeenProcess => ({pid, startTicks: 1n, name: 'web', program: undefined}));
    const changes: unknown[] = [];
    tracker = new Tracker(
      {
        ...world,
        processes: () => seen,
        onExit: ({pid}, call) => {
          ends.set(pid, call);
          return () => void ends.delete(pid);
        },
      },
      () => changes.push(tracker?.values.processes),
    );
    const two = configuration([router({tracking: {...noTracking, processes: [tracked('two')]}})], {
      processes: [{name: 'two', process: 'web', quorum: 2, mostQuorum: undefined}],
    });
    tracker.follow(two);
    assert.deepEqual(tracker.values.processes, {two: true});
    ends.get(2)?.();
    assert.deepEqual(tracker.values.processes, {two: false});
    assert.equal(world.log.lines.at(-1), 'warning: process two: 1 of web run, which counts as bad');
    tracker.follow(configuration([]));
    assert.deepEqual([tracker.values.processes, ends.size], [{}, 1], 'the one that ended was forgotten already');
  });

  test('goes on in another configuration that tracks it, too', async () => {
    const state = join(folder, 'runs');
    const one = script({command: ['/bin/sh', '-c', `echo x >> ${state}`], interval: 60_000});
    const routers = [router({tracking: {...noTracking, scripts: [tracked('check')]}})];
    const before = configuration(routers, {scripts: [one]});
    const {tracker} = follow(before);
    await tracker.firstResults(10_000);
    const after = configuration([{...routers[0]!, priority: 50}], {scripts: [one]});
    tracker.follow(before, after);
    tracker.follow(after);
    assert.deepEqual(tracker.values.scripts, {check: true});
    assert.equal(readFileSync(state, 'utf8'), 'x\n');
  });
});
