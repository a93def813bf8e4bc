import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';

/** A real `ipvsadm -R` that stays: commands for it cost no process. */
export interface Operator {
  /** Runs simple commands without quotes, all of which must be well formed; resolves to their output. */
  run(commands: readonly string[]): Promise<string[]>;
  /** No services, no daemons, the kernel's own timeouts. */
  reset(): Promise<void>;
  close(): void;
}

/** Ends the answer to a batch of commands: nothing else prints such a line. */
const question = '-L --timeout';
const answer = /^Timeout \(tcp tcpfin udp\)/;

export function startOperator(ipvsadm: string): Operator {
  // stdbuf: into a pipe, ipvsadm would keep its output until its end.
  const child = spawn('stdbuf', ['-oL', ipvsadm, '-R'], {stdio: ['pipe', 'pipe', 'ignore']});
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
  const run = async (commands: readonly string[]): Promise<string[]> => {
    child.stdin.write([...commands, question, ''].join('\n'));
    const printed: string[] = [];
    for (;;) {
      const {value, done} = await soon(lines.next(), commands);
      if (done) throw new Error(`the operator ended at: ${commands.join('; ')}`);
      if (answer.test(value)) return printed;
      printed.push(value);
    }
  };
  return {
    run,
    async reset() {
      const daemons = await run(['-L --daemon']);
      if (daemons.length > 0) await daemonsBegin();
      await run(['-C', ...daemons.map(line => `--stop-daemon ${line.split(' ')[0]}`), '--set 900 120 300']);
    },
    close() {
      child.stdin.end();
    },
  };
}

/**
 * A daemon that is stopped before its thread first ran answers EINTR (kthread_stop), and libnl then waits for ever for
 * another answer: ipvsadm hangs. On the guest's only processor the thread needs a moment of idleness.
 */
export async function daemonsBegin(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 60));
}

async function soon<T>(line: Promise<T>, commands: readonly string[]): Promise<T> {
  let bound: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    bound = setTimeout(() => reject(new Error(`the operator does not answer to: ${commands.join('; ')}`)), 20_000);
  });
  return Promise.race([line, late]).finally(() => clearTimeout(bound));
}
