import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {adopted, drainOf, keeping, type Keeping, shown} from './keeping.js';
import {configurationOf, pool, standing, type To} from './pools.js';

const web = pool([
  '-A -t 10.0.0.1:80 -s wrr',
  '-a -t 10.0.0.1:80 -r 10.0.1.1:80 -m -w 3',
  '-a -t 10.0.0.1:80 -r 10.0.1.2:80 -m -w 2',
]);
const a = '10.0.1.1:80';
const b = '10.0.1.2:80';
const whole = [
  '-A -t 10.0.0.1:80 -s wrr',
  '-a -t 10.0.0.1:80 -r 10.0.1.1:80 -m -w 3',
  '-a -t 10.0.0.1:80 -r 10.0.1.2:80 -m -w 2',
];
const ipvsadm = (kept: Keeping, ...lines: string[]) => kept.site.ipvsadm(...lines);

async function stands(kept: Keeping, to: Readonly<Record<string, To>> = {}, of = web, serves = false): Promise<void> {
  kept.keeper.note(standing(of, to, serves));
  await kept.keeper.idle();
}

/** Servers of the service with their weights: `1:3 2:2`. */
async function weights(kept: Keeping): Promise<string> {
  return (await kept.table())
    .flatMap(line => /^tcp\/10\.0\.0\.1:80 10\.0\.1\.(\d+):80 (\d+)$/.exec(line)?.slice(1).join(':') ?? [])
    .join(' ');
}

async function started(to: Readonly<Record<string, To>> = {}): Promise<Keeping> {
  const kept = await keeping(whole);
  await adopted(kept, configurationOf(web));
  await stands(kept, to);
  return kept;
}

describe('the table that is there', () => {
  test('is adopted: what is in it stays until it is proven, what is not comes with its first good verdict', async () => {
    const kept = await keeping(whole.slice(0, 2));
    const present = await kept.keeper.adopt(configurationOf(web));
    assert.deepEqual([...(present.get(web.name) ?? [])], [a]);
    await stands(kept, {[a]: 'as-is', [b]: 'as-is'});
    assert.deepEqual(kept.asked, []);
    await stands(kept, {[a]: 'as-is'});
    assert.equal(await weights(kept), '1:3 2:2');
    await stands(kept, {[a]: 'out'});
    assert.equal(await weights(kept), '2:2');
  });

  test('is built where there is none, once it is known how the pool stands', async () => {
    const kept = await keeping([]);
    await adopted(kept, configurationOf(web));
    assert.deepEqual(kept.asked, []);
    await stands(kept, {[b]: 'as-is'});
    assert.equal(await weights(kept), '1:3');
  });

  test('keeps what others have in it', async () => {
    const foreign = [
      '-a -t 10.0.0.1:80 -r 10.0.9.9:80 -m -w 7',
      '-A -u 10.0.0.9:53 -s rr',
      '-a -u 10.0.0.9:53 -r 10.0.9.9:53 -m',
    ];
    const kept = await keeping([...whole, ...foreign]);
    await adopted(kept, configurationOf(web));
    await stands(kept, {[a]: 'out', [b]: 'quiesced'});
    await kept.keeper.compare();
    const table = await kept.table();
    assert.ok(table.includes('tcp/10.0.0.1:80 10.0.9.9:80 7'));
    assert.ok(table.includes('udp/10.0.0.9:53 10.0.9.9:53 1'));
    await kept.keeper.close(true);
    assert.deepEqual(await kept.table(), [
      'tcp/10.0.0.1:80 10.0.9.9:80 7',
      'tcp/10.0.0.1:80 wrr',
      'udp/10.0.0.9:53 10.0.9.9:53 1',
      'udp/10.0.0.9:53 rr',
    ]);
  });

  test('goes with the director where it clears, and stays where it does not', async () => {
    const leaving = await started();
    await leaving.keeper.close(false);
    assert.equal(await weights(leaving), '1:3 2:2');
    const clearing = await started();
    await clearing.keeper.close(true);
    assert.deepEqual(clearing.asked.map(shown), ['delete-service 6/167772161/80']);
    assert.deepEqual(await clearing.table(), []);
  });
});

