import {fork, type StdioOptions} from 'node:child_process';
import {extname} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import type {Child, ChildListener} from './director/processes/child.js';

export interface ForkedProcess {
  /** Its file: the bundle of the process lies beside this one, and is of its kind. */
  readonly file: 'vrrp-process' | 'checks-process';
  readonly words: readonly string[];
  readonly nodeOptions: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Descriptors that go along. */
  readonly descriptors: readonly number[];
}

/** Starts a process of the director, with a channel to it. */
export function forkProcess<To, From>(
  {file, words, nodeOptions, environment, descriptors}: ForkedProcess,
  listener: ChildListener<From>,
): Child<To> {
  const script = fileURLToPath(new URL(`./${file}${extname(import.meta.url)}`, import.meta.url));
  const stdio: StdioOptions = ['ignore', 'ignore', 'pipe', 'ipc', ...descriptors];
  const child = fork(script, words, {
    serialization: 'advanced',
    execArgv: [...nodeOptions],
    env: {...environment},
    stdio,
  });
  let isOver = false;
  const end = (how: string) => {
    if (isOver) return;
    isOver = true;
    listener.onEnd(how);
  };
  child.on('message', message => listener.onMessage(message as From));
  child.on('error', error => end(error.message));
  child.on('exit', (status, signal) => end(signal ? `signal ${signal}` : `status ${status}`));
  if (child.stderr)
    createInterface({input: child.stderr}).on('line', line => {
      if (line !== '') listener.onWords(line);
    });
  return {
    pid: child.pid,
    send: (message, taken = () => {}) => {
      if (child.connected) child.send(message as object, () => taken());
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
