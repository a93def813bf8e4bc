// How long ordinary work of a process takes while it receives from 16 sockets: node build/bench/vrrp/latency.js. Needs root and namespaces.
import {type ChildProcess, spawn} from 'node:child_process';
import {lookup} from 'node:dns/promises';
import {once} from 'node:events';
import {readFile} from 'node:fs/promises';
import {performance} from 'node:perf_hooks';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {LinuxPacketPort} from '../../src/kernel/packet/linux-packet-port.js';
import {Receiver} from '../../src/kernel/packet/receiver.js';
import {median} from '../sample.js';
import {percentile} from '../top/report.js';
import {interfaces, makeSegment, type Segment} from './segment.js';

/** Of each kind of work and phase: in rounds, so that a slow moment of the machine hits all phases. */
const times = 600;
const rounds = 6;
/** Until the code is compiled. */
const warmUp = 200;
/** Between two pieces of work, in milliseconds: those of a phase see some eighty windows in which packets are gathered. */
const pause = 5;

interface Work {
  /** Of reading a small file, in milliseconds. */
  readonly files: number[];
  /** Of looking up a name that /etc/hosts has. */
  readonly names: number[];
}

const [before, during, after]: Work[] = Array.from({length: 3}, () => ({files: [], names: []}));
const segment = makeSegment();
const sending = sendFrom(segment); // all the time: only the sockets make the difference
const rates: number[] = [];
try {
  await work(warmUp, {files: [], names: []});
  for (let round = 0; round < rounds; round++) {
    await work(times / rounds, before!);
    rates.push(await workBesideSockets(times / rounds, during!));
    await work(times / rounds, after!);
  }
} finally {
  sending.kill();
  await once(sending, 'exit');
  segment.remove();
}
console.log(`no socket:    ${words(before!)}`);
console.log(`16 sockets:   ${words(during!)}; ${median(rates).toFixed(0)} packets a second received`);
console.log(`closed again: ${words(after!)}`);

/** @returns packets that were received in a second */
async function workBesideSockets(count: number, into: Work): Promise<number> {
  const port = new LinuxPacketPort(new Receiver());
  const heard = openSockets(segment, port);
  await until(() => heard.packets > 0);
  const [packets, begin] = [heard.packets, performance.now()];
  await work(count, into);
  const rate = (1000 * (heard.packets - packets)) / (performance.now() - begin);
  await port.close();
  return rate;
}

/** By turns a file and a name: both are the business of libuv's pool, which has four threads. */
async function work(count: number, {files, names}: Work): Promise<void> {
  for (let i = 0; i < count; i++) {
    files.push(await timed(() => readFile(new URL(import.meta.url))));
    names.push(await timed(() => lookup('localhost')));
    await sleep(pause);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

function words({files, names}: Work): string {
  const [file, name] = [files, names].map(
    all => `${median(all).toFixed(3)} ms median, ${percentile(all, 0.95).toFixed(3)} ms p95`,
  );
  return `file ${file}; name ${name}`;
}

/** Of every kind one on each of the two interfaces. */
function openSockets({observer}: Segment, port: LinuxPacketPort): {packets: number} {
  const sockets = interfaces.flatMap(name => {
    const index = observer.indexOf(name);
    return observer.within(() => [
      port.openVrrp({interface: index, family: 'ipv4'}),
      port.openVrrp({interface: index, family: 'ipv6'}),
      port.openAdvertisements({interface: index, family: 'ipv4'}),
      port.openAdvertisements({interface: index, family: 'ipv6'}),
      port.openMembership(index, 'ipv4'),
      port.openMembership(index, 'ipv6'),
      port.openArp(index),
      port.openNeighbours(index),
    ]);
  });
  const heard = {packets: 0};
  for (const socket of sockets) socket.onPacket = () => heard.packets++;
  return heard;
}

/** 510 advertisements a second, evenly spread. */
function sendFrom({sender}: Segment): ChildProcess {
  const script = fileURLToPath(new URL('send-advertisements.js', import.meta.url));
  const indexes = interfaces.map(name => String(sender.indexOf(name)));
  return spawn('ip', ['netns', 'exec', sender.name, process.execPath, script, 'even', ...indexes], {stdio: 'inherit'});
}

async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error('nothing is received');
    await sleep(10);
  }
}
