// Runs as root in the lab: guest-kill.js TIMES SEED: kills `lvsctl apply` and `lvsctl undo` so often each at random points.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {JournalProgram} from '../journal-program.js';
import {killAtWork} from '../kill-at-work.js';
import {mulberry} from '../mulberry.js';
import {randomRules} from './random-rules.js';

const [times, seed] = process.argv.slice(2).map(Number) as [number, number];
const services = 100;
const sysctls = '/proc/sys/net/ipv4/vs';
/** What no apply here is about. */
const others = '-A -f 7 -s wlc\n-a -f 7 -r 10.9.0.1 -g -w 5\n-A -u 10.9.9.9:53 -s mh -b mh-fallback\n';

const lvsctl = new JournalProgram('real');
const random = mulberry(seed);
const ends = new Map<string, number>();
const failures: string[] = [];
/** How many were killed with some of it made, and not all. */
let between = 0;

done(lvsctl.run('apply -', randomRules(services, () => 0.9) + others));
execFileSync('ipvsadm', ['--set', '901', '121', '301']);
const origin = await state();
const began = performance.now();
done(lvsctl.run('apply -', randomRules(services, random)));
const usual = performance.now() - began;
done(lvsctl.run('undo'));
assert.equal(await state(), origin);

for (let round = 0; round < 2 * times; round++)
  try {
    await (round % 2 === 0 ? killApply(round) : killUndo(round));
    assert.equal(await state(), origin, 'the table is not as it was');
  } catch (error) {
    failures.push(`${round}: ${(error as Error).message.slice(0, 2000)}`);
    break;
  }
lvsctl.remove();
console.log(JSON.stringify({seed, rounds: 2 * times, between, ends: Object.fromEntries(ends), failures}));

async function killApply(round: number): Promise<void> {
  const last = lvsctl.lastEntry();
  const spoilt = round % 8 === 6 ? '-A -t 10.0.9.9:80 -s nosuch\n' : '';
  // every other one deletes what is not in the file
  await killAtWork(lvsctl, round % 4 === 0 ? 'apply --prune -' : 'apply -', randomRules(services, random) + spoilt, {
    random,
    usual,
  });
  const outcome = await told('apply', last, origin);
  if (outcome === 'done' || outcome === 'unfinished') done(lvsctl.run(`undo ${last + 1}`));
}

async function killUndo(round: number): Promise<void> {
  done(lvsctl.run(round % 4 === 1 ? 'apply --prune -' : 'apply -', randomRules(services, random)));
  const last = lvsctl.lastEntry();
  const changed = await state();
  await killAtWork(lvsctl, 'undo', '', {random, usual});
  const outcome = await told('undo', last, changed);
  if (outcome === 'done') return;
  assert.match(done(lvsctl.run('undo')), new RegExp(`^took back entry ${last} `, 'm'));
}

/** Whether the journal tells what became of the one that was killed. Resolves to that. */
async function told(what: string, last: number, before: string): Promise<string> {
  const id = lvsctl.lastEntry();
  const now = await state();
  const entry = id === last ? undefined : lvsctl.entry(id);
  const outcome = entry?.outcome ?? 'absent';
  ends.set(`${what} ${outcome}`, (ends.get(`${what} ${outcome}`) ?? 0) + 1);
  if (!entry || outcome === 'put back' || outcome === 'not made') assert.equal(now, before, `${outcome}, not so`);
  else {
    assert.equal(id, last + 1);
    const removed = new Set(entry.removed);
    const rules = before.split('\n').filter(line => !removed.has(line));
    const whole = [...rules, ...entry.added].sort().join('\n');
    if (outcome === 'done') assert.equal(now, whole, 'done, not so');
    else {
      assert.equal(outcome, 'unfinished');
      if (now !== before && now !== whole) between++;
    }
  }
  return outcome;
}

/** Everything that is configured, a line each, in an order of its own. */
async function state(): Promise<string> {
  const timeouts = execFileSync('ipvsadm', ['-Ln', '--timeout'], {encoding: 'utf8'}).trim();
  const values = readdirSync(sysctls).map(name => `${name}=${textOf(`${sysctls}/${name}`)}`);
  return [...(await lvsctl.rules()), timeouts, ...values].sort().join('\n');
}

/** Some may only be written. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

function done({status, stdout, stderr}: ReturnType<JournalProgram['run']>): string {
  assert.equal(status, 0, stderr);
  return stdout;
}
