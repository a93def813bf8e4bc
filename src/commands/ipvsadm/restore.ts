import type {Change} from '../../ipvs/change.js';
import type {OpenIpvs} from '../../ipvs/unavailable.js';
import type {Command} from '../../ipvsadm/command.js';
import {exitCode, exitCodeOf} from '../../ipvsadm/failure.js';
import {ruleWords} from '../../ipvsadm/restore-lines.js';
import {refusalWords} from '../../ipvsadm/words.js';
import type {Execute, IpvsadmContext} from './context.js';
import {readLines} from './lines.js';
import type {NameCache} from './name-cache.js';
import {restoreChecked} from './restore-checked.js';
import {parseLine} from './parse-line.js';

/** -R: the command lines of standard input. */
export function restore(context: IpvsadmContext, open: OpenIpvs, names: NameCache, execute: Execute): Promise<number> {
  return context.dialect === 'ipvsadm'
    ? restoreAsItComes(context, open, names, execute)
    : restoreChecked(context, open, names, execute);
}

/**
 * As ipvsadm: each line is run as it comes. The kernel's refusals and the option parser's errors are reported and
 * the next line runs; a usage error ends it, with what came before left in place. The exit status is that of the
 * last line run.
 */
async function restoreAsItComes(
  context: IpvsadmContext,
  open: OpenIpvs,
  names: NameCache,
  execute: Execute,
): Promise<number> {
  const batch = new Batch(context, open);
  let status: number = exitCode.done;
  for await (const lines of readLines(context.stdin)) {
    for (const line of lines) {
      const words = ruleWords(line);
      if (words.length === 0) continue;
      const pending = parseLine(words, context, names);
      const parsed = pending instanceof Promise ? await pending : pending;
      if ('change' in parsed) {
        batch.add(parsed.change);
        if (batch.isFull) status = await batch.flush(status);
        continue;
      }
      status = await batch.flush(status);
      if ('failure' in parsed) {
        const {failure} = parsed;
        if (failure.type !== 'crash') context.stderr.write(`${failure.message}\n`);
        status = exitCodeOf(failure);
        if (failure.type !== 'parser') return status;
      } else {
        status = await execute(parsed.command);
        if (endsRestore(parsed.command, status)) return status;
      }
    }
    status = await batch.flush(status);
  }
  return status;
}

/** Help and version exit, and so does a listing that fails. */
function endsRestore(command: Command, status: number): boolean {
  return command.type === 'help' || command.type === 'version' || status === exitCode.listing;
}

/** Changes sent together: as many as the kernel can refuse at once; more would only live longer. */
const fullBatch = 128;

/** Changes waiting to be sent together. */
class Batch {
  #changes: Change[] = [];

  constructor(
    private readonly context: IpvsadmContext,
    private readonly open: OpenIpvs,
  ) {}

  get isFull(): boolean {
    return this.#changes.length >= fullBatch;
  }

  add(change: Change): void {
    this.#changes.push(change);
  }

  /** Sends what waits and reports refusals in order. Resolves to the last one's status, or to `status` when nothing waits. */
  async flush(status: number): Promise<number> {
    if (this.#changes.length === 0) return status;
    const outcomes = await this.open.ipvs.apply(this.#changes);
    this.#changes = [];
    let text = '';
    for (const outcome of outcomes) if (outcome) text += `${refusalWords(outcome)}\n`;
    if (text !== '') this.context.stderr.write(text);
    return outcomes.at(-1) ? exitCode.refused : exitCode.done;
  }
}
