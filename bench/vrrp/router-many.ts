// 255 virtual routers at 1 s while another process lists 10,000 services: node build/bench/vrrp/router-many.js [SECONDS]. Needs root and namespaces.
import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {eventually} from '../../test/directors/eventually.js';
import {SpeakerProcess} from '../../test/vrrp/speaker/speaker-process.js';
import {rules} from '../rules.js';
import {percentile} from '../top/report.js';
import {RouterSegment} from './router-segment.js';

const seconds = Number(process.argv[2] ?? 30);
const count = 255;
/** Until the code is compiled. */
const warmUp = 15;

const folder = mkdtempSync(join(tmpdir(), 'lvsctl-bench-'));
const environment = {...process.env, LVSCTL_KERNEL: `embedded:${join(folder, 'table')}`};
const segment = new RouterSegment();
const {a, b, seen} = segment;
const [master, backup] = [new SpeakerProcess(a.namespace), new SpeakerProcess(b.namespace)];
const listing = {child: undefined as ChildProcess | undefined, runs: 0, isOver: false};
try {
  execFileSync('bin/lvsctl', ['-R'], {input: rules(10_000, 1), env: environment});
  await Promise.all([master.configure({routers: routers(150)}), backup.configure({routers: routers(100)})]);
  await eventually(
    () => new Set(seen.map(({virtualRouter}) => virtualRouter)).size === count,
    () => 'not all are master',
  );
  console.log(`alone: ${await measure()}`);
  const listed = list();
  console.log(`beside listings: ${await measure()}; ${listing.runs} listings meanwhile`);
  listing.isOver = true;
  listing.child?.kill();
  await listed;
} finally {
  listing.isOver = true;
  await Promise.all([master.kill(), backup.kill()]);
  await segment.remove();
  rmSync(folder, {recursive: true});
}

function routers(priority: number) {
  return Array.from({length: count}, (_, i) => ({
    name: `VI_${i + 1}`,
    virtualRouter: i + 1,
    priority,
    addresses: [`10.2.0.${i}`],
  }));
}

async function measure(): Promise<string> {
  await sleep(warmUp * 1000);
  const [before, begin] = [[master, backup].map(({pid}) => processorTime(pid)), performance.now()];
  const first = seen.length;
  await sleep(seconds * 1000);
  const wall = performance.now() - begin;
  const shares = [master, backup].map(({pid}, i) => (100 * (processorTime(pid) - (before[i] as number))) / wall);
  const last = new Map<number, number>();
  const jitter: number[] = [];
  for (const {at, virtualRouter} of seen.slice(first)) {
    const previous = last.get(virtualRouter);
    if (previous !== undefined) jitter.push(Math.abs(at - previous - 1000));
    last.set(virtualRouter, at);
  }
  const [p50, p99, most] = [0.5, 0.99, 1].map(share => percentile(jitter, share).toFixed(2));
  return `master ${shares[0]?.toFixed(2)} % of a core, backup ${shares[1]?.toFixed(2)} %; jitter of ${jitter.length} advertisements: median ${p50} ms, p99 ${p99} ms, most ${most} ms`;
}

/** One listing after the other. */
async function list(): Promise<void> {
  while (!listing.isOver) {
    listing.child = spawn('bin/lvsctl', ['-Ln'], {env: environment, stdio: 'ignore'});
    await once(listing.child, 'exit');
    listing.runs++;
  }
}

/** Of all its threads, in milliseconds. */
function processorTime(pid: number): number {
  return readdirSync(`/proc/${pid}/task`)
    .map(thread => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ')[0]) / 1e6)
    .reduce((sum, time) => sum + time, 0);
}
