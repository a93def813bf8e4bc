import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {checkKey} from '../../../src/checks/check-key.js';
import {Health} from '../../../src/checks/health/health.js';
import type {Happening, HealthEffect, HealthEvent} from '../../../src/checks/health/health-event.js';
import type {HealthModel} from '../../../src/checks/health/health-model.js';
import type {PoolStanding} from '../../../src/checks/health/standing.js';
import type {Verdict} from '../../../src/checks/probe/verdict.js';
import type {OtherEffect} from '../../../src/checks/runner/check-runner.js';
import type {PoolConfiguration} from '../../../src/config/pools/pool-configuration.js';
import {CheckingProcess} from '../../../src/director/checks/checking-process.js';
import type {FromChecks, ToChecks} from '../../../src/director/checks/checks-messages.js';
import type {ChecksReport} from '../../../src/director/protocol/checks-report.js';
import {VirtualTime} from '../control/virtual-time.js';
import {pool, pools, server} from './pools.js';

const one = server('10.0.0.11');
const web = pools([pool('10.0.0.1', [one])]);
const good: Verdict = {type: 'up', words: 'connected', latency: 0.12};
const bad: Verdict = {type: 'down', layer: 'L4', words: 'connection refused', latency: 1, isSilence: false};

describe('the process that checks', () => {
  test('adopts the table, and plans what its checks find', async () => {
    const bench = new ProcessBench();
    bench.hear({type: 'configure', id: 1, configuration: web});
    await turns();
    assert.deepEqual(bench.answers('configured'), [{type: 'configured', id: 1, problems: []}]);
    assert.deepEqual(bench.adopted, [web]);
    bench.verdict(good);
    bench.time.advance(1);
    assert.deepEqual(bench.noted.at(-1)?.members[0]?.place, {type: 'in', weight: 1});
    bench.verdict(bad);
    bench.time.advance(1);
    assert.deepEqual(bench.noted.at(-1)?.members[0]?.place, {type: 'out'});
    for (let i = 0; i < 2; i++) {
      await turns();
      bench.time.advance(1000); // what was told before was taken
    }
    const last = bench.answers('happened').at(-1);
    assert.ok(last?.type === 'happened');
    assert.deepEqual([last.summary.servers, last.summary.down, last.summary.checks], [1, 1, 1]);
    assert.deepEqual(
      bench.notices.map(({type, member}) => [type, member]).filter(([type]) => type === 'down'),
      [['down', one.name]],
    );
  });

  test('is as before where the table cannot be had', async () => {
    const bench = new ProcessBench();
    bench.refusal = 'IPVS is not there';
    bench.hear({type: 'configure', id: 1, configuration: web});
    await turns();
    assert.deepEqual(bench.answers('configured'), [{type: 'configured', id: 1, problems: ['IPVS is not there']}]);
    assert.deepEqual((await bench.report()).pools, []);
    await bench.checking.leave(undefined);
    assert.deepEqual(bench.closed, []);
  });

  test('answers with a report, only of what failed where that is asked for, and with what happened', async () => {
    const bench = new ProcessBench();
    bench.hear({type: 'configure', id: 1, configuration: web});
    await turns();
    bench.verdict(good);
    assert.deepEqual((await bench.report(true)).pools, []);
    bench.verdict(bad);
    const [failed] = (await bench.report(true)).pools;
    const [seen] = failed?.servers ?? [];
    assert.deepEqual([seen?.state, seen?.layer, seen?.weight, seen?.operator], ['down', 'L4', undefined, 'by hand']);
    assert.deepEqual(seen?.checks[0]?.latencies, [0.1, null]);
    assert.equal(seen?.checks[0]?.name, 'TCP 10.0.0.11:80');
    const history = JSON.parse(await bench.ask({type: 'history', id: 7, server: '10.0.0.11'}));
    assert.equal(history.at(-1).words, 'connection refused');
    await assert.rejects(
      bench.ask({type: 'history', id: 8, server: '10.0.0.12'}),
      /there is no real server 10\.0\.0\.12/,
    );
    const [run] = JSON.parse(await bench.ask({type: 'run', id: 9, server: '10.0.0.11:80', pool: undefined}));
    assert.deepEqual([run.result, run.steps[0].name], ['up', 'connect']);
  });

  test('leaves alone whose checks are switched off, also those that a reload brings back', async () => {
    const bench = new ProcessBench();
    const disabled = [{pool: undefined, server: '10.0.0.11', since: 1, owner: undefined, reason: undefined}];
    bench.hear({type: 'disabled', disabled});
    bench.hear({type: 'configure', id: 1, configuration: web});
    await turns();
    assert.equal((await bench.report()).pools[0]?.servers[0]?.state, 'disabled');
    const other = pools([pool('10.0.0.1', [server('10.0.0.12')])]);
    for (const [i, configuration] of [other, web].entries()) {
      bench.hear({type: 'configure', id: 2 + i, configuration});
      await turns();
    }
    assert.equal((await bench.report()).pools[0]?.servers[0]?.state, 'disabled');
    bench.hear({type: 'disabled', disabled: []});
    assert.notEqual((await bench.report()).pools[0]?.servers[0]?.state, 'disabled');
  });

  test('keeps what happens while nobody takes what it tells, up to a bound', async () => {
    const bench = new ProcessBench();
    bench.hear({type: 'configure', id: 1, configuration: web});
    await turns();
    bench.time.advance(1000);
    bench.takes = false;
    for (let i = 0; i < 1500; i++) {
      bench.verdict(i % 2 === 0 ? bad : good);
      bench.checking.say('notice', 'a line');
    }
    bench.time.advance(1000);
    assert.ok(bench.sent.length < 1100, `${bench.sent.length} wait`);
    bench.take();
    await turns();
    const last = bench.answers('happened').at(-1);
    assert.ok(last?.type === 'happened' && last.entries.length <= 500);
    assert.match(last.summary.problems.join(), /lines of the process checks were not taken in time/);
  });

  test('clears or leaves the table at its end: as the configuration says, unless it is told', async () => {
    for (const [onStop, wish, clears] of [
      ['clear', undefined, true],
      ['leave', undefined, false],
      ['clear', 'leave', false],
      ['leave', 'clear', true],
    ] as const) {
      const bench = new ProcessBench();
      bench.hear({type: 'configure', id: 1, configuration: {...web, onStop}});
      await turns();
      await bench.checking.leave(wish);
      assert.deepEqual(bench.closed, [clears]);
    }
  });

  test('runs programs of what is up at its end where that is wanted, and the table goes', async () => {
    for (const [wish, programs] of [
      ['clear', [`down ${one.name}`, 'quorum-down']],
      ['leave', []],
    ] as const) {
      const bench = new ProcessBench();
      bench.hear({type: 'configure', id: 1, configuration: pools([pool('10.0.0.1', [one], {tellsAtEnd: true})])});
      await turns();
      bench.verdict(good);
      await bench.checking.leave(wish);
      const ran = bench.ran.map(({type, member = ''}) => `${type} ${member}`.trim());
      assert.deepEqual(ran, programs);
    }
  });
});

