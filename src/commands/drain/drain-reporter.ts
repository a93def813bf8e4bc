import {escapeControls} from '../../ipvs/outside-text.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import type {DrainedDestination} from '../../maintenance/drain/drain-record.js';
import type {PutBack} from '../../maintenance/drain/reapply.js';
import type {WaitEvent} from '../../maintenance/drain/wait-for-drain.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {CommandContext} from '../command.js';
import {formatDocument, type OutputFormat} from '../output/structured.js';
import {waitDocument} from './drain-document.js';
import {progressBar, progressWords} from './progress-text.js';

/** Shows how a drain waits: a bar on a terminal, a line at each change elsewhere, a document at each for scripts. */
export interface DrainReporter {
  show(event: WaitEvent): void;
  /** Ends the line that the bar stands in. Resolves when all is written. */
  finish(): Promise<void>;
}

/** Without a terminal, progress is told again when so much of the rest has gone. */
const tellingShare = 0.75;

export function drainReporter(
  {stdout, isTerminal}: CommandContext,
  {
    columns,
    until,
    output,
  }: {readonly columns: number; readonly until: number; readonly output: OutputFormat | undefined},
): DrainReporter {
  if (output === 'json' || output === 'yaml') {
    let written = Promise.resolve();
    let last = '';
    return {
      show(event) {
        const document = waitDocument(event, until);
        const key = JSON.stringify(event.type === 'progress' ? event.left : document);
        if (key === last) return;
        last = key;
        written = written.then(async () => void stdout.write(await formatDocument(document, output, true)));
      },
      finish: () => written,
    };
  }
  let bar = '';
  let told = Number.POSITIVE_INFINITY;
  const line = (text: string) => stdout.write(`${bar === '' ? '' : eraseLine}${escapeControls(text)}\n${bar}`);
  return {
    show(event) {
      if (event.type !== 'progress') {
        for (const text of eventLines(event)) line(text);
        return;
      }
      const {progress, left} = event;
      if (isTerminal) {
        const next = progressBar(progress, left, until, columns);
        if (next !== bar) stdout.write(`${bar === '' ? '' : eraseLine}${next}`);
        bar = next;
      } else if (progress.left <= told * tellingShare || progress.left > told) {
        told = progress.left;
        line(progressWords(progress, left, until));
      }
    },
    async finish() {
      if (bar !== '') stdout.write(eraseLine);
      bar = '';
    },
  };
}

/** Carriage return; erase to the end of the line. */
const eraseLine = '\r\u001b[K';

function eventLines(event: Exclude<WaitEvent, {type: 'progress'}>): readonly string[] {
  if (event.type === 'put back') return [...event.putBack.map(putBackWords), ...event.problems];
  return [`${serverName(event.drained)} ${event.isGone ? 'is no longer there' : 'has no connections left'}`];
}

export function serverName({service, destination}: Pick<DrainedDestination, 'service' | 'destination'>): string {
  return `${formatEndpoint(destination)} of ${formatServiceId(service)}`;
}

/** What somebody gave it, and who that may have been. */
export function putBackWords({drained, weight}: PutBack): string {
  const who = drained.owner === undefined ? 'somebody' : `somebody, probably ${drained.owner},`;
  return `${serverName(drained)}: ${who} had set its weight to ${weight}; it is 0 again`;
}