describe('the sorry server', () => {
  const shop = pool(whole, {sorry: '-a -t 10.0.0.1:80 -r 10.0.1.9:80 -m -w 1'});

  test('is there before the others go, and goes when they are back', async () => {
    const kept = await keeping(whole);
    await adopted(kept, configurationOf(shop));
    await stands(kept, {}, shop);
    await stands(kept, {[a]: 'out', [b]: 'out'}, shop, true);
    await stands(kept, {}, shop);
    assert.deepEqual(kept.asked.map(shown), [
      'add-server 10.0.1.9:80 1',
      `delete-server ${b}`,
      `delete-server ${a}`,
      `add-server ${a} 3`,
      `add-server ${b} 2`,
      'delete-server 10.0.1.9:80',
    ]);
  });

  test('stays with weight 0 where it inhibits', async () => {
    const kept = await keeping(whole);
    const inhibiting = pool(whole, {sorry: '-a -t 10.0.0.1:80 -r 10.0.1.9:80 -m -w 1', inhibits: true});
    await adopted(kept, configurationOf(inhibiting));
    await stands(kept, {}, inhibiting);
    assert.equal(await weights(kept), '1:3 2:2 9:0');
    await stands(kept, {[a]: 'out', [b]: 'out'}, inhibiting, true);
    assert.equal(await weights(kept), '9:1');
  });

  test('serves on after a start until somebody else is proven', async () => {
    const kept = await keeping([whole[0] as string, '-a -t 10.0.0.1:80 -r 10.0.1.9:80 -m -w 1']);
    await adopted(kept, configurationOf(shop));
    await stands(kept, {[a]: 'as-is', [b]: 'as-is'}, shop);
    assert.equal(await weights(kept), '9:1');
    await stands(kept, {[b]: 'as-is'}, shop);
    assert.equal(await weights(kept), '1:3');
  });
});

test('an inhibiting sorry server, too, serves on after a start until somebody else is proven', async () => {
  const shop = pool(whole, {sorry: '-a -t 10.0.0.1:80 -r 10.0.1.9:80 -m -w 1', inhibits: true});
  const kept = await keeping([whole[0] as string, '-a -t 10.0.0.1:80 -r 10.0.1.9:80 -m -w 1']);
  await adopted(kept, configurationOf(shop));
  await stands(kept, {[a]: 'as-is', [b]: 'as-is'}, shop);
  assert.equal(await weights(kept), '9:1');
  await stands(kept, {[b]: 'out'}, shop);
  assert.equal(await weights(kept), '1:3 9:0');
});

test('nothing is written after the end, also where a comparison was under way', async () => {
  const kept = await started();
  await ipvsadm(kept, '-C');
  const comparing = kept.keeper.compare();
  await kept.keeper.close(true);
  await comparing;
  kept.keeper.note(standing(web));
  kept.keeper.readDrains();
  await kept.keeper.idle();
  assert.deepEqual(await kept.table(), []);
  assert.deepEqual(kept.delays(), []);
});

test('the table is compared every 10 s', async () => {
  const kept = await started();
  assert.deepEqual(kept.delays(), [10_000]);
  await ipvsadm(kept, '-C');
  await kept.fire();
  await kept.keeper.compare();
  assert.equal(await weights(kept), '1:3 2:2');
  assert.deepEqual(kept.delays(), [10_000]);
});

