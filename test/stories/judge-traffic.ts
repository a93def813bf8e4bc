import type {Visit} from './traffic-client.js';

/** One failure of a real server. Times are milliseconds since 1970. */
export interface Outage {
  readonly server: string;
  readonly kind: 'die' | 'sicken' | 'removal';
  /** Its check could fail from here on. */
  readonly failedAt: number;
  /** The director has told that it is down. */
  readonly toldAt: number;
  /** The kernel was seen to give it no more connections. */
  readonly goneAt: number;
  /** It was there again. */
  readonly returnedAt: number;
}

export interface Judgement {
  /** That went to a server after the kernel was to give it none. */
  readonly astray: readonly string[];
  /** That failed without a server that could explain it. */
  readonly lost: readonly string[];
  /** That began more than the limit after the director had told that the server is down, and reached it. */
  readonly late: number;
  /** That failed because a server failed of which nobody knew. */
  readonly explained: number;
  /** That were under way when a server which still answered left the table: the kernel drops their packets. */
  readonly cut: number;
}

/** What a director has to remove a server, from when it tells that it is down: milliseconds. */
const limit = 50;

/** Whether every connection went where it should. */
export function judgeTraffic(visits: readonly Visit[], outages: readonly Outage[]): Judgement {
  const judgement = {astray: [] as string[], lost: [] as string[], late: 0, explained: 0, cut: 0};
  for (const visit of visits) {
    const {began, ended, server, failure} = visit;
    if (server !== undefined) {
      // a busy client sends its request some time after it began: what ended later may have been let in again
      const outage = outages.find(one => one.server === server && began > one.failedAt && ended < one.returnedAt);
      if (outage && began > outage.goneAt) judgement.astray.push(wordsOf(visit, outages));
      else if (outage && began > outage.toldAt + limit) judgement.late++;
    }
    if (failure === undefined) continue;
    const dead = outages.filter(one => one.kind === 'die' && one.failedAt <= ended);
    if (dead.some(one => began <= one.toldAt + limit)) judgement.explained++;
    else if (dead.some(one => began <= one.goneAt)) judgement.late++;
    else if (outages.some(one => one.kind !== 'die' && began <= one.goneAt && ended >= one.failedAt)) judgement.cut++;
    else judgement.lost.push(wordsOf(visit, outages));
  }
  return judgement;
}

function wordsOf(visit: Visit, outages: readonly Outage[]): string {
  const beside = outages.filter(one => one.failedAt < visit.ended && one.returnedAt > visit.began);
  return `${JSON.stringify(visit)} beside ${JSON.stringify(beside)}`;
}

/** `p50 1.0 p99 2.0 max 3.0 ms`. */
export function spreadWords(values: readonly number[]): string {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} p99 ${at(0.99)} max ${at(1)} ms of ${sorted.length}`;
}
