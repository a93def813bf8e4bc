import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, constants, openSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {ReadStream} from 'node:tty';
import {after, suite, test} from 'node:test';
import {terminalEnvironment} from '../terminal/environment.js';
import {openPseudoTerminal} from '../terminal/pseudo-terminal.js';
import {Director} from './director.js';
import {openUser, type User} from './job.js';
import {notBuilt, program} from './program.js';

/** Breaks something in the running program at a signal, or a key: loaded by Node before the program, which knows nothing of it. */
const saboteur = `
Error.stackTraceLimit = 100;
const what = process.env.BREAK;
const fail = () => { throw new Error(what + ' broke'); };
const isWithin = pattern => pattern.test(new Error().stack);
const {map} = Array.prototype;
const {now} = Date;
let clock = now;
Date.now = () => clock();
const sabotages = {
  'a component': () => {
    Array.prototype.map = function (...words) { return isWithin(/ App\\d* /) ? fail() : map.apply(this, words); };
  },
  'a timer': () => setTimeout(fail),
  'a promise': () => void Promise.resolve().then(fail),
  'a key': () => { clock = () => isWithin(/emitReadable_/) ? fail() : now(); },
  'the painting': () => { clock = () => isWithin(/resetAfterCommit/) ? fail() : now(); },
  'the clock': () => { clock = fail; }, // without it nothing is painted either, not even to leave
};
if (what === 'a key') sabotages[what]();
else process.on('SIGUSR2', sabotages[what]);
`;

suite('leaving the dashboard', {skip: notBuilt}, () => {
  const director = new Director('-A -t 10.0.0.1:80', '-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m');
  writeFileSync(join(director.folder, 'break.mjs'), saboteur);
  let user: User;
  after(async () => {
    await user?.shell.terminal.close();
    await director.close();
  });

  test('q gives the terminal back as it was, status 0', async () => {
    user = await openUser(director);
    await user.shell.run('echo what was there before');
    await user.start();
    user.dashboard.press('q');
    assert.equal(await user.status(), 0);
    user.assertRestored('what was there before');
  });

  for (const [key, status] of [
    [':quit\r', 0],
    ['\x03', 0],
    ['+\x03\x03', 0], // out of a preview first
  ] as const) {
    test(`so does ${JSON.stringify(key)}`, async () => {
      await user.start();
      await user.dashboard.choose('10.1.0.1:80');
      user.shell.terminal.type(key);
      assert.equal(await user.status(), status);
      user.assertRestored('what was there before');
    });
  }

  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGQUIT', 131],
  ] as const) {
    test(`so does ${signal}, status ${status}`, async () => {
      await user.start();
      user.signal(signal);
      assert.equal(await user.status(), status);
      user.assertRestored('what was there before');
    });
  }

  for (const what of ['a component', 'a timer', 'a promise', 'a key', 'the painting', 'the clock'])
    test(`so does an error in ${what}, which is told afterwards, status 2`, async () => {
      await user.start('--interval 0.2', `BREAK='${what}' NODE_OPTIONS="--import $PWD/break.mjs" `);
      if (what === 'a key') user.dashboard.press('j');
      else user.signal('SIGUSR2');
      assert.equal(await user.status(), 2);
      user.assertRestored('what was there before', `${program}: ${what} broke`);
    });

  test('a kernel that cannot be opened leaves the terminal alone, status 2', async () => {
    await user.shell.run('echo nonsense > nonsense');
    const status = await user.shell.run(`LVSCTL_KERNEL=embedded:nonsense ${program} top`);
    assert.equal(status, 2);
    user.assertRestored('what was there before');
    assert.match(user.shell.terminal.history().join('\n'), /nonsense: no state of an embedded kernel/);
  });

  test('nor does it touch a terminal from which no keys would come', async () => {
    assert.equal(await user.shell.run(`${program} top < /dev/null`), 2);
    user.assertRestored(
      'what was there before',
      `${program}: standard input is not a terminal, so there would be no keys`,
    );
  });

  test('the director is as it was', () => assert.equal(director.rules().length, 2));

  test('a terminal that goes away ends it', async () => {
    const {master, slave} = openPseudoTerminal(80, 24);
    const file = openSync(slave, constants.O_RDWR | constants.O_NOCTTY);
    const environment = terminalEnvironment(director.environment);
    const child = spawn('setsid', ['--ctty', program, 'top', '--interval', '0.2'], {
      stdio: [file, file, file],
      env: environment,
    });
    closeSync(file);
    const screen = new ReadStream(master);
    const ended = once(child, 'exit');
    let output = '';
    await new Promise<void>(resolve => {
      screen.on('error', () => {});
      screen.on('data', data => {
        output += data;
        if (output.includes('10.1.0.1:80')) resolve();
      });
    });
    screen.destroy();
    const bound = setTimeout(() => child.kill('SIGKILL'), 30_000);
    const [status, signal] = await ended;
    clearTimeout(bound);
    assert.equal(signal === 'SIGHUP' ? 129 : status, 129, 'to a shell they are the same');
  });
});
