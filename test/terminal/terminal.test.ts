import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {type TestContext, test} from 'node:test';
import {openTerminal, type Terminal, type TerminalOptions} from './terminal.js';

async function open(context: TestContext, script: string, more: Partial<TerminalOptions> = {}): Promise<Terminal> {
  const terminal = await openTerminal({command: 'sh', words: ['-c', script], columns: 40, rows: 8, ...more});
  context.after(() => terminal.close());
  return terminal;
}

test('what a program writes is on the screen, and how it ends is told after its last output', async context => {
  const terminal = await open(context, 'seq 1 2000; printf "last words"; exit 7');
  assert.deepEqual(await terminal.exited, {status: 7, signal: undefined});
  assert.deepEqual(terminal.screen().slice(-2), ['2000', 'last words']);
  assert.equal(terminal.history().length, 2001);
  assert.equal(terminal.history()[0], '1');
  assert.equal(terminal.bytes, 8893 + 2000 + 10, 'seq’s 8893 bytes, a carriage return in each line, the last words');
});

test('the program has the terminal: of this size, cooked, as its controlling terminal, with a plain environment', async context => {
  process.env.CI = 'true';
  const terminal = await open(
    context,
    'test -t 0 && test -t 1 && test -t 2 && stty size > /dev/tty && echo "$TERM,$CI,$A"',
    {
      environment: {A: 'b'},
    },
  );
  assert.equal((await terminal.exited).status, 0);
  assert.deepEqual(terminal.screen().slice(0, 2), ['8 40', 'xterm-256color,,b']);
  assert.ok(terminal.isCooked());
});

