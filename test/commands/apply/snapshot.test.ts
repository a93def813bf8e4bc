import assert from 'node:assert/strict';
import {readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {snapshotList} from '../../../src/commands/apply/snapshot-list.js';
import {snapshotDiff, snapshotRestore} from '../../../src/commands/apply/snapshot-restore.js';
import {snapshotSave} from '../../../src/commands/apply/snapshot-save.js';
import {destinationKey} from '../../../src/ipvs/destination.js';
import {SnapshotStore} from '../../../src/maintenance/apply/snapshot-store.js';
import {ApplyDirector} from './apply-director.js';

const rules = [
  '-A -t 10.0.0.1:80 -s rr -p 300',
  '-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 1 -x 9 -y 3',
  '-a -t 10.0.0.1:80 -r 10.1.0.2:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum',
  '-A -f 9 -6 -s mh -b mh-fallback,mh-port',
];
const directors: ApplyDirector[] = [];
after(() => {
  for (const director of directors) director.remove();
});
async function director(): Promise<ApplyDirector> {
  const one = await ApplyDirector.with(...rules);
  directors.push(one);
  return one;
}
const orderOf = async ({site}: ApplyDirector) =>
  (await site.ipvs.table()).entries.map(({destinations}) => destinations.map(destinationKey)).join();
const folderOf = ({journal}: ApplyDirector) => new SnapshotStore(journal.folder, undefined).folder;

test('a snapshot is kept, listed, compared and restored, in a file that others cannot read', async () => {
  const one = await director();
  const before = await one.saved();
  const order = await orderOf(one);
  assert.equal((await one.run(snapshotSave, ['first'], {note: 'all well'})).code, 0);
  assert.equal(statSync(join(folderOf(one), 'first.json')).mode & 0o777, 0o600);
  assert.match((await one.run(snapshotList, [])).stdout, /^first +2023-11-14T22:13:20\.000Z +2 +2 +all well$/m);
  assert.equal((await one.run(snapshotDiff, ['first'])).code, 0);
  await one.site.ipvsadm('-C', '-A -t 10.0.0.5:80 -s rr');
  assert.equal((await one.run(snapshotDiff, ['first'])).code, 1);
  const {stdout, code} = await one.run(snapshotRestore, ['first']);
  assert.equal(code, 0, stdout);
  assert.equal(await one.saved(), before);
  assert.equal(await orderOf(one), order, 'the order of the servers too');
});

test('a name that is taken is not lost by mistake', async () => {
  const one = await director();
  await one.run(snapshotSave, ['first']);
  const text = () => readFileSync(join(folderOf(one), 'first.json'), 'utf8');
  const kept = text();
  await one.site.ipvsadm('-C');
  const refused = await one.run(snapshotSave, ['first']);
  assert.equal(refused.code, 4);
  assert.match(refused.stderr, /there is one named first already: --replace/);
  assert.equal(text(), kept);
  assert.equal((await one.run(snapshotSave, ['first'], {replace: true})).code, 0);
  assert.notEqual(text(), kept);
  assert.deepEqual(readdirSync(folderOf(one)), ['first.json']);
});

for (const name of ['../first', '.hidden', '-o', 'a/b', 'a b', '', 'x'.repeat(101)])
  test(`${JSON.stringify(name.slice(0, 12))} is no name`, async () => {
    const {code, stderr} = await (await director()).run(snapshotSave, [name]);
    assert.equal(code, 2);
    assert.match(stderr, /no name for a snapshot/);
  });

test('one that is not there is refused with those that are', async () => {
  const one = await director();
  assert.match((await one.run(snapshotRestore, ['none'])).stderr, /there are no snapshots: lvsctl snapshot save/);
  await one.run(snapshotSave, ['first']);
  const {stderr, code} = await one.run(snapshotDiff, ['none']);
  assert.match(stderr, /there is no such snapshot; there are: first/);
  assert.equal(code, 2);
});

test('a damaged one is named, changes nothing, and the others are listed', async () => {
  const one = await director();
  await one.run(snapshotSave, ['first']);
  await one.run(snapshotSave, ['second']);
  const file = join(folderOf(one), 'first.json');
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, -20));
  const listed = await one.run(snapshotList, []);
  assert.match(listed.stdout, /^second /m);
  assert.match(listed.stderr, /first: it is no snapshot/);
  assert.equal(listed.code, 1);
  const before = await one.saved();
  const restored = await one.run(snapshotRestore, ['first']);
  assert.equal(restored.code, 2);
  assert.match(restored.stderr, /first\.json:\d+:\d+: this is no JSON/);
  assert.equal(await one.saved(), before);
});
