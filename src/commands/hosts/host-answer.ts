import {escapeControls} from '../../ipvs/outside-text.js';

/** What came of a command on one host. */
export interface HostAnswer {
  readonly name: string;
  /** `answered`: it ran there to its end, well or not; `down`: it was not reached; `silent`: it was, and has not said all. */
  readonly state: 'answered' | 'down' | 'silent';
  /** Its exit status there; undefined where it has not answered. */
  readonly status: number | undefined;
  /** Why there is no document, or what it said besides. */
  readonly words: string | undefined;
  readonly stdout: string;
  /** Its table is none of a kernel: a try. */
  readonly isEmbedded: boolean;
  /** What -o json printed there, each document; from outside. */
  readonly documents: readonly unknown[];
}

/** What came of it in a word and why, for a line about this host; undefined where all is well. */
export function answerWords({name, state, status, words, documents}: HostAnswer): string | undefined {
  if (state === 'answered' && documents.length > 0) return words === undefined ? undefined : `${name}: ${words}`;
  if (state === 'answered') return `${name}: ${words ?? `ended with status ${status}, and said nothing`}`;
  return `${name}: ${state === 'down' ? 'down: ' : ''}${words ?? 'no answer'}`;
}

/** The exit status of all together: who did not answer counts as not reached in time. */
export function worstStatus(answers: readonly HostAnswer[], least = 0): number {
  const statuses = answers.map(({state, status}) => (state === 'answered' ? (status ?? 3) : 3));
  return [least, ...statuses].reduce((worst, one) => (severity(one) > severity(worst) ? one : worst));
}

/** Documents of JSON, one after the other or one a line. @returns what is none, in words */
export function readDocuments(text: string): {readonly documents: readonly unknown[]; readonly problem?: string} {
  if (text.trim() === '') return {documents: []};
  try {
    return {documents: [parseExactly(text)]};
  } catch {
    const lines = text.split('\n').filter(line => line.trim() !== '');
    try {
      return {documents: lines.map(parseExactly)};
    } catch {
      return {documents: [], problem: `its answer is no JSON: ${escapeControls(text.slice(0, 60))}`};
    }
  }
}

/** With all digits of integers: counters of 64 bits become bigint where a double does not hold them. */
export function parseExactly(text: string): unknown {
  return /\d{16}/.test(text)
    ? JSON.parse(text, exactInteger as (key: string, value: unknown) => unknown)
    : JSON.parse(text);
}

/** The third parameter of V8, from Node 21: TypeScript's library does not know it yet. */
function exactInteger(_key: string, value: unknown, {source}: {readonly source?: string}): unknown {
  const isInexact = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '');
  return isInexact ? BigInt(source as string) : value;
}

/** From well to worst; 130, interrupted, is worst of all. */
function severity(status: number): number {
  const order = [0, 1, 3, 2, 4, 5, 6, 130];
  const place = order.indexOf(status);
  return place < 0 ? order.indexOf(2) : place;
}
