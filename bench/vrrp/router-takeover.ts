// How soon a backup takes over from a master that is killed: node build/bench/vrrp/router-takeover.js [TIMES]. Needs root, namespaces and keepalived.
import {setTimeout as sleep} from 'node:timers/promises';
import {masterDownInterval} from '../../src/vrrp/intervals.js';
import {eventually} from '../../test/directors/eventually.js';
import type {Settings} from '../../test/directors/keepalived-conf.js';
import {SpeakerProcess} from '../../test/vrrp/speaker/speaker-process.js';
import {median} from '../sample.js';
import {RouterSegment} from './router-segment.js';

const times = Number(process.argv[2] ?? 5);
const taker = {priority: 100, place: 2} as const;

for (const interval of [1000, 100])
  for (const kind of ['speaker', 'keepalived'] as const) {
    const delays: number[] = [];
    for (let i = 0; i < times; i++) delays.push(await takeover(kind, interval));
    const words = delays.map(delay => delay.toFixed(1)).join(', ');
    console.log(
      `${kind} takes over, ${interval} ms: median ${median(delays).toFixed(1)} ms after the protocol's time (${words})`,
    );
  }

/** @returns by how much the taker's first advertisement was later than the protocol says, from the last one of the other */
async function takeover(kind: 'speaker' | 'keepalived', interval: number): Promise<number> {
  const segment = new RouterSegment();
  const {a, b, seen} = segment;
  const rules = {version: 3, interval} as const;
  const settings = (priority: number): Settings => ({
    instances: [{name: 'VI_1', priority, version: 3, interval: interval / 1000, addresses: ['10.0.0.100']}],
  });
  const speaker = new SpeakerProcess(kind === 'speaker' ? b.namespace : a.namespace);
  try {
    const isMaster = (source: string) => () => seen.at(-1)?.source === source && seen.length > 3;
    await speaker.configure({routers: [{priority: kind === 'speaker' ? taker.priority : 150, rules}]});
    await (kind === 'speaker' ? a.runs(settings(150)) : b.runs(settings(taker.priority)));
    await eventually(isMaster('10.0.0.1'), () => 'no master');
    await sleep(3 * interval + 1500 + Math.random() * interval);
    if (kind === 'speaker') a.keepalived.killAll();
    else await speaker.kill();
    await eventually(isMaster('10.0.0.2'), () => 'nobody took over');
    const first = seen.findLast(({source}) => source === '10.0.0.1');
    const next = seen.find(({at, source}) => source === '10.0.0.2' && at > (first?.at ?? 0));
    return (next?.at ?? 0) - (first?.at ?? 0) - masterDownInterval(3, taker.priority, interval);
  } finally {
    if (kind === 'speaker') await speaker.kill();
    await segment.remove();
  }
}