/** A process whose probes and table are this test. */
class ProcessBench {
  readonly time = new VirtualTime();
  readonly sent: FromChecks[] = [];
  readonly noted: PoolStanding[] = [];
  readonly adopted: PoolConfiguration[] = [];
  readonly closed: boolean[] = [];
  readonly notices: Happening[] = [];
  readonly ran: Happening[] = [];
  refusal: string | undefined;
  takes = true;
  #untaken: (() => void)[] = [];
  #health: HealthModel | undefined;
  #onEffect: (effect: OtherEffect) => void = () => {};
  #lastId = 100;
  readonly checking = new CheckingProcess({
    health: new Health(),
    openRunner: (health, onEffect) => {
      this.#health = health;
      this.#onEffect = onEffect;
      return {
        step: event => this.#step(event),
        runNow: (_check, onStep, onVerdict) => {
          onStep({name: 'connect', at: 0.1, words: 'connected'});
          onVerdict(good);
          return {cancel() {}};
        },
        stop() {},
      };
    },
    openTable: async () => {
      if (this.refusal !== undefined) throw new Error(this.refusal);
      return {
        adopt: async configuration => {
          this.adopted.push(configuration);
          return new Map();
        },
        note: standing => void this.noted.push(standing),
        compare: async () => {},
        readDrains: () => {},
        operatorOf: () => 'by hand',
        isDrained: () => false,
        problems: [],
        idle: async () => {},
        close: async clears => void this.closed.push(clears),
      };
    },
    openNotices: () => ({
      configure() {},
      tell: happenings => void this.notices.push(...happenings),
      runPrograms: happenings => void this.ran.push(...happenings),
      close: async () => {},
    }),
    maintenance: {onFolderChange: () => () => {}, addressesOf: async () => []},
    metrics: async () => '',
    clock: this.time.clock,
    after: this.time.after,
    seed: 1,
    send: (message, taken) => {
      this.sent.push(message);
      if (this.takes) queueMicrotask(taken);
      else this.#untaken.push(taken);
    },
  });

  hear(message: Exclude<ToChecks, {type: 'shut-down'}>): void {
    this.checking.hear(message);
  }

  /** A second later the check is tried, and says so. */
  verdict(verdict: Verdict): void {
    this.time.advance(1000);
    this.#step({type: 'clock'});
    this.#step({type: 'verdict', check: checkKey(one.checks[0]!), verdict});
  }

  answers(type: FromChecks['type']): readonly FromChecks[] {
    return this.sent.filter(message => message.type === type);
  }

  async ask(message: Exclude<ToChecks, {type: 'shut-down'}> & {readonly id: number}): Promise<string> {
    this.hear(message);
    await turns();
    const answer = this.sent.find(one => 'id' in one && one.id === message.id);
    if (answer?.type === 'refused') throw new Error(answer.words);
    assert.ok(answer?.type === 'bytes');
    return Buffer.from(answer.bytes).toString();
  }

  async report(onlyFailed = false): Promise<ChecksReport> {
    return JSON.parse(await this.ask({type: 'report', id: ++this.#lastId, onlyFailed}));
  }

  /** The supervisor takes all that it was told. */
  take(): void {
    this.takes = true;
    for (const taken of this.#untaken.splice(0)) taken();
  }

  #step(event: HealthEvent): void {
    const effects: readonly HealthEffect[] = this.#health?.step(event, this.time.now) ?? [];
    for (const effect of effects) if (effect.type === 'plan' || effect.type === 'happened') this.#onEffect(effect);
  }
}

async function turns(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise(resolve => setImmediate(resolve));
}