describe('what an operator does by hand', () => {
  test('wins: a weight stays, over failures too, until it is put back', async () => {
    const kept = await started();
    await ipvsadm(kept, `-e -t 10.0.0.1:80 -r ${a} -m -w 1`);
    await kept.keeper.compare();
    assert.equal(await weights(kept), '1:1 2:2');
    assert.equal(kept.keeper.operatorOf(web.name, a), 'weight 1, by hand');
    await stands(kept, {[a]: 'out'});
    assert.equal(await weights(kept), '2:2');
    await stands(kept);
    assert.equal(await weights(kept), '1:1 2:2');
    await ipvsadm(kept, `-e -t 10.0.0.1:80 -r ${a} -m -w 3`);
    await kept.keeper.compare();
    assert.equal(kept.keeper.operatorOf(web.name, a), undefined);
    await stands(kept, {[a]: 5});
    assert.equal(await weights(kept), '1:5 2:2');
  });

  test('leaves the weight to the checks where it is something else: thresholds', async () => {
    const kept = await started();
    await kept.keeper.compare(); // thresholds are known from now on
    await ipvsadm(kept, `-e -t 10.0.0.1:80 -r ${a} -m -w 3 -x 100 -y 50`);
    await stands(kept, {[a]: 5});
    assert.equal(await weights(kept), '1:5 2:2');
    assert.equal(kept.keeper.operatorOf(web.name, a), 'other settings, by hand');
    const [service] = web.services;
    assert.ok(service);
    const thresholds = async () =>
      (await kept.site.ipvs.destinationConfigurations(service.id)).map(({upperThreshold}) => upperThreshold).sort();
    assert.deepEqual(await thresholds(), [0, 100]);
    await stands(kept, {[a]: 'out'});
    await stands(kept, {[a]: 2});
    assert.equal(await weights(kept), '1:2 2:2');
    assert.deepEqual(await thresholds(), [0, 100]);
  });

  test('is seen just before a write, whenever that is', async () => {
    const kept = await started();
    await ipvsadm(kept, `-e -t 10.0.0.1:80 -r ${a} -m -w 0`);
    await stands(kept, {[b]: 'out'});
    assert.equal(await weights(kept), '1:0');
    assert.equal(kept.keeper.operatorOf(web.name, a), 'weight 0, by hand');
  });

  test('gives no clients to a server that goes down before it is seen', async () => {
    const kept = await started();
    await ipvsadm(kept, `-e -t 10.0.0.1:80 -r ${a} -m -w 9`);
    await stands(kept, {[a]: 'out'});
    assert.equal(await weights(kept), '2:2');
    await stands(kept);
    assert.equal(await weights(kept), '1:9 2:2');
  });

  test('removes a server for good, until it is added again', async () => {
    const kept = await started();
    await ipvsadm(kept, `-d -t 10.0.0.1:80 -r ${a}`);
    await kept.keeper.compare();
    await stands(kept, {[a]: 'out'});
    await stands(kept);
    assert.equal(await weights(kept), '2:2');
    assert.equal(kept.keeper.operatorOf(web.name, a), 'removed, by hand');
    await ipvsadm(kept, `-a -t 10.0.0.1:80 -r ${a} -m -w 3`);
    await kept.keeper.compare();
    assert.equal(kept.keeper.operatorOf(web.name, a), undefined);
    await stands(kept, {[a]: 'out'});
    assert.equal(await weights(kept), '2:2');
  });

  test('puts in a server that is down, until its checks say the same', async () => {
    const kept = await started({[a]: 'out', [b]: 'quiesced'});
    await ipvsadm(kept, `-a -t 10.0.0.1:80 -r ${a} -m -w 4`, `-e -t 10.0.0.1:80 -r ${b} -m -w 6`);
    await kept.keeper.compare();
    assert.equal(await weights(kept), '1:4 2:6');
    assert.equal(kept.keeper.operatorOf(web.name, a), 'put in with weight 4, by hand');
    await stands(kept);
    assert.equal(await weights(kept), '1:4 2:6');
    await stands(kept, {[a]: 'out', [b]: 'quiesced'});
    assert.equal(await weights(kept), '2:0');
  });

  test('sets a service, until that is as configured again', async () => {
    const kept = await started();
    await ipvsadm(kept, '-E -t 10.0.0.1:80 -s rr');
    await kept.keeper.compare();
    await stands(kept, {[a]: 1});
    assert.ok((await kept.table()).includes('tcp/10.0.0.1:80 rr'));
    await adopted(kept, configurationOf(pool(['-A -t 10.0.0.1:80 -s lc', ...whole.slice(1)])));
    assert.ok((await kept.table()).includes('tcp/10.0.0.1:80 lc'));
  });

  test('is no deed where the whole service goes: that is put back, with what was by hand', async () => {
    const kept = await started({[b]: 'as-is'});
    await ipvsadm(kept, `-e -t 10.0.0.1:80 -r ${a} -m -w 1`);
    await kept.keeper.compare();
    await ipvsadm(kept, '-C');
    await kept.keeper.compare();
    assert.equal(await weights(kept), '1:1 2:2');
    assert.equal(kept.keeper.operatorOf(web.name, b), undefined);
    assert.match(kept.told.join('\n'), /tcp\/10\.0\.0\.1:80 was gone, not by this director: it is put back/);
  });

  test('outlives the process', async () => {
    const before = await started();
    await ipvsadm(before, `-e -t 10.0.0.1:80 -r ${a} -m -w 1`, `-d -t 10.0.0.1:80 -r ${b}`);
    await before.keeper.compare();
    await before.keeper.close(false);
    const after = before.restart();
    await adopted(after, configurationOf(web));
    await stands(after);
    assert.equal(await weights(after), '1:1');
    assert.equal(after.keeper.operatorOf(web.name, b), 'removed, by hand');
  });

  test('is over where the configuration gives the server another weight', async () => {
    const kept = await started();
    await ipvsadm(kept, `-e -t 10.0.0.1:80 -r ${a} -m -w 1`, `-e -t 10.0.0.1:80 -r ${b} -m -w 1`);
    await kept.keeper.compare();
    const heavier = pool([whole[0] as string, `-a -t 10.0.0.1:80 -r ${a} -m -w 30`, whole[2] as string]);
    await adopted(kept, configurationOf(heavier));
    await stands(kept, {}, heavier);
    assert.equal(await weights(kept), '1:30 2:1');
    assert.match(kept.told.join('\n'), /10\.0\.1\.1:80 .* was weight 1, by hand: its configuration is another now/);
  });
});