test('keys arrive as a terminal sends them', async context => {
  const terminal = await open(context, 'stty raw -echo; echo ready; exec cat -v', {columns: 80});
  await terminal.until('ready');
  terminal.type('ä');
  terminal.press('j', 'Enter', 'Tab', 'S-Tab', 'Escape', 'Up', 'PageDown', 'F1', 'C-z', 'C-c', 'M-x', 'Backspace');
  await terminal.until(/M-CM-\$j\^M +\^\[\[Z\^\[\^\[\[A\^\[\[6~\^\[OP\^Z\^C\^\[x\^\?/);
  assert.throws(() => terminal.press('Entre'), /there is no key Entre/);
  assert.ok(terminal.settings().has('-icanon'));
  assert.ok(!terminal.isCooked());
});

test('cursor keys follow the mode that the program sets', async context => {
  const terminal = await open(context, 'stty raw -echo; printf "\\033[?1hready"; exec cat -v');
  await terminal.until('ready');
  terminal.press('Down', 'Home');
  await terminal.until('^[OB^[OH');
});

test('Ctrl-C interrupts the program; its terminal’s settings are there to be seen afterwards', async context => {
  const terminal = await open(context, 'stty -echo; echo ready; exec sleep 100');
  await terminal.until('ready');
  terminal.press('C-c');
  assert.deepEqual(await terminal.exited, {status: 130, signal: 'SIGINT'});
  assert.ok(terminal.settings().has('-echo'));
  assert.ok(!terminal.isCooked());
});

test('signals go to the program, whose pid is known', async context => {
  const terminal = await open(context, 'echo $$; exec sleep 100');
  await terminal.until(String(terminal.pid));
  terminal.signal('SIGKILL');
  assert.deepEqual(await terminal.exited, {status: 137, signal: 'SIGKILL'});
  assert.deepEqual(terminal.screen().join(''), String(terminal.pid), 'no words of the supervisor');
});

test('a program is told of a new size', async context => {
  const terminal = await open(context, 'trap "stty size" WINCH; echo ready; while :; do sleep 0.02; done');
  await terminal.until('ready');
  terminal.resize(100, 30);
  await terminal.until('30 100');
  assert.equal(terminal.screen(true)[29]?.length, 100);
});

test('colours and attributes of cells are known', async context => {
  const terminal = await open(
    context,
    'printf "\\033[1;31mA\\033[0;2;48;5;200mB\\033[0;3;38;2;1;2;255mC\\033[0;4;7mD\\033[0m漢"',
  );
  await terminal.exited;
  const plain = {
    width: 1,
    foreground: 'default',
    background: 'default',
    bold: false,
    dim: false,
    italic: false,
    underline: false,
    inverse: false,
  };
  const cells = terminal.cells(0);
  assert.equal(cells.length, 40);
  assert.deepEqual(cells.slice(0, 7), [
    {...plain, text: 'A', foreground: 1, bold: true},
    {...plain, text: 'B', background: 200, dim: true},
    {...plain, text: 'C', foreground: '#0102ff', italic: true},
    {...plain, text: 'D', underline: true, inverse: true},
    {...plain, text: '漢', width: 2},
    {...plain, text: '', width: 0},
    {...plain, text: ' '},
  ]);
});

test('the alternate screen comes and goes, and the main screen is as it was', async context => {
  const script =
    'echo before; printf "\\033[?1049h\\033[?25l\\033[Hinside"; read -r _; printf "\\033[?25h\\033[?1049l"; echo after';
  const terminal = await open(context, script);
  await terminal.until('inside');
  assert.ok(terminal.isAlternate());
  assert.ok(!terminal.isCursorVisible());
  assert.deepEqual(terminal.history()[0], 'before');
  terminal.press('Enter');
  await terminal.exited;
  assert.ok(!terminal.isAlternate());
  assert.ok(terminal.isCursorVisible());
  assert.deepEqual(terminal.screen().slice(0, 2), ['before', 'after']);
});

test('the screen is looked at between frames, not within', async context => {
  const script = 'printf "\\033[?2026hhalf"; read -r _; printf "\\033[2J\\033[Hwhole\\033[?2026l"';
  const terminal = await open(context, `stty -echo; ${script}`);
  await assert.rejects(terminal.until('half', {seconds: 0.3}), /waited 0.3 s for "half"/);
  terminal.press('Enter');
  await terminal.until(() => terminal.screen()[0] === 'whole');
});

test('what does not come is told with the screen', async context => {
  const terminal = await open(context, 'printf hello; exec sleep 100');
  await terminal.until('hello');
  await assert.rejects(terminal.until(/he{2}/, {seconds: 0.05}), (error: Error) => {
    assert.match(
      error.message,
      /^waited 0.05 s for \/he\{2\}\/\n40x8, main screen, cursor at row 0 column 5, program runs\n/,
    );
    assert.match(error.message, /┌─{40}┐\n│hello {35}│\n(│ {40}│\n){7}└─{40}┘$/);
    return true;
  });
});

test('waiting ends with the program', async context => {
  const terminal = await open(context, 'echo no; exit 3');
  await assert.rejects(terminal.until('yes'), /the program ended: waited for "yes"\n.*program ended with 3/s);
  await terminal.until('no');
});

test('questions of the program are answered', async context => {
  const terminal = await open(context, 'stty raw -echo; printf "\\033[3;5H\\033[6n"; exec cat -v');
  await terminal.until('^[[3;5R');
});

test('raw output is handed on as it arrives', async context => {
  const terminal = await open(context, 'read -r _; printf "\\033[31mred"');
  let output = '';
  terminal.onOutput((chunk, arrivedAt) => {
    assert.ok(arrivedAt <= performance.now());
    output += chunk.toString();
  });
  terminal.press('Enter');
  await terminal.exited;
  assert.equal(output, '\r\n\x1b[31mred');
  assert.equal(terminal.bytes, output.length);
});

test('input that the program does not take at once is not lost', async context => {
  const terminal = await open(context, 'stty raw -echo; echo ready; sleep 0.3; head -c 100000 | wc -c');
  await terminal.until('ready');
  terminal.type('x'.repeat(100_000));
  await terminal.until('100000');
});

test('close() leaves nothing behind, not even what ignores hangups', async () => {
  const terminal = await openTerminal({
    command: 'sh',
    words: ['-c', 'trap "" HUP TERM INT; (trap "" HUP; sleep 1000 & echo "pid $!."; wait) & wait'],
  });
  await terminal.until(/pid \d+\./);
  const pid = /pid (\d+)/.exec(terminal.screen().join(''))?.[1];
  assert.ok(existsSync(`/proc/${pid}`));
  await terminal.close();
  assert.ok(!existsSync(`/proc/${terminal.pid}`));
  assert.ok(!existsSync(`/proc/${pid}`) || /^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')));
  assert.deepEqual(await terminal.exited, {status: 137, signal: 'SIGKILL'});
});
