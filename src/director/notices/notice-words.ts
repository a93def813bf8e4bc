import type {Notice} from './notice.js';

/** What a notice says in one line: the subject of a mail, a line of the log. */
export function noticeWords(notice: Notice): string {
  const {type, cause, affected, quorums} = notice;
  const subject = subjectOf(notice);
  const lost = quorums.length > 0 ? `; no quorum any more: ${quorums.join(', ')}` : '';
  switch (type) {
    case 'trouble':
      return `cannot be checked, and stays as it is: ${countWords(affected.length)}: ${cause.type === 'trouble' ? cause.words : ''}`;
    case 'recovered':
      return `${subject} is back after ${spanWords(notice.at - notice.since)}${affected.length > 1 ? `, with its ${countWords(affected.length)}` : ''}`;
    case 'down':
    case 'still-down':
      return `${subject} is ${type === 'down' ? 'down' : `still down, for ${spanWords(notice.at - notice.since)}`}${reasonOf(notice)}${lost}`;
  }
}

/** The whole of it, a line each. */
export function noticeText(notice: Notice): string {
  const lines = notice.affected.map(({pool, server, words}) => `  ${server} of ${pool}: ${words}`);
  const since = `since ${new Date(notice.since).toISOString()}`;
  const next = `lvsctl checks --failed shows what is down now; lvsctl checks run SERVER tries it in steps.`;
  return [noticeWords(notice), '', since, ...(lines.length > 0 ? ['', ...lines] : []), '', next, ''].join('\n');
}

function subjectOf({cause}: Notice): string {
  switch (cause.type) {
    case 'host':
      return `the host ${cause.host}`;
    case 'server':
      return cause.server;
    case 'quorum':
      return `the quorum of ${cause.pool}`;
    case 'trouble':
      return cause.words;
  }
}

function reasonOf({cause, affected}: Notice): string {
  const [first] = affected;
  if (cause.type === 'host') return ` (L3), with its ${countWords(affected.length)}`;
  if (cause.type === 'quorum' || !first) return '';
  const more = affected.length > 1 ? ` (in ${affected.length} services)` : '';
  return `${cause.type === 'server' && cause.layer ? ` (${cause.layer})` : ''}: ${first.words}${more}`;
}

function countWords(services: number): string {
  return services === 1 ? '1 service' : `${services} services`;
}

/** `45 s`, `12 min`, `3 h`. */
function spanWords(span: number): string {
  const seconds = Math.max(0, Math.round(span / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
