import type * as childProcess from 'node:child_process';
import type {ForkOptions} from 'node:child_process';
import {basename, extname} from 'node:path';
import type * as workerThreads from 'node:worker_threads';
import type {WorkerOptions} from 'node:worker_threads';

/** The name a process of the executable's own gets instead of its file's: lvsctl-vrrp for vrrp-process. */
export const processNames = {'vrrp-process': 'lvsctl-vrrp', 'checks-process': 'lvsctl-checks'} as const;

/** `node:child_process` for bundles: a fork of one of them is the executable again, called by the name of that process. */
export function forkingItself(
  real: typeof childProcess,
  executable: string,
  inherited: Readonly<Record<string, string>>,
): object {
  const fork = (script: string, words: readonly string[], options: ForkOptions) => {
    const {execArgv = [], ...others} = options;
    // NB: fork passes on what only spawn has a type for
    const named: ForkOptions & {argv0?: string} = {
      ...others,
      execPath: executable,
      execArgv: [],
      env: {...others.env, ...inherited},
    };
    named.argv0 = processNames[bundleName(script) as keyof typeof processNames];
    // its first argument would be Node's script: here it is the first word, what V8 is told
    return real.fork(execArgv.join(' '), words, named);
  };
  return {...real, fork};
}

/** `node:worker_threads` for bundles: a thread of one of them runs the loader, which runs the bundle. @param folders where to unpack, as its environment may be empty */
export function threadsWithin(real: typeof workerThreads, loader: () => string, folders: readonly string[]): object {
  class Worker extends real.Worker {
    constructor(script: URL, options: WorkerOptions) {
      const thread = JSON.stringify({bundle: bundleName(script.pathname), folders});
      super(`const LVSCTL_THREAD=${thread};${loader()}`, {...options, eval: true});
    }
  }
  return {...real, Worker};
}

function bundleName(script: string): string {
  return basename(script, extname(script));
}