describe('a reload', () => {
  test('edits what stays, adds who comes, and only then removes who goes', async () => {
    const kept = await started();
    const next = pool([
      whole[0] as string,
      `-a -t 10.0.0.1:80 -r ${a} -g -w 3`,
      '-a -t 10.0.0.1:80 -r 10.0.1.3:80 -m -w 2',
    ]);
    await adopted(kept, configurationOf(next));
    await stands(kept, {}, next);
    assert.deepEqual(kept.asked.map(shown), [
      `edit-server ${a} 3`,
      'add-server 10.0.1.3:80 2',
      `edit-server ${b} 0`,
      `delete-server ${b}`,
    ]);
  });

  test('does not go by what was said of the configuration before: a sorry server stays until it is known who takes over', async () => {
    const shop = pool(whole, {sorry: '-a -t 10.0.0.1:80 -r 10.0.1.9:80 -m -w 1'});
    const kept = await keeping(whole);
    await adopted(kept, configurationOf(shop));
    await stands(kept, {[a]: 'out', [b]: 'out'}, shop, true);
    await adopted(kept, configurationOf(web));
    assert.equal(await weights(kept), '9:1');
    await stands(kept);
    assert.equal(await weights(kept), '1:3 2:2');
  });

  test('leaves the clients to who goes, until somebody who comes is proven', async () => {
    const kept = await started();
    const next = pool([whole[0] as string, '-a -t 10.0.0.1:80 -r 10.0.1.3:80 -m -w 2']);
    await adopted(kept, configurationOf(next));
    await stands(kept, {'10.0.1.3:80': 'as-is'}, next);
    assert.equal(await weights(kept), '1:3 2:2');
    await stands(kept, {}, next);
    assert.equal(await weights(kept), '3:2');
  });

  test('deletes services that are gone, but not what others have in them', async () => {
    const kept = await keeping([...whole, '-A -t 10.0.0.2:80 -s rr', '-a -t 10.0.0.2:80 -r 10.0.1.1:80 -m']);
    const second = pool(['-A -t 10.0.0.2:80 -s rr', '-a -t 10.0.0.2:80 -r 10.0.1.1:80 -m']);
    await adopted(kept, configurationOf(web, second));
    await ipvsadm(kept, '-a -t 10.0.0.1:80 -r 10.0.9.9:80 -m -w 7');
    await adopted(kept, configurationOf());
    assert.deepEqual(await kept.table(), ['tcp/10.0.0.1:80 10.0.9.9:80 7', 'tcp/10.0.0.1:80 wrr']);
    await ipvsadm(kept, '-A -t 10.0.0.2:80 -s rr');
    await kept.keeper.compare();
    assert.equal((await kept.table()).length, 3, 'what others make of it later is theirs');
  });
});

