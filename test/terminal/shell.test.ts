import assert from 'node:assert/strict';
import {suite, type TestContext, test} from 'node:test';
import {openShell, type Shell, type ShellOptions} from './shell.js';

async function open(context: TestContext, options: ShellOptions = {}): Promise<Shell> {
  const shell = await openShell({columns: 60, rows: 12, ...options});
  context.after(() => shell.terminal.close());
  return shell;
}

for (const program of ['sh', 'bash'] as const) {
  suite(`${program} in a terminal`, () => {
    test('runs command lines and tells their status', async context => {
      const shell = await open(context, {program, environment: {A: 'there'}});
      assert.equal(await shell.run('echo hello $A'), 0);
      assert.equal(await shell.run('exit_with() { return $1; }; exit_with 5'), 5);
      assert.equal(await shell.run('sh -c "kill -TERM \\$\\$"'), 143);
      assert.deepEqual(shell.terminal.screen().slice(0, 3), [
        '[0:1]$ echo hello $A',
        'hello there',
        '[0:2]$ exit_with() { return $1; }; exit_with 5',
      ]);
    });

    test('stops a job by Ctrl-Z and continues it', async context => {
      const shell = await open(context, {program});
      const {terminal} = shell;
      shell.start('sh -c "echo begun; read x; echo has read \\$x; exec sleep 100"');
      await terminal.until(/^begun/m);
      terminal.press('C-z');
      assert.equal(await shell.prompt(), 148);
      shell.start('fg');
      await terminal.until(/^sh -c .*has read/m);
      shell.start('this');
      await terminal.until(/^has read this/m);
      terminal.press('C-c');
      assert.equal(await shell.prompt(), 130);
    });

    test('is back with its prompt below what was there before a full-screen program', async context => {
      const shell = await open(context, {program});
      await shell.run('echo before');
      shell.start('printf "\\033[?1049h\\033[2J\\033[Hfull"; read _; printf "\\033[?1049l"');
      await shell.terminal.until(terminal => terminal.isAlternate() && terminal.screen()[0] === 'full');
      shell.terminal.press('Enter');
      assert.equal(await shell.prompt(), 0);
      const screen = shell.terminal.screen();
      assert.equal(screen[1], 'before');
      assert.match(screen.filter(row => row !== '').at(-1) ?? '', /^\[0:3\]\$/);
    });
  });
}

test('dash leaves the settings as a program left them', async context => {
  const shell = await open(context);
  assert.ok(shell.terminal.isCooked());
  await shell.run('stty -echo');
  assert.ok(!shell.terminal.isCooked());
});
