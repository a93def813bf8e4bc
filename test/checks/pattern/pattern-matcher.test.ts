import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {PatternMatcher, type PatternOutcome, type PatternSearch} from '../../../src/checks/pattern/pattern-matcher.js';
import {linuxProbeWorld} from '../../kernel/socket/linux-probe-world.js';

const world = linuxProbeWorld();
const search = (source: string, text: string): PatternSearch => ({
  pattern: {source, options: []},
  text,
  from: 0,
  below: Number.POSITIVE_INFINITY,
});
const catastrophe = search('^(a+)+$', `${'a'.repeat(4000)}!`);
const look = (matcher: PatternMatcher, what: PatternSearch): Promise<PatternOutcome> =>
  new Promise(resolve => matcher.search(what, resolve));
/** A search that holds the thread until it has started. */
const warm = (matcher: PatternMatcher) => look(matcher, search('b.', 'abc'));

describe('patterns are looked for in a thread', () => {
  test('and what is found is told', async () => {
    const matcher = new PatternMatcher(world);
    assert.deepEqual(await look(matcher, search('b.', 'abc')), {type: 'looked', found: true});
    assert.deepEqual(await look(matcher, search('b.', 'abb')), {type: 'looked', found: true});
    assert.deepEqual(await look(matcher, search('c.', 'abc')), {type: 'looked', found: false});
  });

  test('plain text needs no thread', async () => {
    const matcher = new PatternMatcher({...world, after: () => assert.fail('there is a limit')});
    assert.deepEqual(await look(matcher, search('hello world', 'say hello world')), {type: 'looked', found: true});
  });

  test('one that takes too long is given up after 100 ms, by its name, and the next ones are looked for', async () => {
    const matcher = new PatternMatcher(world);
    await warm(matcher);
    const began = performance.now();
    const bad = look(matcher, catastrophe);
    const good = look(matcher, search('b+', 'abb'));
    assert.match(
      ((await bad) as {words: string}).words,
      /^the regular expression \^\(a\+\)\+\$: it took more than 100 ms/,
    );
    assert.ok(performance.now() - began < 1000);
    assert.deepEqual(await good, {type: 'looked', found: true});
  });

  test('a thread that gets no processor is waited for: the pattern is not to blame', async () => {
    const matcher = new PatternMatcher({...world, after: (_, call) => world.after(0, call)});
    await warm(matcher);
    const slow = search('(?:hay )+needle$', `${'hay '.repeat(3000)}!`);
    const began = performance.now();
    assert.deepEqual(await look(matcher, slow), {type: 'looked', found: false});
    assert.ok(performance.now() - began > 5, 'it is over at once: the time was not needed');
  });

  test('but not for ever, and it is looked for again', async () => {
    let now = 0;
    const matcher = new PatternMatcher({
      ...world,
      clock: () => (now += 5000),
      after: (_, call) => world.after(0, call),
    });
    const busy = /this host was too busy to look for it within 2 s$/;
    for (let times = 0; times < 2; times++)
      assert.match(((await look(matcher, catastrophe)) as {words: string}).words, busy);
  });

  test('a search that is given up while it waits keeps its text no longer', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const matcher = new PatternMatcher(world);
    await warm(matcher);
    const bad = look(matcher, catastrophe);
    const waitAndGiveUp = () => {
      const waiting = search('b+', 'abb');
      matcher.search(waiting, () => assert.fail('it was given up'))();
      return new WeakRef(waiting);
    };
    const waited = waitAndGiveUp();
    await setImmediate();
    collect();
    assert.equal(waited.deref(), undefined);
    await bad;
  });

  test('one that keeps coming back keeps nobody waiting', async () => {
    const matcher = new PatternMatcher(world);
    await warm(matcher);
    const began = performance.now();
    const bad = Array.from({length: 100}, () => look(matcher, catastrophe));
    const good = await Promise.all(Array.from({length: 100}, (_, i) => look(matcher, search('b+', `ab${i}`))));
    assert.ok(good.every(outcome => outcome.type === 'looked'));
    const all = await Promise.all(bad);
    assert.ok(all.every(outcome => outcome.type === 'undecided'));
    assert.match((all.at(-1) as {words: string}).words, /left alone for 1 s/);
    assert.ok(performance.now() - began < 3000, `${performance.now() - began}`);
  });

  test('it rests longer each time', async () => {
    let now = 0;
    const matcher = new PatternMatcher({...world, clock: () => now});
    await warm(matcher);
    for (const rest of [1, 2, 4]) {
      assert.match(((await look(matcher, catastrophe)) as {words: string}).words, /it took/);
      assert.match(
        ((await look(matcher, catastrophe)) as {words: string}).words,
        new RegExp(`left alone for ${rest} s`),
      );
      now += rest * 1000;
    }
  });

  test('one that is given up is not told of', async () => {
    const matcher = new PatternMatcher(world);
    matcher.search(search('b.', 'abc'), () => assert.fail('told'))();
    await look(matcher, search('b.', 'abc'));
  });

  test('a text of many megabytes is looked through', async () => {
    const outcome = await look(new PatternMatcher(world), search('needle.$', `${'hay '.repeat(100_000)}needle!`));
    assert.deepEqual(outcome, {type: 'looked', found: true});
  });
});
