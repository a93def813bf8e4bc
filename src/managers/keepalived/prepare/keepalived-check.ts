import type {Place} from '../../../config/keepalived/problem.js';
import type {Machine} from '../../machine.js';
import {systemReason} from '../../../ipvs/system-words.js';

/** What `keepalived -t` said of a configuration, in this network namespace. */
export interface CheckVerdict {
  /**
   * 0 good, 2 a missing parameter, 4 and 5 errors in the configuration, 6 script security; undefined: it crashed, took
   * too long or could not be started. NB: the numbers of the manual page are others, and a missing file is 0.
   */
  readonly status: number | undefined;
  readonly complaints: readonly Complaint[];
}

export interface Complaint {
  readonly words: string;
  readonly place: Place | undefined;
}

/** Scripts that keepalived runs although it should not; or an included file that is missing, which it does not survive. */
export const scriptSecurity = 6;

const mostTime = 20_000;

/** Has keepalived check a file. @param placeOf where a line of it comes from, for a file that was made for this */
export async function checkWithKeepalived(
  machine: Machine,
  {program, path, configId}: {readonly program: string; readonly path: string; readonly configId: string | undefined},
  placeOf?: (line: number) => Place | undefined,
): Promise<CheckVerdict> {
  const identity = configId === undefined ? [] : ['-i', configId];
  try {
    const result = await machine.run(program, ['-t', '-f', path, ...identity], {timeout: mostTime});
    const lines = `${result.stderr}\n${result.stdout}`.split('\n').filter(line => line.trim() !== '');
    return {status: result.status, complaints: lines.map(line => complaintOf(line, path, placeOf))};
  } catch (error) {
    return {status: undefined, complaints: [{words: `${program} -t: ${systemReason(error)}`, place: undefined}]};
  }
}

/** `(FILE: Line N) words`, where the file is the one that was given if it is left out. */
function complaintOf(line: string, path: string, placeOf?: (line: number) => Place | undefined): Complaint {
  const match = /^\((?:(.+): )?Line (\d+)\) (.*)$/.exec(line);
  if (!match) return {words: line, place: undefined};
  const number = Number(match[2]);
  const place = placeOf ? placeOf(number) : {file: match[1] ?? path, line: number, column: 1};
  return {words: match[3] as string, place};
}

/** Whether what keepalived says of one is nothing worse than what it said of the other. */
export function isNoWorse(before: CheckVerdict, after: CheckVerdict): boolean {
  if (after.status === 0) return true;
  if (after.status === undefined || after.status === 2 || after.status !== before.status) return false;
  const left = before.complaints.map(({words}) => words);
  return after.complaints.every(({words}) => {
    const at = left.indexOf(words);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** For one line of a message. */
export function describeVerdict({status, complaints}: CheckVerdict): string {
  const first = complaints[0];
  const where = first?.place ? `${first.place.file}:${first.place.line}: ` : '';
  const more = complaints.length > 1 ? ` (and ${complaints.length - 1} more)` : '';
  const how = status === undefined ? 'it crashed or did not finish' : `exit status ${status}`;
  return first ? `${how}: ${where}${first.words}${more}` : how;
}
