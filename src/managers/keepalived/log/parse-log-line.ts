import type {Milliseconds} from '../../../vrrp/intervals.js';

/** A line of a log that keepalived wrote. */
export interface LogLine {
  readonly at: Milliseconds;
  readonly text: string;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Understands syslog in its old and its ISO 8601 form, and keepalived's own with --log-console; undefined for others.
 * @param now for the year, which old syslog leaves out
 */
export function parseLogLine(line: string, now: Milliseconds): LogLine | undefined {
  return ownLine(line) ?? isoLine(line) ?? syslogLine(line, now);
}

/** `Sat Nov 21 14:20:44 2026: (VI_1) Entering MASTER STATE` */
function ownLine(line: string): LogLine | undefined {
  const match = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d+) (\d+):(\d+):(\d+) (\d{4}): (.*)$/.exec(line);
  if (!match) return undefined;
  const [, month, day, hours, minutes, seconds, year, text] = match as unknown as string[] & {7: string};
  return local(Number(year), month, [day, hours, minutes, seconds], text as string);
}

/** `2026-11-21T14:20:44.123456+01:00 lb1 Keepalived_vrrp[812]: (VI_1) …` */
function isoLine(line: string): LogLine | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\S+) \S+ [Kk]eepalived\S*: (.*)$/.exec(line);
  const at = Date.parse(match?.[1] ?? '');
  return match && !Number.isNaN(at) ? {at, text: match[2] as string} : undefined;
}

/** `Nov 21 14:20:44 lb1 Keepalived_vrrp[812]: (VI_1) …`: of this year, or of the last. */
function syslogLine(line: string, now: Milliseconds): LogLine | undefined {
  const match = /^([A-Z][a-z]{2}) +(\d+) (\d+):(\d+):(\d+) \S+ [Kk]eepalived\S*: (.*)$/.exec(line);
  if (!match) return undefined;
  const [, month, day, hours, minutes, seconds, text] = match as unknown as string[];
  const year = new Date(now).getFullYear();
  const clock = [day, hours, minutes, seconds];
  const found = local(year, month, clock, text as string);
  return found && found.at > now + 86_400_000 ? local(year - 1, month, clock, text as string) : found;
}

function local(
  year: number,
  month: string | undefined,
  clock: readonly (string | undefined)[],
  text: string,
): LogLine | undefined {
  const index = months.indexOf(month ?? '');
  const [day = 1, hours = 0, minutes = 0, seconds = 0] = clock.map(Number);
  return index < 0 ? undefined : {at: new Date(year, index, day, hours, minutes, seconds).getTime(), text};
}
