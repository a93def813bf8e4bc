// What it costs to observe 510 virtual routers: node build/bench/vrrp/measure.js [SECONDS]. Needs root and namespaces.
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {interfaces, makeSegment, type Segment} from './segment.js';
import type {Namespace} from '../../test/kernel/rtnetlink/namespace.js';

const seconds = Number(process.argv[2] ?? 30);
/** Until the code is compiled and every speaker is known. */
const warmUp = 60;

const segment = makeSegment();
try {
  for (const pattern of ['even', 'burst'] as const) console.log(await measure(segment, pattern));
} finally {
  segment.remove();
}

async function measure({sender, observer}: Segment, pattern: 'even' | 'burst'): Promise<string> {
  const observing = start(observer, 'observe.js');
  const sending = start(sender, 'send-advertisements.js', pattern);
  try {
    await sleep(warmUp * 1000);
    const before = {
      threads: threadTimes(observing.pid!),
      heard: (await ask(observing)).heard,
      at: process.hrtime.bigint(),
    };
    await sleep(seconds * 1000);
    const after = threadTimes(observing.pid!);
    const wall = Number(process.hrtime.bigint() - before.at) / 1e9;
    const {heard, speakers, delay} = await ask(observing);
    const shares = [...after].map(([thread, time]) => (100 * (time - (before.threads.get(thread) ?? 0))) / wall);
    const total = shares.reduce((sum, share) => sum + share, 0);
    const rate = (heard - before.heard) / wall;
    return `${pattern}: ${total.toFixed(2)} % of a core for ${rate.toFixed(0)} advertisements a second of ${speakers} speakers; by thread ${shares
      .filter(share => share > 0.005)
      .map(share => share.toFixed(2))
      .join(', ')}; told after ${delay.middle?.toFixed(1)} ms in the middle, ${delay.most?.toFixed(1)} at most`;
  } finally {
    for (const child of [observing, sending]) {
      child.kill();
      await once(child, 'exit');
    }
  }
}

function start(space: Namespace, script: string, ...words: readonly string[]): ChildProcess {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const indexes = interfaces.map(name => String(space.indexOf(name)));
  return spawn('ip', ['netns', 'exec', space.name, process.execPath, path, ...words, ...indexes], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

interface Heard {
  readonly heard: number;
  readonly speakers: number;
  /** From the kernel to whoever listens, in milliseconds. */
  readonly delay: {readonly middle: number | undefined; readonly most: number | undefined};
}

async function ask(child: ChildProcess): Promise<Heard> {
  child.send('tell');
  const [answer] = await once(child, 'message');
  return answer as Heard;
}

/** Seconds of each thread. */
function threadTimes(pid: number): Map<string, number> {
  return new Map(
    readdirSync(`/proc/${pid}/task`).map(thread => [
      thread,
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ')[0]) / 1e9,
    ]),
  );
}
