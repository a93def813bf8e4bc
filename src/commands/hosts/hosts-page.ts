import type {Difference} from './difference.js';
import type {HostAnswer} from './host-answer.js';

/** What several hosts said, put together. */
export interface HostsPage {
  readonly differences: readonly Difference[];
  /** What is wrong with them together: two masters. */
  readonly findings: readonly string[];
  /** The table side by side, ended by a newline; hosts without a document are told elsewhere. */
  readonly text: string;
}

/** Puts the documents of hosts side by side. @param answers those with a document */
export type MakePage = (answers: readonly HostAnswer[], values: Readonly<Record<string, unknown>>) => HostsPage;

/** The same as of the first host that has it. */
export function sameOr(text: string, first: string | undefined): string {
  return first !== undefined && text === first && text !== '' ? '=' : text;
}
