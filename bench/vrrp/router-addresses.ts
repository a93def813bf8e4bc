// Becoming master of 1,008 addresses: node build/bench/vrrp/router-addresses.js [TIMES]. Needs root, namespaces and keepalived.
import {setTimeout as sleep} from 'node:timers/promises';
import {RtnetlinkClient} from '../../src/kernel/rtnetlink/rtnetlink-client.js';
import {eventually} from '../../test/directors/eventually.js';
import {keepalivedConf, type Settings} from '../../test/directors/keepalived-conf.js';
import {now} from '../../test/directors/network.js';
import {OwnDirector} from '../../test/directors/own-director.js';
import {SpeakerProcess} from '../../test/vrrp/speaker/speaker-process.js';
import {RouterSegment} from './router-segment.js';

const times = Number(process.argv[2] ?? 3);
const count = 1008;
const all = Array.from({length: count}, (_, i) => `10.1.${i >> 8}.${i & 255}`);
const [advertised, excluded] = [all.slice(0, 252), all.slice(252)];
/** Both bursts of announcements, and some more. */
const watched = 9000;

for (const interval of [1000, 100])
  for (const kind of ['speaker', 'director', 'keepalived'] as const)
    for (let i = 0; i < times; i++) console.log(`${kind}, ${interval} ms: ${await rise(kind, interval)}`);

async function rise(kind: 'speaker' | 'director' | 'keepalived', interval: number): Promise<string> {
  const segment = new RouterSegment();
  const {a, seen, told} = segment;
  const network = new RtnetlinkClient(a.namespace.kernel);
  const added: number[] = [];
  const speaker = kind === 'speaker' ? new SpeakerProcess(a.namespace) : undefined;
  const director = kind === 'director' ? new OwnDirector(a.namespace, a.folder) : undefined;
  try {
    network.watch(
      events => added.push(...events.flatMap(({type}) => (type === 'address-added' ? [now()] : []))),
      error => console.error(error),
    );
    if (speaker)
      await speaker.configure({
        routers: [{priority: 150, rules: {version: 3, interval}, addresses: advertised, excluded}],
      });
    else if (director) {
      director.configure(keepalivedConf(settingsOf(interval)));
      await director.start();
    } else await a.runs(settingsOf(interval));
    await eventually(
      () => seen.length > 0,
      () => 'no advertisement',
    );
    await sleep(watched);
    const begin = seen[0]?.at ?? 0;
    const gaps = seen.slice(1).map(({at}, i) => at - (seen[i]?.at ?? 0));
    const first = new Map<string, number>();
    for (const {at, address} of told) if (!first.has(address)) first.set(address, at);
    const since = (time: number | undefined) => `${((time ?? Number.NaN) - begin).toFixed(0)} ms`;
    return [
      `${added.length} added after ${since(added.at(-1))}`,
      `${first.size} told after ${since(Math.max(...first.values()))} (${told.length} packets)`,
      `largest gap ${Math.max(...gaps).toFixed(1)} ms`,
    ].join(', ');
  } finally {
    await Promise.all([speaker?.kill(), director?.remove()]);
    network.close();
    await segment.remove();
  }
}

function settingsOf(interval: number): Settings {
  const times = {version: 3, interval: interval / 1000} as const;
  return {instances: [{name: 'VI_1', priority: 150, ...times, addresses: advertised, excluded}]};
}
