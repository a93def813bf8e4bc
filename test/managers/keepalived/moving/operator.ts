import {type ChildProcess, spawn} from 'node:child_process';
import {join} from 'node:path';
import type {Director} from '../../../directors/director.js';

export interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Somebody at a director's terminal. */
export class Operator {
  constructor(private readonly director: Director) {}

  /** @param given as the command gets its options. @param onText what was printed so far, and the process that prints it */
  run(
    command: 'switch' | 'release' | 'holds',
    words: readonly string[],
    given: Readonly<Record<string, unknown>> = {},
    onText: (text: string, child: ChildProcess) => void = () => {},
  ): Promise<Answer> {
    const {namespace, keepalived} = this.director;
    const options = {
      'keepalived-config': keepalived.configuration,
      'keepalived-pid': keepalived.pidFile,
      ...given,
    };
    const script = join(import.meta.dirname, 'host.js');
    const child = spawn(
      '/usr/sbin/ip',
      [
        'netns',
        'exec',
        namespace.name,
        process.execPath,
        script,
        command,
        JSON.stringify(words),
        JSON.stringify(options),
        this.director.path('state'),
      ],
      {stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000},
    );
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      onText(stdout, child);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    return new Promise(resolve => child.on('close', status => resolve({status: status ?? -1, stdout, stderr})));
  }
}
