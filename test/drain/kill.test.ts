import assert from 'node:assert/strict';
import {fork} from 'node:child_process';
import {after, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {chance, isSoak, seedOfRun} from '../parity/seed.js';
import {siteRules} from './rules.js';
import {Site} from './site.js';

const program = fileURLToPath(new URL('./drain-program.js', import.meta.url));
const rounds = isSoak() ? 200 : 15;
const site = new Site();
after(() => site.remove());

/** How long a drain or undrain of this site takes at most, milliseconds. */
const longest = 60;

test(`of ${rounds} drains and undrains that are killed somewhere, the next command tells the truth, and all comes back`, async t => {
  const random = chance(seedOfRun());
  await site.apply(...siteRules(24));
  const before = await site.state();
  const restore = site.save();
  const seen = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    restore();
    const [line, prepare, isPartial] = kinds[round % kinds.length] as readonly [string, string?, boolean?];
    if (prepare !== undefined) assert.equal((await site.run(prepare)).code, 0);
    await runAndKill(line, random.below(longest));
    const listed = (JSON.parse((await site.run('drains -o json')).stdout) as {drains: {target: string}[]}).drains;
    const state = isPartial ? `${listed.length} of a part` : await tellsTheTruth(before);
    seen.set(state, (seen.get(state) ?? 0) + 1);
    for (const {target} of listed) assert.equal((await site.run(`undrain ${target.split(' ')[0]}`)).code, 0, target);
    assert.equal(await site.state(), before, `round ${round}: ${line}`);
    assert.equal((await site.run('drains')).stdout, 'nothing is drained\n');
  }
  t.diagnostic([...seen].map(([state, count]) => `${state}: ${count}`).join(', '));
});

/** What is killed, and what comes before it; whether it ends a part of that. */
const kinds: readonly (readonly [string, string?, boolean?])[] = [
  ['drain 10.1.0.11'],
  ['drain 10.1.0.11 --then remove'],
  ['undrain 10.1.0.11', 'drain 10.1.0.11'],
  ['undrain 10.1.0.11', 'drain 10.1.0.11 --then remove'],
  ['undrain 10.1.0.11', 'drain 10.1.0.8/29 --force', true],
];

/** Resolves when it has ended or was killed. */
async function runAndKill(line: string, delay: number): Promise<void> {
  const child = fork(program, line.split(' '), {env: {...process.env, ...site.environment}, silent: true});
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject).once('exit', () => resolve());
    child.once('message', () => {
      child.send('go');
      setTimeout(() => child.kill('SIGKILL'), delay);
    });
  });
}

/** @returns the state of the drain as `drains` shows it; `none` */
async function tellsTheTruth(before: string): Promise<string> {
  const {stdout, code} = await site.run('drains -o json');
  const [drain] = JSON.parse(stdout).drains;
  const isAsBefore = (await site.state()) === before;
  if (!drain) {
    assert.ok(isAsBefore, 'nothing is drained, and the table is as it was');
    return 'none';
  }
  const ipvs = await site.ipvs();
  const {entries} = await ipvs.table();
  ipvs.close();
  const servers = entries.flatMap(entry =>
    entry.destinations.filter(one => 'value' in one.address && one.address.value === 0x0a01000b),
  );
  const withWeight = servers.filter(({weight}) => weight > 0).length;
  assert.equal(drain.withWeight, withWeight);
  assert.equal(drain.gone, entries.length - servers.length);
  if (drain.state === 'draining' || drain.state === 'drained')
    assert.ok(withWeight === 0 && drain.gone === 0, drain.state);
  else if (drain.state === 'removed') assert.equal(servers.length, 0);
  else assert.equal(drain.state, 'unfinished');
  assert.equal(code, drain.state === 'unfinished' ? 1 : 0);
  return drain.state;
}
