import type {ChecksReport} from '../../director/protocol/checks-report.js';
import type {CheckSource} from '../../managers/check-source.js';
import type {CommandContext} from '../command.js';
import {formatDocument} from '../output/structured.js';
import type {ChecksListOptions} from './checks.js';
import {checksDocument} from './checks-document.js';
import {formatChecks} from './checks-text.js';
import {namesToShow} from '../settings/names-to-show.js';
import {chosenReport, isKnownTo, statusOf} from './chosen-report.js';
import {withChecks} from './opened-checks.js';
import {checksOptions} from './options.js';

const eraseScreen = '\u001b[2J\u001b[H';
/** Seconds between two looks at what may have changed. */
const pace = 0.5;

/** Shows what checks have found, once or at every change. Resolves to the exit status. */
export function runChecks(
  given: ChecksListOptions,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  return withChecks('checks', checksOptions(given), context, async source => {
    const report = await source.read();
    const book = await namesToShow(context, undefined);
    const names = words.flatMap(word => (isKnownTo(report, word) ? [word] : book.servicesMeant(word)));
    const chosen = chosenReport(report, names, given.failed === true);
    if (given.watch !== true) {
      context.stdout.write(await render(given, chosen, context, false));
      return statusOf(chosen);
    }
    return watch(given, names, source, report, context);
  });
}

/** NB: one that would be signalled is not read again: what it tells by itself is added to its dump. */
async function watch(
  given: ChecksListOptions,
  names: readonly string[],
  source: CheckSource,
  first: ChecksReport,
  context: CommandContext,
): Promise<number> {
  const isPage = context.isTerminal && given.output !== 'json' && given.output !== 'yaml';
  const changes = {count: 0};
  let shown = '';
  const stop = source.watch?.(() => {
    changes.count++;
  });
  try {
    for (let report: ChecksReport | undefined = first; !context.isInterrupted(); ) {
      const chosen = report && chosenReport(report, names, given.failed === true);
      const signature = JSON.stringify(chosen?.pools.map(changeable));
      if (chosen && signature !== shown) {
        shown = signature;
        context.stdout.write((isPage ? eraseScreen : '') + (await render(given, chosen, context, true)));
      }
      const {count} = changes;
      while (changes.count === count && !context.isInterrupted()) await context.sleep(pace);
      report = source.reading === 'signal' ? source.last : await source.read();
    }
  } finally {
    stop?.();
  }
  return 130;
}

/** What makes a report worth printing again: everything but times of checks and latencies. */
function changeable({name, quorum, sorry, servers}: ChecksReport['pools'][number]): unknown {
  return [
    name,
    quorum?.isThere,
    sorry,
    servers.map(server => [server.name, server.state, server.since, server.reason, server.weight, server.operator]),
  ];
}

async function render(
  given: ChecksListOptions,
  report: ChecksReport,
  context: CommandContext,
  isSeries: boolean,
): Promise<string> {
  const format = given.output ?? 'table';
  if (format === 'json' || format === 'yaml') return formatDocument(checksDocument(report), format, isSeries);
  const names = await namesToShow(context, given.numeric);
  return formatChecks(report, context.now(), format === 'wide', names);
}
