import {hostname} from 'node:os';
import type {InputListener, RpcSurroundings} from './commands/rpc/rpc-surroundings.js';
import type {Invocation} from './invocation.js';

/**
 * Standard input and output as `lvsctl rpc` has them, and command lines run in this process.
 * @param run the program @param facts of this process
 */
export function openRpcHere(
  invocation: Invocation,
  run: (invocation: Invocation) => Promise<number>,
  facts: {readonly version: string; readonly isRoot: boolean; readonly isEmbedded: boolean},
): RpcSurroundings {
  const output = openOutput();
  return {
    host: {version: facts.version, isRoot: facts.isRoot, isEmbedded: facts.isEmbedded, host: hostname()},
    clock: Date.now,
    after(delay, call) {
      const timer = setTimeout(call, delay);
      return () => clearTimeout(timer);
    },
    output,
    run: (words, streams) =>
      run({name: 'lvsctl', argv: words, environment: invocation.environment, stdin: [], ...streams}),
    listen,
    close(isGone) {
      process.stdin.destroy();
      // what a cut connection does not take would keep this process for as long as TCP tries
      if (isGone) setTimeout(() => process.exit(), lastWords).unref();
    },
  };
}

/** For what is on its way, milliseconds. */
const lastWords = 1000;

function openOutput(): RpcSurroundings['output'] {
  const output: RpcSurroundings['output'] = {
    put: line => void process.stdout.write(`${line}\n`),
    get unread() {
      return process.stdout.writableLength;
    },
    onRead() {},
  };
  process.stdout.on('drain', () => output.onRead());
  return output;
}

function listen({onPiece, onInputEnd, onGone}: InputListener): void {
  const {stdin, stdout} = process;
  stdin.on('data', onPiece);
  stdin.on('end', onInputEnd);
  stdin.on('error', onGone);
  stdout.on('error', onGone); // EPIPE: its reader has gone
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onGone);
}
