import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {apply} from '../../../src/commands/apply/apply.js';
import {journal} from '../../../src/commands/journal.js';
import {undo} from '../../../src/commands/undo.js';
import type {Change, Outcome} from '../../../src/ipvs/change.js';
import type {Ipvs} from '../../../src/ipvs/ipvs.js';
import {UnknownOutcome} from '../../../src/ipvs/refusal.js';
import {ApplyDirector, withApply} from './apply-director.js';

const before = '-A -t 10.0.0.1:80 -s rr\n-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 1 -x 9 -y 3\n';
const wanted = '-A -t 10.0.0.1:80 -s wlc\n-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 2\n';
const refused = `${wanted}-A -t 10.0.0.7:80 -s nosuch\n`;

let one: ApplyDirector;
beforeEach(async () => {
  one = await ApplyDirector.with(...before.trim().split('\n'));
});
afterEach(() => one.remove());

/** Once asked for changes, the port does this instead. */
const changing = (apply: (ipvs: Ipvs, changes: readonly Change[]) => Promise<readonly Outcome[]>) => (ipvs: Ipvs) =>
  withApply(ipvs, changes => apply(ipvs, changes));

describe('the journal tells of an apply', () => {
  test('that it was put back, and why; there is nothing to take back', async () => {
    assert.equal((await one.run(apply, ['-'], {}, {stdin: refused})).code, 5);
    assert.match((await one.run(journal, [])).stdout, / put back$/m);
    const {stdout} = await one.run(journal, [1]);
    assert.match(
      stdout,
      /^ {2}put back: the kernel refused .*nosuch: Scheduler or persistence engine not found \(there is no scheduler nosuch; there are: rr, .*\)$/m,
    );
    assert.doesNotMatch(stdout, /changed:|refused:|takes it back/);
    const document = JSON.parse((await one.run(journal, [1], {output: 'json'})).stdout);
    assert.deepEqual(
      [document.outcome, document.refused, document.added, document.removed, document.takesBack],
      ['put back', 0, [], [], []],
    );
    for (const words of [[1], []]) {
      const {stderr, code} = await one.run(undo, words);
      assert.match(stderr, /there is nothing to take back/);
      assert.equal(code, 4);
    }
    assert.match((await one.run(undo, [1])).stderr, /was put back/);
  });

  test('that it was not made, where it was interrupted before it began', async () => {
    const {code} = await one.run(apply, ['-'], {}, {stdin: wanted, isInterrupted: () => true});
    assert.equal(code, 4);
    assert.match((await one.run(journal, [1])).stdout, /^ {2}not made: interrupted$/m);
    assert.match((await one.run(undo, [1])).stderr, /was not made: there is nothing to take back/);
  });

  test('that it was partly put back; undo takes back what is left', async () => {
    let calls = 0;
    const change = changing(async (ipvs, changes) =>
      calls++ === 0 ? ipvs.apply(changes) : changes.map(({type}) => new UnknownOutcome(type, 'not as asked')),
    );
    assert.equal((await one.run(apply, ['-'], {}, {stdin: refused, change})).code, 6);
    assert.notEqual(await one.saved(), before);
    assert.match((await one.run(journal, [])).stdout, / partly put back$/m);
    const {stderr, code} = await one.run(undo, []);
    assert.equal(code, 0, stderr);
    assert.equal(await one.saved(), before);
  });

  test('what there was before, of just what it touches', async () => {
    assert.equal((await one.run(apply, ['-'], {}, {stdin: `${before}-a -t 10.0.0.1:80 -r 10.1.0.2:80 -m\n`})).code, 0);
    const [record] = one.journal.store.read().records;
    assert.deepEqual(
      record?.entry.before.entries.map(({destinations}) => destinations.length),
      [0],
    );
    assert.equal((await one.run(undo, [])).code, 0);
    assert.equal(await one.saved(), before);
  });
});
