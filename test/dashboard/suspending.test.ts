import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {Director} from './director.js';
import {openUser} from './job.js';
import {notBuilt} from './program.js';

const server = '-t 10.0.0.1:80 -r 10.1.0.1:80 -m';
/** What shells say of a job that SIGSTOP or SIGTSTP stopped. */
const stopped = [128 + 19, 128 + 20];

for (const program of ['sh', 'bash'] as const) {
  suite(`the dashboard as a job of ${program}`, {skip: notBuilt}, () => {
    test('is stopped and continued, its terminal and its data as they should be', async () => {
      const director = new Director('-A -t 10.0.0.1:80', `-a ${server} -w 4`);
      const user = await openUser(director, program);
      const {shell, dashboard} = user;
      try {
        await shell.run('echo what was there before');
        await user.start();

        // Ctrl-Z (pressed twice, as one does), fg
        shell.terminal.type('\x1a\x1a');
        assert.ok(stopped.includes(await user.status()));
        assert.ok(user.isStopped());
        user.assertRestored('what was there before');
        assert.equal(await shell.run('echo what was there meanwhile'), 0);
        director.change(`-e ${server} -w 5`);
        shell.start('fg');
        await dashboard.untilRow('10.1.0.1:80', / 5 /);
        assert.ok(shell.terminal.isAlternate() && !shell.terminal.isCursorVisible() && !shell.terminal.isCooked());
        assert.ok(shell.terminal.modes.bracketedPasteMode);
        director.change(`-e ${server} -w 6`);
        await dashboard.untilRow('10.1.0.1:80', / 6 /);
        dashboard.press('j', '+');
        await dashboard.untilStatus('-w 7');
        assert.match(dashboard.bar(), /^ lvsctl /, 'the whole screen was painted anew');

        // SIGTSTP from outside, another size meanwhile
        user.signal('SIGTSTP');
        assert.ok(stopped.includes(await user.status()));
        user.assertRestored('what was there before', 'what was there meanwhile');
        shell.terminal.resize(80, 24);
        await shell.run('echo smaller');
        shell.start('fg');
        await dashboard.until(() => /^ EMBEDDED .*\d\d:\d\d:\d\d $/.test(shell.terminal.screen(true)[0] ?? ''));
        assert.equal(shell.terminal.screen().length, 24);
        assert.match(dashboard.status(), /-w 7/, 'what was begun is still there');
        dashboard.press('Enter');
        await dashboard.untilStatus('Done: ');
        assert.ok(director.rules().includes(`-a ${server} -w 7`));

        // in the background it waits for its terminal
        dashboard.press('C-z');
        assert.ok(stopped.includes(await user.status()));
        await shell.run('bg');
        await user.untilStopped();
        await shell.run('echo the shell goes on');
        user.assertRestored('what was there before', 'what was there meanwhile', 'smaller', 'the shell goes on');
        shell.start('fg');
        await dashboard.untilRow('10.1.0.1:80', / 7 /);

        // ended while it is stopped
        dashboard.press('C-z');
        assert.ok(stopped.includes(await user.status()));
        user.signal('SIGTERM');
        shell.start('fg');
        assert.equal(await user.status(), 143);
        user.assertRestored('what was there before', 'what was there meanwhile', 'smaller', 'the shell goes on');
      } finally {
        await shell.terminal.close();
        await director.close();
      }
    });
  });
}
