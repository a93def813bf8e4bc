import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {openTerminal, type Terminal} from '../terminal/terminal.js';
import {directorsMissing, TwoDirectors} from './two-directors.js';

const web = '10.0.0.80:80';

describe('lvsctl top on two directors over ssh', {skip: directorsMissing()}, () => {
  let pair: TwoDirectors;
  let terminal: Terminal;

  before(async () => {
    pair = await TwoDirectors.start();
    for (const [i, director] of pair.directors.entries()) {
      director.lvsctl(['-A', '-t', web, '-s', 'wlc']);
      director.lvsctl(['-a', '-t', web, '-r', '10.1.0.11:80', '-m', '-w', String(3 + i)]);
      director.lvsctl(['-a', '-t', web, '-r', '10.1.0.12:80', '-m', '-w', '3']);
    }
    const [command, ...words] = pair.program;
    terminal = await openTerminal({
      command,
      words: [...words, 'top', '--interval', '0.3', '--host', 'lb1,lb2'],
      environment: pair.environment,
      columns: 100,
      rows: 24,
    });
  });

  after(async () => {
    await terminal?.close();
    await pair?.remove();
  });

  const shows = (awaited: RegExp) =>
    terminal.until(() => awaited.test(terminal.screen().join('\n')), {what: String(awaited), seconds: 30});

  test('the first is shown, with its own table', async () => {
    await shows(/10\.1\.0\.11:80 +Masq +3/);
    assert.match(terminal.screen()[0] ?? '', /▸lb1 .* lb2 /);
  });

  test('the other one is a key away', async () => {
    terminal.press('}');
    await shows(/10\.1\.0\.11:80 +Masq +4/);
  });

  test('side by side, what is not the same is told', async () => {
    terminal.press('0');
    await shows(/10\.1\.0\.11:80 +lb1: -m -w 3 +lb2: -m -w 4/);
  });

  test('a drain is begun on the shown one, and is on record there alone', async () => {
    terminal.press('Enter');
    await shows(/▸lb2/);
    terminal.press('g', 'j');
    await shows(/10\.1\.0\.11:80/);
    terminal.press('D');
    terminal.type('30m kernel\r');
    await shows(/Enter apply/); // the plan has come
    terminal.press('Enter');
    await shows(/10\.1\.0\.11:80 +Masq +0/);
    assert.match(pair.directors[1].lvsctl(['drains']), /10\.1\.0\.11.*kernel/);
    assert.doesNotMatch(pair.directors[0].lvsctl(['drains']), /10\.1\.0\.11/);
  });

  test('one that is frozen is shown as silent, and the other goes on', async () => {
    pair.directors[1].freeze();
    await shows(/lb2 silent \d+s[\s\S]*lb2 has not answered for/);
    terminal.press('j', '+', 'Enter'); // not sent
    await shows(/keys are not sent/);
    terminal.press('{');
    await shows(/▸lb1[\s\S]*10\.1\.0\.11:80 +Masq +3/);
    pair.directors[0].lvsctl(['-e', '-t', web, '-r', '10.1.0.11:80', '-m', '-w', '7']);
    await shows(/10\.1\.0\.11:80 +Masq +7/);
    pair.directors[1].thaw();
    await terminal.until(() => !/silent/.test(terminal.screen()[0] ?? ''), {what: 'lb2 answers again', seconds: 30});
    terminal.press('}');
    await shows(/▸lb2[\s\S]*10\.1\.0\.12:80 +Masq +3/); // what was typed while it was frozen was not done
  });

  test('one that is cut off while it is shown is told, and comes back by itself', async () => {
    pair.directors[1].cut();
    await shows(/lb2 (silent|down) \d+s/);
    terminal.press('{');
    await shows(/▸lb1[\s\S]*10\.1\.0\.11:80 +Masq +7/);
    pair.directors[1].heal();
    await terminal.until(() => !/lb2 (silent|down|connecting)/.test(terminal.screen()[0] ?? ''), {
      what: 'lb2 is there again',
      seconds: 60,
    });
    terminal.press('}');
    await shows(/▸lb2[\s\S]*10\.1\.0\.12:80 +Masq +3/);
  });

  test('q leaves, and nothing of it stays on the directors', async () => {
    terminal.press('q');
    const {status} = await terminal.exited;
    assert.equal(status, 0);
    for (const director of pair.directors) {
      for (let tries = 0; director.processes.length > 0 && tries < 100; tries++)
        await new Promise(resolve => setTimeout(resolve, 100));
      assert.deepEqual(director.processes, []);
    }
  });
});
