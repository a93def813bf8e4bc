// `lvsctl drain …` and the other commands of drains as a process of their own, on the kernel that LVSCTL_KERNEL names.
import {Usage} from '../../src/commands/command.js';
import {commandNamed} from './commands.js';
import {readLine} from './read-line.js';
import {drainContext} from './surroundings.js';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());
const {stdout, stderr, env: environment} = process;
const context = drainContext({
  file: /^embedded:(.+)$/.exec(environment.LVSCTL_KERNEL ?? '')?.[1],
  environment,
  interrupted: interrupted.signal,
  stdout,
  stderr,
});
const command = commandNamed(process.argv[2]);
const {values, words} = readLine(command, process.argv.slice(3));
if (process.send) {
  // started by a test that wants to kill it at its work, and not while it loads
  process.send('ready');
  await new Promise(resolve => process.once('message', resolve));
  process.disconnect();
}
try {
  process.exitCode = await command.run(values as never, words, context);
} catch (error) {
  if (!(error instanceof Usage)) throw error;
  stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
