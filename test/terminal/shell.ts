import {openTerminal, type Terminal, type TerminalOptions} from './terminal.js';

export interface ShellOptions extends Omit<TerminalOptions, 'command' | 'words'> {
  /**
   * `sh` (dash) leaves the terminal's settings alone, so one sees what a program has left. `bash` sets its own while it
   * reads a line, and mends them when a program was stopped or killed, as most people's shell does.
   */
  readonly program?: 'sh' | 'bash';
}

const words = {sh: ['-i'], bash: ['--norc', '--noprofile', '-i']} as const;

/** Shows the status of the last command, and its number, for one prompt to differ from the next. */
const prompt = '[$?:$((prompts=prompts+1))]$ ';
const lastPrompt = /(?:^|\n)\[(\d+):(\d+)\]\$\n*$/;

/** Starts an interactive shell with job control in a terminal, and waits for its first prompt. NB: close its terminal. */
export async function openShell({program = 'sh', environment, ...options}: ShellOptions = {}): Promise<Shell> {
  const terminal = await openTerminal({
    ...options,
    command: program,
    words: words[program],
    environment: {PS1: prompt, HISTFILE: undefined, ENV: undefined, ...environment},
  });
  const shell = new Shell(terminal);
  await shell.prompt();
  return shell;
}

export class Shell {
  #prompts = 0;

  constructor(readonly terminal: Terminal) {}

  /** Types a command line, and does not wait for its end. */
  start(line: string): void {
    this.terminal.type(`${line}\r`);
  }

  /** Waits for the next prompt, below everything else. Resolves to the status of the last command: 128 + n if signal n ended or stopped it. */
  async prompt({seconds = 10}: {seconds?: number} = {}): Promise<number> {
    let status = 0;
    await this.terminal.until(
      terminal => {
        const [, shown, count] = lastPrompt.exec(terminal.screen().join('\n')) ?? [];
        if (terminal.isAlternate() || Number(count ?? 0) <= this.#prompts) return false;
        [status, this.#prompts] = [Number(shown), Number(count)];
        return true;
      },
      {seconds, what: 'the next prompt'},
    );
    return status;
  }

  /** Runs a command line to its end, and resolves to its status. */
  run(line: string, {seconds = 10}: {seconds?: number} = {}): Promise<number> {
    this.start(line);
    return this.prompt({seconds});
  }
}
