import {readSeenServices} from '../../director/metrics/read-seen-services.js';
import {renderMetrics} from '../../director/metrics/render-metrics.js';
import {tableMetrics} from '../../director/metrics/table-metrics.js';
import type {CommandContext} from '../command.js';

/** How long a director may take, milliseconds. */
const patience = 10_000;

/** From the director that runs, else the table alone. Resolves to the exit status. */
export async function runMetrics(_given: object, _words: readonly never[], context: CommandContext): Promise<number> {
  const text = (await textOfDirector(context)) ?? (await textOfTable(context));
  if (text === undefined) return 2;
  context.stdout.write(text);
  return 0;
}

/** Undefined where none runs; one that cannot tell says so on stderr. */
async function textOfDirector(context: CommandContext): Promise<string | undefined> {
  try {
    const client = await context.connectDirector('state');
    try {
      return (await client.call('metrics', {}, {timeout: patience})).text;
    } finally {
      client.close();
    }
  } catch (error) {
    const {name, message} = error as Error;
    if (name === 'NoAnswer') return undefined;
    if (name !== 'ProtocolError') throw error;
    context.stderr.write(`lvsctl metrics: the director: ${message}; this is the table alone\n`);
    return undefined;
  }
}

async function textOfTable(context: CommandContext): Promise<string | undefined> {
  const open = await context.open();
  if (!open) return undefined;
  const {ipvs} = open;
  const pause = () => context.sleep(0);
  try {
    return await renderMetrics(tableMetrics(await readSeenServices(ipvs, pause)), pause);
  } finally {
    ipvs.close();
  }
}
