import {spawnSync} from 'node:child_process';
import {statSync} from 'node:fs';
import {arch, cpus, loadavg, release} from 'node:os';

/** Runs of each, after two that are not counted. */
const runs = Number(process.argv[2] ?? 40);
/** What a run of the executable may cost of one of the bundle. */
const most = 1.2;
const node = 'node_modules/node/bin/node';
const executable = `dist-binary/lvsctl-${arch()}`;
/** As bin/lvsctl gives them. */
const brief =
  '--min-semi-space-size=2 --max-semi-space-size=2 --initial-old-space-size=64 --v8-pool-size=1 --no-opt --no-concurrent-recompilation'.split(
    ' ',
  );

/** Command lines and whether they are brief. */
const measured: readonly (readonly [string, boolean])[] = [
  ['-h', true],
  ['--version', true],
  ['-Ln', true],
  ['list', false],
  ['vrrp --help', false],
  ['top --once', false],
];

/**
 * `node build/bench/packaging/measure-start.js [RUNS]`: how long the executable takes from its start to its end, beside
 * the bundle on the same Node and beside the launcher, on an embedded table. They run in turn.
 */
function measure(): boolean {
  const processor = cpus()[0]?.model ?? '';
  console.log(`${processor}, Linux ${release()}, load ${loadavg()[0]?.toFixed(1)}, ${runs} runs of each in turn\n`);
  console.log('| command | bundle ms | launcher ms | executable ms | median of ratios | required | |');
  console.log('|---|---|---|---|---|---|---|');
  let isMet = true;
  for (const [words, isBrief] of measured) {
    const all = words.split(' ');
    const programs = [
      [node, ...(isBrief ? brief : []), 'dist/lvsctl.cjs', 'lvsctl', ...all],
      ['bin/lvsctl', ...all],
      [executable, ...all],
    ];
    const times = takeTimes(programs);
    const [bundle = [], launcher = [], own = []] = times;
    const ratio = median(own.map((time, run) => time / (bundle[run] ?? 1)));
    isMet &&= ratio <= most;
    const figures = [bundle, launcher, own].map(each => median(each).toFixed(1)).join(' | ');
    console.log(
      `| ${words} | ${figures} | ${ratio.toFixed(2)} | ≤ ${most} | ${ratio <= most ? 'met' : '**MISSED**'} |`,
    );
  }
  console.log(
    `\n${executable}: ${(statSync(executable).size / 1e6).toFixed(1)} MB, Node ${(statSync(node).size / 1e6).toFixed(1)} MB`,
  );
  return isMet;
}

/** In milliseconds, of each program at each run. */
function takeTimes(programs: readonly (readonly string[])[]): number[][] {
  const times: number[][] = programs.map(() => []);
  for (let run = -2; run < runs; run++) {
    for (const [index, [program = '', ...words]] of programs.entries()) {
      const start = process.hrtime.bigint();
      const {status, stderr} = spawnSync(program, words, {
        env: {...process.env, LVSCTL_KERNEL: 'embedded'},
        encoding: 'utf8',
      });
      if (status !== 0 && !words.includes('-h')) throw new Error(`${program} ${words.join(' ')}: ${stderr}`);
      if (run >= 0) times[index]?.push(Number(process.hrtime.bigint() - start) / 1e6);
    }
  }
  return times;
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}

process.exitCode = measure() ? 0 : 1;
