import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, test} from 'node:test';
import type {RouterSettings} from '../../../src/vrrp/router/configuration.js';
import {address, Operators, turns} from './operators.js';

describe('a handover with a hold', () => {
  let operators: Operators;
  beforeEach(async () => {
    operators = new Operators();
    await operators.methods.hold({target: 'V4', as: 'master', owner: 'alice', reason: 'hers'});
    operators.time.advance(1000);
    operators.told.length = 0;
  });
  afterEach(() => operators.remove());
  const begin = () => operators.methods.handOver({target: 'V4', to: '10.0.0.2', hold: {owner: 'bob'}});

  test('holds all of the group as backup from the moment it has left', async () => {
    const done = begin();
    await operators.says('ready');
    assert.deepEqual(operators.told, [], 'it has not left');
    await operators.says('left');
    assert.deepEqual(operators.told, [{G: 'backup'}]);
    await operators.says('done');
    const {result, words} = await done;
    assert.equal(result, 'done');
    assert.match(
      words,
      /^10\.0\.0\.2 is master, and G is held as backup here; it replaces the hold of G as master by alice/,
    );
    assert.deepEqual([operators.held, operators.recorded], [['G backup bob'], ['G backup bob']]);
  });

  test('that nobody answers leaves what somebody else holds', async () => {
    const done = begin();
    await operators.says('no-answer');
    assert.equal((await done).result, 'no-answer');
    assert.deepEqual([operators.held, operators.recorded], [['G master alice'], ['G master alice']]);
    assert.deepEqual(operators.told, [], 'nothing was changed');
  });

  test('that comes to nothing after it has left puts back what was held', async () => {
    const done = begin();
    await operators.says('ready', 'left', 'failed');
    assert.equal((await done).result, 'failed');
    assert.deepEqual([operators.held, operators.recorded], [['G master alice'], ['G master alice']]);
    assert.deepEqual(operators.told, [{G: 'backup'}, {G: 'master'}]);
  });

  test('where nothing was held, leaves nothing', async () => {
    await operators.methods.release({target: 'G'});
    const done = begin();
    await operators.says('left', 'failed');
    await done;
    assert.deepEqual([operators.held, operators.recorded], [[], []]);
  });

  test('does not begin where it cannot be recorded', async () => {
    operators.problem = 'the disk is full';
    await assert.rejects(begin(), /nothing was changed, for the hold cannot be recorded: the disk is full/);
    assert.deepEqual([operators.asked, operators.held], [[], ['G master alice']]);
  });

  test('says so where what it recorded cannot be taken back', async () => {
    const done = begin();
    await turns();
    operators.problem = 'the disk is read-only';
    await operators.says('refused');
    const {result, words} = await done;
    assert.equal(result, 'refused');
    assert.match(words, /the speaker says refused; on disk it is held all the same.*the disk is read-only/);
    assert.ok(operators.log.some(line => /^error: .*the disk is read-only/.test(line)));
    assert.deepEqual(operators.held, ['G master alice']);
  });

  test('keeps others from holding it otherwise until it is over', async () => {
    const done = begin();
    await turns();
    await assert.rejects(operators.methods.hold({target: 'V6', as: 'master'}), /G is being handed over: wait/);
    await assert.rejects(operators.methods.release({target: 'G'}), /G is being handed over: wait/);
    await operators.methods.hold({target: 'alone', as: 'master'});
    await operators.says('no-answer');
    await done;
    await operators.methods.release({target: 'G'});
    assert.deepEqual(operators.recorded, ['alone master undefined']);
  });

  test('leaves nothing of a hold whose time is over meanwhile', async () => {
    await operators.methods.hold({target: 'G', as: 'master', owner: 'carol', expires: operators.time.now + 100});
    const done = begin();
    await turns();
    operators.time.advance(200);
    await operators.says('no-answer');
    await done;
    assert.deepEqual([operators.held, operators.recorded], [[], []]);
  });
});

describe('a handover of a member of a sync group', () => {
  let operators: Operators;
  beforeEach(() => {
    operators = new Operators();
  });
  afterEach(() => operators.remove());
  const asked = async (target: string, to: string) => {
    const done = operators.methods.handOver({target, to, isOnlyAsked: true});
    await operators.says('ready');
    assert.equal((await done).result, 'ready');
    return operators.asked.at(-1)?.router;
  };

  test('is talked about on the link of that member', async () => {
    assert.equal(await asked('V6', 'fe80::2'), 'V6');
    assert.equal(await asked('VI_1', '10.0.1.2'), 'VI_1');
  });

  test('that is not named: on the link of the peer, and in its family', async () => {
    assert.equal(await asked('G', '2001:db8::2'), 'V6');
    assert.equal(await asked('G', 'fe80::2'), 'V6');
    assert.equal(await asked('G', '10.0.0.2'), 'V4');
    assert.equal(await asked('G', '10.0.1.2'), 'VI_1');
    assert.deepEqual(operators.asked.at(-1)?.to, address('10.0.1.2'));
  });

  test('is refused where nobody can tell which', async () => {
    const asking = (to: string) => operators.methods.handOver({target: 'G', to, isOnlyAsked: true});
    const [v4, , other] = operators.configuration.routers as readonly [RouterSettings, RouterSettings, RouterSettings];
    operators.configuration = {...operators.configuration, routers: [v4, other]};
    await assert.rejects(asking('fe80::2'), /no virtual router of G speaks IPv6: give another address of the peer/);
    const sixes = [v4, other].map(one => ({...one, family: 'ipv6'}) as const);
    operators.configuration = {...operators.configuration, routers: sixes};
    await assert.rejects(asking('fe80::2'), /fe80::2 may be on eth0 or eth1: name one of V4, VI_1 instead of G/);
    assert.deepEqual(operators.asked, []);
  });
});
