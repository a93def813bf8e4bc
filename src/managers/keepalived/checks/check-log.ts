import type {CheckHistoryEntry} from '../../../director/protocol/checks-report.js';
import type {Milliseconds} from '../../../vrrp/intervals.js';
import {type LogLine, parseLogLine} from '../log/parse-log-line.js';
import {endpointName} from './endpoint-name.js';

/** A reason stands at most this long before its change. */
const reach: Milliseconds = 2000;
const mostCharacters = 200;

/** What a log of keepalived's health checker tells of servers and services, the oldest first. @param now for the year, which old syslog leaves out */
export function parseCheckLog(text: string, now: Milliseconds): readonly CheckHistoryEntry[] {
  const entries: CheckHistoryEntry[] = [];
  const reasons = new Map<string, LogLine>();
  for (const line of text.split('\n')) {
    const said = parseLogLine(line, now);
    if (!said) continue;
    const change = changeOf(said, reasons);
    if (change) entries.push(change);
    else for (const server of said.text.match(/\[[^\]\s]+\]:[a-z]+:\d+/g) ?? []) reasons.set(server, said);
  }
  return entries;
}

/** `Removing service [10.9.0.7]:tcp:80 from VS [10.9.0.100]:tcp:80`, `Disabling service …`, `Adding …`, `Enabling …`. */
function changeOf({at, text}: LogLine, reasons: Map<string, LogLine>): CheckHistoryEntry | undefined {
  const [, verb, server, service] =
    /^(Removing|Disabling|Adding|Enabling) service (\S+) (?:from|of|to|for|in) (?:VS )?(\S.*)$/.exec(text) ?? [];
  if (verb !== undefined && server !== undefined && service !== undefined) {
    const isUp = verb === 'Adding' || verb === 'Enabling';
    const reason = reasons.get(server);
    const why = reason && at - reason.at <= reach ? reason.text.slice(0, mostCharacters) : undefined;
    return {
      at,
      pool: service,
      server: endpointName(server),
      type: isUp ? 'up' : 'down',
      words: why ?? (isUp ? 'it came back' : 'its checks failed'),
      layer: undefined,
    };
  }
  const [, gained, pool] = /^(Gained|Lost) quorum .* for VS (\S.*)$/.exec(text) ?? [];
  if (gained === undefined || pool === undefined) return undefined;
  return {
    at,
    pool,
    server: undefined,
    type: gained === 'Gained' ? 'quorum-up' : 'quorum-down',
    words: text,
    layer: undefined,
  };
}
