import {escapeControls} from '../../ipvs/outside-text.js';
import type {RemoteHost, RemoteRun} from '../../remote/remote-host.js';
import {rpcLimits} from '../../remote/rpc-limits.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import {type HostAnswer, readDocuments} from './host-answer.js';

export interface Asking {
  /** From its connection to the end of its answer. */
  readonly patience: Milliseconds;
  readonly interruption: AbortSignal;
  /** Calls once after so long. @returns what prevents it */
  after(delay: Milliseconds, call: () => void): () => void;
  /** Whether its standard output is JSON. */
  readonly isJson: boolean;
}

/** Runs a command that reads on all hosts at once. Nobody is waited for longer than the patience. */
export function askHosts(
  hosts: readonly RemoteHost[],
  words: readonly string[],
  asking: Asking,
): Promise<readonly HostAnswer[]> {
  return Promise.all(hosts.map(host => askHost(host, words, asking)));
}

/** Whether each of them answers at all. */
export function reachHosts(
  hosts: readonly RemoteHost[],
  {patience}: Pick<Asking, 'patience'>,
): Promise<readonly HostAnswer[]> {
  return Promise.all(
    hosts.map(async host => {
      try {
        await host.call('ping', {}, {timeout: patience});
        return answered(host, 0, {stdout: '', stderr: ''}, false);
      } catch (error) {
        return notAnswered(host, (error as Error).message);
      }
    }),
  );
}

async function askHost(host: RemoteHost, words: readonly string[], asking: Asking): Promise<HostAnswer> {
  const output = {stdout: '', stderr: ''};
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  asking.interruption.addEventListener('abort', interrupt);
  let isTooMuch = false;
  const run = host.run(
    words,
    (stream, text) => {
      if (output.stdout.length + output.stderr.length + text.length > rpcLimits.answerBytes) {
        isTooMuch = true;
        interrupt();
      } else output[stream] += text;
    },
    {patience: asking.patience, signal: abort.signal},
  );
  const late = tooLate(host, asking);
  try {
    const ended = await Promise.race([run, late.ended]);
    if (isTooMuch) return notAnswered(host, 'it says too much: ask for less (--limit, --count-by)');
    if (ended.status === undefined) return notAnswered(host, ended.words);
    return answered(host, ended.status, output, asking.isJson);
  } finally {
    late.cancel();
    asking.interruption.removeEventListener('abort', interrupt);
  }
}

function notAnswered({name, state: {state}}: RemoteHost, words: string | undefined): HostAnswer {
  const isDown = state === 'down' || state === 'connecting';
  return {
    name,
    state: isDown ? 'down' : 'silent',
    status: undefined,
    words,
    stdout: '',
    isEmbedded: false,
    documents: [],
  };
}

function answered(
  {name, state}: RemoteHost,
  status: number,
  {stdout, stderr}: {readonly stdout: string; readonly stderr: string},
  isJson: boolean,
): HostAnswer {
  const {documents, problem} = isJson ? readDocuments(stdout) : {documents: []};
  const said = stderr
    .trim()
    .split('\n')
    .filter(line => line !== '' && !line.endsWith('--help tells what there is.'));
  const words = [...(problem === undefined ? [] : [problem]), ...said].map(escapeControls).join('; ');
  const isEmbedded = state.state === 'ready' && state.hello.isEmbedded;
  return {name, state: 'answered', status, words: words === '' ? undefined : words, stdout, isEmbedded, documents};
}

/** Begins to count when the host is connected: until then the connection itself tells. */
function tooLate(host: RemoteHost, {patience, after}: Asking): {readonly ended: Promise<RemoteRun>; cancel(): void} {
  let cancelTimer = () => {};
  let cancelState = () => {};
  const ended = new Promise<RemoteRun>(resolve => {
    const count = () => {
      if (host.state.state === 'connecting') return;
      cancelState();
      const words = `no answer for ${patience / 1000} s`;
      cancelTimer = after(patience, () => resolve({status: undefined, words}));
    };
    cancelState = host.onState(count);
    count();
  });
  return {
    ended,
    cancel() {
      cancelTimer();
      cancelState();
    },
  };
}
