import {type Progress, remaining, shareDone} from '../../maintenance/drain/progress.js';
import type {LeftConnections} from '../../maintenance/drain/wait-for-drain.js';
import {span} from '../../vrrp/findings/words.js';

const widestBar = 40;
const narrowestBar = 8;

/** `12 of 40 connections left (3 active, 8 inactive, 1 template), 2.1 end a second: about 6 s more`. */
export function progressWords(progress: Progress, left: LeftConnections, until: number): string {
  const {most} = progress;
  const kinds = [
    [left.active, 'active'],
    [left.inactive, 'inactive'],
    [left.persistent, left.persistent === 1 ? 'template' : 'templates'],
  ] as const;
  const parts = kinds.filter(([count]) => count > 0).map(([count, kind]) => `${count} ${kind}`);
  const of = most > progress.left ? ` of ${most}` : '';
  const which = parts.length > 0 ? ` (${parts.join(', ')})` : '';
  return `${progress.left}${of} connections left${which}${rateWords(progress, until)}`;
}

function rateWords(progress: Progress, until: number): string {
  const {endingPerSecond: rate, left} = progress;
  if (left <= until || rate === undefined) return '';
  if (rate < -0.05) return ', and more come';
  const more = remaining(progress, until);
  if (more === undefined || rate < 0.05) return ', none ends now';
  return `, ${rate.toFixed(1)} end a second: about ${span(Math.max(1000, more))} more`;
}

/** `[#######.......] 12 of 40 …` in one line of the terminal. @param columns of the terminal; the last one stays empty */
export function progressBar(progress: Progress, left: LeftConnections, until: number, columns: number): string {
  const room = Math.max(0, columns - 1);
  const words = progressWords(progress, left, until);
  const width = Math.min(widestBar, room - words.length - 3);
  if (width < narrowestBar) return words.slice(0, room);
  const done = Math.floor(shareDone(progress, until) * width);
  return `[${'#'.repeat(done)}${'.'.repeat(width - done)}] ${words}`;
}
