import {Usage} from '../../src/commands/command.js';
import {commandNamed} from './commands.js';
import {readLine} from './read-line.js';
import {drainContext, type Surrounded} from './surroundings.js';

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export interface Started {
  /** What it has said so far. */
  readonly written: () => string;
  readonly ended: Promise<Ran>;
}

/** Starts `lvsctl LINE` in this process. */
export function startCommand(line: string, surrounded: Omit<Surrounded, 'stdout' | 'stderr'>): Started {
  let stdout = '';
  let stderr = '';
  const context = drainContext({
    ...surrounded,
    stdout: {write: text => (stdout += text)},
    stderr: {write: text => (stderr += text)},
  });
  const work = async () => {
    const [name, ...rest] = line.split(' ');
    const command = commandNamed(name);
    try {
      const {values, words} = readLine(command, rest);
      return await command.run(values as never, words, context);
    } catch (error) {
      if (!(error instanceof Usage)) throw error;
      stderr += `${error.message}\n`;
      return 2;
    }
  };
  return {written: () => stdout + stderr, ended: work().then(code => ({stdout, stderr, code}))};
}
