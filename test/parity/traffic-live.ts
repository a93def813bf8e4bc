import {spawn} from 'node:child_process';
import {createSocket} from 'node:dgram';
import {appendFileSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {createInterface} from 'node:readline';
import {setTimeout} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {Result} from './case.js';
import {type Program, spawned} from './program.js';
import type {Talk} from './traffic-peer.js';
import type {Step} from './traffic-plan.js';

export interface LiveJob {
  steps: Step[];
  results: string;
  /** A folder with lvsctl under ipvsadm's names. */
  names: string;
}

/** What was seen at a step. */
export interface Sight {
  id: string;
  /** Real ipvsadm before, lvsctl, real ipvsadm after: as often as it took. */
  views: Result[];
  alike: boolean;
  /** Of a change: what it said, and whether it left what it should. */
  said?: Result;
  left?: boolean;
}

const attempts = 4;
/** How often a change is looked for before it counts as not made. */
const looks = 4;

async function live({steps, results, names}: LiveJob): Promise<void> {
  const peer = (netns: string, role: string) => startPeer(netns, role);
  const [client] = await Promise.all([peer('cl', 'client'), peer('rs1', 'server'), peer('rs2', 'server')]);
  const own: Program = call => spawned({...call, env: {...call.env, PATH: `${names}:${process.env.PATH}`}});
  for (const step of steps) {
    if (step.do === 'shell') await spawned(call(['sh', '-c', `(${step.command}) >/dev/null 2>&1`]));
    else if (step.do === 'talk') await client(JSON.stringify(step.talks));
    else if (step.do === 'local') step.talks.forEach(sendHere);
    else appendFileSync(results, `${JSON.stringify(await see(step, own))}\n`);
  }
}

async function see(step: Step & {do: 'look' | 'change'}, own: Program): Promise<Sight> {
  const place = step.netns === undefined ? [] : ['ip', 'netns', 'exec', step.netns];
  if (step.do === 'look') return {id: step.id, ...(await compare([...place, ...step.argv], own))};
  const said = await own(call([...place, ...step.argv]));
  for (let look = 1; ; look++) {
    const {views, alike} = await compare(['sh', '-c', step.after], own);
    const left = new RegExp(step.leaves).test(views.at(-1)?.stdout ?? '');
    if (left || look === looks) return {id: step.id, views, alike, said, left};
    await setTimeout(1000); // counters are copied by a timer of 2 s
  }
}

async function compare(argv: string[], own: Program): Promise<{views: Result[]; alike: boolean}> {
  let views: Result[] = [];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [before, seen, after] = [await spawned(call(argv)), await own(call(argv)), await spawned(call(argv))];
    views = [before, seen, after];
    if (isBetween(before, seen, after)) return {views, alike: true};
  }
  return {views, alike: false};
}

/** Timers tick and rates decay between two looks: each line must be one that ipvsadm shows before or after. */
function isBetween(before: Result, seen: Result, after: Result): boolean {
  const [old, own, fresh] = [before, seen, after].map(({stdout}) => stdout.split('\n')) as [
    string[],
    string[],
    string[],
  ];
  const same = seen.code === before.code && seen.stderr === before.stderr && own.length === old.length;
  return (
    same &&
    own.every(
      (line, index) => line === old[index] || line === fresh[index] || isTickBetween(old[index], line, fresh[index]),
    )
  );
}

/** A starting Node takes long enough for two ticks of one timer. */
function isTickBetween(old: string | undefined, own: string, fresh: string | undefined): boolean {
  const expiry = / (\d+):(\d\d) /;
  const seconds = (line = '') => (expiry.exec(line) ?? []).slice(1).reduce((sum, part) => sum * 60 + Number(part), 0);
  const rest = (line = '') => line.replace(expiry, ' ');
  return rest(old) === rest(own) && expiry.test(own) && seconds(old) >= seconds(own) && seconds(own) >= seconds(fresh);
}

function call(argv: readonly string[]) {
  return {argv, env: process.env, seconds: 20};
}

function sendHere({from, fromPort, to, port, payload = 'hello'}: Talk): void {
  const socket = createSocket('udp4').unref();
  socket.bind(fromPort, from, () => socket.send(payload, port, to));
}

/** A node of the network; resolves to what asks it for connections. */
async function startPeer(netns: string, role: string): Promise<(line: string) => Promise<void>> {
  const program = join(dirname(fileURLToPath(import.meta.url)), 'traffic-peer.js');
  const child = spawn('ip', ['netns', 'exec', netns, process.execPath, program, role], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
  const heard = async () => {
    if ((await lines.next()).done) throw new Error(`the ${role} in ${netns} has ended`);
  };
  await heard();
  return async line => {
    child.stdin.write(`${line}\n`);
    await heard();
  };
}

const [, , jobFile] = process.argv;
if (jobFile === undefined) throw new Error('usage: node traffic-live.js JOB.json');
await live(JSON.parse(readFileSync(jobFile, 'utf8')) as LiveJob);
process.exit(0); // the peers go with the guest
