import type {Outcome, Result} from './case.js';

export interface Difference {
  id: string;
  command: string;
  /** One entry a field that differs. */
  fields: string[];
}

interface Expected extends Result {
  after?: Result;
}

/** The fields in which two runs of the same case differ, in words. */
export function differences(expected: Expected, actual: Expected): string[] {
  const found = fieldDifferences('', expected, actual);
  if (expected.after !== undefined && actual.after !== undefined) {
    found.push(...fieldDifferences('after: ', expected.after, actual.after));
  }
  return found;
}

function fieldDifferences(prefix: string, expected: Result, actual: Result): string[] {
  return (['code', 'stdout', 'stderr'] as const)
    .filter(field => expected[field] !== actual[field])
    .map(field => `${prefix}${field}\n${unlikeLines(String(expected[field]), String(actual[field]))}`);
}

/** The lines between what both begin and end with: - expected, + actual. */
function unlikeLines(expected: string, actual: string): string {
  const [before, now] = [expected.split('\n'), actual.split('\n')];
  const shorter = Math.min(before.length, now.length);
  let head = 0;
  while (head < shorter && before[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const between = (lines: string[], sign: string) =>
    lines.slice(head, lines.length - tail).map(line => `  ${sign} ${line}`);
  return [...(head > 0 ? [`    (${head} lines alike)`] : []), ...between(before, '-'), ...between(now, '+')].join('\n');
}

/** As a person would type it. */
export function commandLine(argv: readonly string[]): string {
  return argv.map(word => (/^[\w@%+=:,./[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}

export function report(found: readonly Difference[]): string {
  return found
    .map(
      ({id, command, fields}) =>
        `${id}: ${command}\n${fields.map(field => `  ${field.replaceAll('\n', '\n  ')}`).join('\n')}`,
    )
    .join('\n\n');
}

export function readOutcomes(text: string): Map<string, Outcome> {
  const rows = text.split('\n').filter(line => line !== '');
  return new Map(rows.map(line => JSON.parse(line) as Outcome).map(outcome => [outcome.id, outcome]));
}