describe('a drain', () => {
  const record = drainOf(`-a -t 10.0.0.1:80 -r ${a} -m -w 3`);

  test('keeps weight 0, whatever the checks say, and its end gives the server back to them', async () => {
    const kept = await started();
    kept.drains = [record];
    await ipvsadm(kept, `-e -t 10.0.0.1:80 -r ${a} -m -w 0`);
    kept.keeper.readDrains();
    await kept.keeper.idle();
    assert.equal(kept.keeper.operatorOf(web.name, a), 'drained by ann: kernel update');
    await stands(kept, {[a]: 'out'});
    await stands(kept, {[a]: 5});
    assert.equal(await weights(kept), '1:0 2:2');
    await ipvsadm(kept, `-e -t 10.0.0.1:80 -r ${a} -m -w 4`);
    await kept.keeper.compare();
    assert.equal(await weights(kept), '1:0 2:2', 'a drain is put back by nobody but its end');
    kept.drains = [{...record, stage: 'restoring'}];
    await ipvsadm(kept, `-e -t 10.0.0.1:80 -r ${a} -m -w 3`);
    await kept.keeper.compare();
    assert.equal(await weights(kept), '1:3 2:2', 'whoever ends it is not disturbed');
    kept.drains = [];
    await kept.keeper.compare();
    assert.equal(await weights(kept), '1:5 2:2');
    assert.equal(kept.keeper.operatorOf(web.name, a), undefined);
  });

  test('is seen just before a write, also where nobody told of it', async () => {
    const kept = await started();
    kept.drains = [record];
    await ipvsadm(kept, `-e -t 10.0.0.1:80 -r ${a} -m -w 0`);
    await stands(kept, {[a]: 4});
    assert.equal(await weights(kept), '1:0 2:2');
    assert.equal(kept.keeper.operatorOf(web.name, a), 'drained by ann: kernel update');
  });

  test('may remove the server, which does not come back before its end', async () => {
    const kept = await started();
    kept.drains = [{...record, stage: 'removed', whenEmpty: 'remove'}];
    await ipvsadm(kept, `-d -t 10.0.0.1:80 -r ${a}`);
    await kept.keeper.compare();
    await stands(kept, {[a]: 5});
    assert.equal(await weights(kept), '2:2');
    kept.drains = [];
    await kept.keeper.compare();
    assert.equal(await weights(kept), '1:5 2:2');
  });

  test('that is told to end with another weight leaves that by hand', async () => {
    const kept = await started();
    kept.drains = [record];
    kept.keeper.readDrains();
    await kept.keeper.idle();
    assert.equal(await weights(kept), '1:0 2:2');
    kept.drains = [];
    await ipvsadm(kept, `-e -t 10.0.0.1:80 -r ${a} -m -w 7`);
    await kept.keeper.compare();
    assert.equal(await weights(kept), '1:7 2:2');
    assert.equal(kept.keeper.operatorOf(web.name, a), 'weight 7, by hand');
  });

  test('whose end puts back a weight by hand leaves it by hand', async () => {
    const kept = await started();
    await ipvsadm(kept, `-e -t 10.0.0.1:80 -r ${a} -m -w 9`);
    await kept.keeper.compare();
    kept.drains = [drainOf(`-a -t 10.0.0.1:80 -r ${a} -m -w 9`)];
    kept.keeper.readDrains();
    await kept.keeper.idle();
    assert.equal(await weights(kept), '1:0 2:2');
    kept.drains = [];
    await ipvsadm(kept, `-e -t 10.0.0.1:80 -r ${a} -m -w 9`);
    await kept.keeper.compare();
    assert.equal(await weights(kept), '1:9 2:2');
    assert.equal(kept.keeper.operatorOf(web.name, a), 'weight 9, by hand');
  });

  test('keeps the bit that it gave the scheduler', async () => {
    const lines = ['-A -t 10.0.0.1:80 -s sh', whole[1] as string, whole[2] as string];
    const kept = await keeping(lines);
    const hashing = pool(lines);
    await adopted(kept, configurationOf(hashing));
    await stands(kept, {}, hashing);
    const [id] = hashing.services.map(service => service.id);
    assert.ok(id);
    kept.drains = [{...record, flags: [{service: id, scheduler: 'sh', flags: 8}]}];
    await ipvsadm(kept, '-E -t 10.0.0.1:80 -s sh -b sh-fallback', `-e -t 10.0.0.1:80 -r ${a} -m -w 0`);
    await kept.keeper.compare();
    assert.deepEqual(kept.asked, []);
    kept.drains = [];
    await kept.keeper.compare();
    assert.equal((await kept.site.ipvs.service(id)).flags & 8, 0);
    assert.equal(await weights(kept), '1:3 2:2');
  });
});
