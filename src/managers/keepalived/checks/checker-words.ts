import type {CheckedCheck} from '../../../director/protocol/checks-report.js';
import {endpointName} from './endpoint-name.js';
import type {DumpedChecker} from './check-dump.js';

/** A checker as it is shown. @param failed why, as a log told */
export function checkOf({server, values}: DumpedChecker): CheckedCheck {
  const method = (values.get('Keepalive method') ?? 'check').replace(/,.*$/, '');
  const hasRun = values.get('Has run') !== 'no';
  const isUp = values.get('Up') === 'yes';
  const state = !hasRun ? 'unknown' : isUp ? 'up' : 'down';
  const retries = whole(values.get('Retries')) ?? 0;
  const lastRan = Number(/^\d+\.\d+/.exec(values.get('Last ran') ?? '')?.[0] ?? Number.NaN);
  return {
    name: [method, destinationOf(values) ?? endpointName(server), values.get('Checked url')]
      .filter(part => part !== undefined)
      .join(' '),
    state,
    since: undefined,
    words: wordsOf(method, state, values),
    layer: state === 'down' && values.has('Failed URL') ? 'L7' : undefined,
    latency: undefined,
    lastAt: lastRan > 0 ? Math.round(lastRan * 1000) : undefined,
    nextAt: undefined,
    contrary: state === 'up' ? (whole(values.get('Retries iterations')) ?? 0) : 0,
    needed: state === 'up' ? retries + 1 : 1,
    latencies: [],
  };
}

/** Whether it is suspended: its virtual address is not on this host (ha_suspend). */
export function isSuspended({values}: DumpedChecker): boolean {
  return values.get('Enabled') === 'no';
}

function wordsOf(method: string, state: CheckedCheck['state'], values: ReadonlyMap<string, string>): string {
  if (state === 'unknown') return 'it has not run yet';
  if (state === 'up') return 'it succeeds';
  const url = values.get('Failed URL');
  if (url !== undefined) return `it fails at ${url}`;
  const status = values.get('Last status');
  if (method === 'MISC_CHECK' && status !== undefined)
    return `${(values.get('script') ?? 'its program').replaceAll("'", '')} ended with status ${status}`;
  return method === 'FILE_CHECK' ? `its file ${values.get('Tracked file') ?? ''} takes it down` : 'it fails';
}

/** `Dest = [10.9.0.7]:80`, of those that connect. */
function destinationOf(values: ReadonlyMap<string, string>): string | undefined {
  const text = values.get('Dest');
  return text === undefined ? undefined : endpointName(text);
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
