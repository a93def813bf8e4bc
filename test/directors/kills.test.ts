import assert from 'node:assert/strict';
import {describe} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {type Chance, chance, isSoak, seedOfRun} from '../parity/seed.js';
import {AddressWatch} from './address-watch.js';
import type {DaemonKind} from './daemon.js';
import type {Director} from './director.js';
import {eventually} from './eventually.js';
import type {Settings} from './keepalived-conf.js';
import {now} from './network.js';
import {story} from './story.js';
import {Wire} from './wire.js';

/** Beside each kind of neighbour. */
const kills = isSoak() ? 100 : 2;
const seed = seedOfRun();
const interval = 250;
const virtual = ['10.0.0.100', '10.0.0.101', '10.0.0.102'];
/** A process that ends again and again is started again after 30 s at most. */
const longestRecovery = 45_000;

const settings = (priority: number): Settings => ({
  instances: [
    {
      name: 'VI_1',
      priority,
      interval: interval / 1000,
      addresses: virtual.slice(0, 2),
      excluded: virtual.slice(2),
    },
  ],
});

const victims = {
  'the supervisor': (director: Director) => director.daemon.killParent(),
  'the process that speaks': (director: Director) => director.daemon.killVrrp(),
  both: (director: Director) => director.daemon.killAll(),
} as const;

describe('kill -9 at random moments, and started again', {concurrency: true}, () => {
  for (const neighbour of ['keepalived', 'ours'] as const satisfies readonly DaemonKind[])
    story(
      `beside ${neighbour} (LVSCTL_SEED=${seed})`,
      {directors: 3, daemons: ['ours', neighbour]},
      async (_, chapter, a, b, c) => {
        const random = chance(seed + (neighbour === 'ours' ? 1 : 0));
        await Promise.all([a.runs(settings(150)), b.runs(settings(100))]);
        const watch = new AddressWatch([a, b], virtual[0]!);
        const wire = new Wire(c);
        try {
          await rests(a, b, watch);
          await chapter(`${kills} times: no stray address, holds stay, the other takes over once at most`, async t => {
            const recoveries: number[] = [];
            for (let i = 0; i < kills; i++) recoveries.push(await killOnce(i, random, a, b, watch));
            t.diagnostic(`at rest again after ${Math.max(...recoveries).toFixed(0)} ms at most`);
          });
          await chapter('and stopped in order, it leaves nothing', async () => {
            await a.ours.call('release', {target: 'VI_1'});
            a.daemon.stop();
            await eventually(
              () => !a.ours.isRunning,
              () => `it does not end: ${a.daemon.log}`,
            );
            assert.deepEqual(addressesOf(a), []);
          });
        } finally {
          watch.close();
          await wire.close();
        }
      },
    );
});

/** @returns after how many milliseconds it was at rest again */
async function killOnce(i: number, random: Chance, a: Director, b: Director, watch: AddressWatch): Promise<number> {
  const since = now();
  const isHeld = await changesHold(random, a);
  await delay(random.happens(0.3) ? random.below(100) : random.below(1500));
  const victim = random.pick(Object.keys(victims)) as keyof typeof victims;
  victims[victim](a);
  const what = `kill ${i} of ${victim}${isHeld ? ', held as backup' : ''}`;
  const killedAt = now();
  if (victim !== 'the process that speaks') {
    await eventually(
      () => !a.ours.isRunning,
      () => `${what}: it does not end`,
    );
    await delay(random.below(600));
    a.ours.launch();
    if (random.happens(0.2)) {
      await delay(random.below(700)); // on its way
      victims.both(a);
      await eventually(
        () => !a.ours.isRunning,
        () => `${what}: it does not end`,
      );
      a.ours.launch();
    }
  }
  await a.ours.runs();
  await rests(isHeld ? b : a, isHeld ? a : b, watch, what);
  const {holds} = await a.ours.state();
  assert.deepEqual(
    holds.map(({target, as, reason}) => [target, as, reason]),
    isHeld ? [['VI_1', 'backup', 'to be killed']] : [],
    what,
  );
  const gains = watch.gains(b.name, since);
  assert.ok(gains <= 1, `${what}: the other took over ${gains} times\n${history(watch, since)}\n${a.daemon.log}`);
  return now() - killedAt;
}

/** @returns whether it is held as backup from now on */
async function changesHold(random: Chance, {ours}: Director): Promise<boolean> {
  const {holds} = await ours.state();
  const isHeld = random.happens(0.4);
  if (isHeld && holds.length === 0) await ours.call('hold', {target: 'VI_1', as: 'backup', reason: 'to be killed'});
  if (!isHeld && holds.length > 0) await ours.call('release', {target: 'VI_1'});
  return isHeld;
}

/** Waits until one has all addresses and the other none, and it stays so for some intervals. */
async function rests(master: Director, backup: Director, watch: AddressWatch, what = 'at first'): Promise<void> {
  const words = () =>
    `${what}: ${master.name} has ${addressesOf(master)}, ${backup.name} has ${addressesOf(backup)}\n${history(watch, now() - 20_000)}\n${master.daemon.log}\n${backup.daemon.log}`;
  const isSo = () => watch.holders.length === 1 && watch.holders[0] === master.name;
  for (;;) {
    await eventually(isSo, words, longestRecovery);
    const {length} = watch.changes;
    await delay(4 * interval);
    if (watch.changes.length === length && isSo()) break;
  }
  assert.deepEqual([addressesOf(master), addressesOf(backup)], [virtual, []], words());
}

/** The virtual ones among them. */
function addressesOf({namespace, place}: Director): readonly string[] {
  const [link] = JSON.parse(namespace.ip('-json', '-4', 'address', 'show', 'dev', 'eth0'));
  const found: string[] = link.addr_info.map(({local}: {local: string}) => local);
  return found.filter(address => address !== `10.0.0.${place}`).sort();
}

function history(watch: AddressWatch, since: number): string {
  return watch.changes
    .filter(({at}) => at >= since)
    .map(
      ({at, host, isPresent}) => `  ${(at - since).toFixed(0)} ms: ${host} ${isPresent ? 'has it' : 'has it no more'}`,
    )
    .join('\n');
}
