import {isObject} from '../director/protocol/json-line.js';
import type {Milliseconds} from '../vrrp/intervals.js';
import type {RemoteHost, RemoteRun} from './remote-host.js';

export type OnOutput = (stream: 'stdout' | 'stderr', text: string) => void;

export interface RunOptions {
  /** Ends it there as Ctrl-C would. */
  readonly signal?: AbortSignal;
  /** Without a sign of life; then it is given up. */
  readonly patience: Milliseconds;
}

interface RunWorld {
  readonly host: Pick<RemoteHost, 'state' | 'onState' | 'onNotification'>;
  /** @returns the id of the request */
  ask(
    method: string,
    parameters: unknown,
    waiting: {resolve(result: unknown): void; reject(error: Error): void},
  ): number;
  after(delay: Milliseconds, call: () => void): () => void;
  clock(): Milliseconds;
}

/** A command that runs on a host, to its end, or until the host has been silent for too long. Never rejects. */
export function followRun(
  {host, ask, after, clock}: RunWorld,
  words: readonly string[],
  onOutput: OnOutput,
  {signal, patience}: RunOptions,
): Promise<RemoteRun> {
  return new Promise(resolve => {
    let id: number | undefined;
    let cancelPatience = () => {};
    const watchSilence = () => {
      cancelPatience();
      const {state} = host;
      if (state.state !== 'silent') return;
      const rest = Math.max(1, state.since + patience - clock());
      cancelPatience = after(rest, () =>
        finish({status: undefined, words: `no answer for ${patience / 1000} s: frozen, or the way to it is cut`}),
      );
    };
    const interrupt = () => {
      if (id !== undefined) ask('interrupt', {call: id}, {resolve() {}, reject() {}});
    };
    const ends = [
      host.onState(watchSilence),
      host.onNotification('output', told => {
        if (isObject(told) && told.call === id && typeof told.text === 'string')
          onOutput(told.stream === 'stderr' ? 'stderr' : 'stdout', told.text);
      }),
      () => signal?.removeEventListener('abort', interrupt),
      () => cancelPatience(),
    ];
    const finish = (run: RemoteRun) => {
      for (const end of ends) end();
      resolve(run);
    };
    id = ask(
      'run',
      {words},
      {
        resolve: result => finish(readRun(result)),
        reject: error => finish({status: undefined, words: error.message}),
      },
    );
    signal?.addEventListener('abort', interrupt);
    if (signal?.aborted) interrupt();
    watchSilence();
  });
}

function readRun(result: unknown): RemoteRun {
  const status = isObject(result) ? result.status : undefined;
  if (!Number.isInteger(status)) return {status: undefined, words: 'its answer has no exit status'};
  return {status: status as number, words: undefined};
}
