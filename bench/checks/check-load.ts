// Checks a farm from within its namespace: node build/bench/checks/check-load.js KIND SERVERS SECONDS INTERVAL [silent]. Tells one line of JSON.
import type {formatAddress} from '../../src/net/address.js';
import {checkKey} from '../../src/checks/check-key.js';
import {Health} from '../../src/checks/health/health.js';
import type {HealthEvent} from '../../src/checks/health/health-event.js';
import type {HealthModel} from '../../src/checks/health/health-model.js';
import {CheckRunner} from '../../src/checks/runner/check-runner.js';
import {linuxProbeWorld} from '../../test/kernel/socket/linux-probe-world.js';
import {checkOf, connectLimit, type Kind} from './targets.js';

const [kind, servers, seconds, interval, silent] = process.argv.slice(2) as [Kind, string, string, string, string?];
const checks = Array.from({length: Number(servers)}, (_, number) =>
  checkOf(kind, number, Number(interval), silent !== undefined),
);
const silentKeys = new Set(silent === undefined ? [] : checks.filter((_, number) => number % 5 === 0).map(checkKey));

const counted = {up: 0, down: 0, undecided: 0, wrong: 0};
const errors: number[] = [];
let isCounting = false;
let worst = '';

const health = new Health();
/** Health, with verdicts counted as they pass. */
const model: HealthModel = {
  step(event, now) {
    if (isCounting && event.type === 'verdict') count(event);
    return health.step(event, now);
  },
  get deadline() {
    return health.deadline;
  },
  get pools() {
    return health.pools;
  },
  pool: name => health.pool(name),
  check: key => health.check(key),
};

function count({check, verdict}: Extract<HealthEvent, {type: 'verdict'}>): void {
  counted[verdict.type]++;
  const isSilent = silentKeys.has(check);
  if (isSilent !== (verdict.type === 'down')) {
    counted.wrong++;
    worst = verdict.words;
  }
  if (isSilent) errors.push(Math.abs(verdict.latency - connectLimit));
}

const runner = new CheckRunner(model, {
  probes: linuxProbeWorld(),
  now: () => performance.timeOrigin + performance.now(),
  onEffect: () => undefined,
});
runner.step({type: 'configure', pools: [pool()], present: new Map(), seed: 1});

const every = 1000;
setTimeout(
  () => {
    isCounting = true;
    const began = {cpu: process.cpuUsage(), at: performance.now()};
    let memory = 0;
    const watching = setInterval(() => (memory = Math.max(memory, process.memoryUsage.rss())), every);
    setTimeout(() => {
      clearInterval(watching);
      const {user, system} = process.cpuUsage(began.cpu);
      const wall = (performance.now() - began.at) / 1000;
      const total = counted.up + counted.down + counted.undecided;
      errors.sort((one, other) => one - other);
      const told = {
        kind,
        perSecond: total / wall,
        cpuPerCheck: (user + system) / total,
        cpuShare: (user + system) / 1e6 / wall,
        ...counted,
        timeoutError: errors.at(-1) ?? 0,
        timeoutErrorOfMost: errors[Math.floor(errors.length * 0.99)] ?? 0,
        memory: memory / 2 ** 20,
        worst,
      };
      process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit());
    }, Number(seconds) * 1000);
  },
  Math.max(5000, 2 * Number(interval)),
);

function pool() {
  return {
    name: 'farm',
    quorum: 1,
    hysteresis: 0,
    quorumCounts: 'weights' as const,
    sorry: undefined,
    members: checks.map((check, number) => ({
      name: `server ${number}`,
      host: (check.probe as {target: {address: Parameters<typeof formatAddress>[0]}}).target.address,
      weight: 1,
      checks: [check],
      isOff: false,
      whenDown: 'remove' as const,
      holdDown: 0,
      slowStart: {over: 0, steps: 1},
      dependsOn: [],
    })),
  };
}
