// How long an address is without an owner in a planned handover: node build/bench/vrrp/router-handover.js [TIMES [PERIOD]]. Needs root and namespaces.
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {type Address, parseAddress} from '../../src/net/address.js';
import type {Director} from '../../test/directors/director.js';
import {SpeakerProcess} from '../../test/vrrp/speaker/speaker-process.js';
import {median} from '../sample.js';
import {RouterSegment} from './router-segment.js';

const times = Number(process.argv[2] ?? 50);
/** Of a client's questions, in milliseconds. */
const period = Number(process.argv[3] ?? 10);
const virtual = '10.0.0.100';
const children: ChildProcess[] = [];

const segment = new RouterSegment();
const speakers = [new SpeakerProcess(segment.a.namespace), new SpeakerProcess(segment.b.namespace)] as const;
for (const director of [segment.a, segment.b]) echo(director, 'answer');
try {
  for (const [i, speaker] of speakers.entries())
    await speaker.configure({routers: [{priority: 150 - 50 * i, rules: {version: 3, preempts: false}}]});
  await speakers[0].enters('master');
  await sleep(500);
  const asking = echo(segment.observer, 'ask', virtual, String(period));
  const took: number[] = [];
  for (let id = 1; id <= times; id++) {
    await sleep(200 + Math.random() * 200);
    took.push(await handOver(id));
  }
  await sleep(500);
  asking.send('end');
  const [{lost}] = (await once(asking, 'message')) as [{lost: readonly boolean[]}];
  const runs = lostRuns(lost);
  console.log(
    `${times} handovers, asked to heard ${median(took).toFixed(1)} ms (most ${Math.max(...took).toFixed(1)})`,
  );
  console.log(
    `a question every ${period} ms: ${lost.length} asked, lost in a row: ${runs.join(' ') || 'none'}; ${(Math.max(0, ...runs) * period).toFixed(0)} ms at most`,
  );
} finally {
  for (const child of children) child.kill();
  await Promise.all(speakers.map(speaker => speaker.kill()));
  await segment.remove();
}

/** By turns from one to the other. @returns how long it took */
async function handOver(id: number): Promise<number> {
  const from = speakers[(id - 1) % 2] as SpeakerProcess;
  const to = parseAddress(`10.0.0.${2 - ((id - 1) % 2)}`) as Address;
  const begin = performance.now();
  await from.handOver({id, router: 'VI_1', to, isOnlyAsked: false});
  const last = await from.reported(
    report => report.type === 'handover' && report.id === id && !['ready', 'left'].includes(report.stage),
  );
  if (last.type !== 'handover' || last.stage !== 'done') throw new Error(JSON.stringify(last));
  return performance.now() - begin;
}

function echo(director: Director, ...words: readonly string[]): ChildProcess {
  const script = fileURLToPath(new URL('router-echo.js', import.meta.url));
  const child = spawn('ip', ['netns', 'exec', director.namespace.name, process.execPath, script, ...words], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.push(child);
  return child;
}

/** How many were lost one after the other, each time. The first ones were asked before the neighbour was known. */
function lostRuns(lost: readonly boolean[]): number[] {
  const runs: number[] = [];
  let length = 0;
  for (const isLost of lost.slice(lost.indexOf(false), lost.lastIndexOf(false) + 1)) {
    if (isLost) length++;
    else if (length > 0) {
      runs.push(length);
      length = 0;
    }
  }
  return runs;
}
