import type {DirectorProblem} from '../../director/director-problem.js';
import type {Place, Problem} from '../problem.js';

/** What keepalived does, what a director of ours does, and what to do. */
export interface Difference {
  /** Behind the name: `sends a mail`. */
  readonly keepalived: string;
  readonly lvsctl: string;
  readonly advice: string;
}

/** What is found while a configuration of keepalived is carried over. */
export class Findings {
  readonly #found: DirectorProblem[] = [];

  /** @param hasScriptSecurity then a command that keepalived does not run is a refusal */
  constructor(private readonly hasScriptSecurity: boolean) {}

  refuse(place: Place, message: string, difference: Difference): void {
    this.#add('refused', place, message, difference);
  }

  warn(place: Place, message: string, difference: Difference): void {
    this.#add('warning', place, message, difference);
  }

  /** Whether what keepalived says of a command that it does not run is told already, as a refusal. */
  hasCommandAt({file, line, column, effect}: Problem): boolean {
    const isHere = (one: DirectorProblem) => one.file === file && one.line === line && one.column === column;
    return (
      effect === 'keepalived does not run it' && this.#found.some(one => one.severity === 'refused' && isHere(one))
    );
  }

  /** What keepalived has to say itself. */
  pass(problem: Problem): void {
    const {file, line, column, message, effect} = problem;
    const isKeepalived = effect.startsWith('keepalived ');
    const isCommand = effect.startsWith('keepalived does not run the script') && this.hasScriptSecurity;
    const isRefused = problem.severity === 'refused' || isCommand;
    this.#found.push({
      file,
      line,
      column,
      severity: isRefused ? 'refused' : 'warning',
      message: isKeepalived ? message : `${message}; ${effect}`,
      ...(isKeepalived ? {keepalived: effect.slice('keepalived '.length)} : {}),
      lvsctl: isRefused ? 'does not start with it' : 'does the same',
      ...(isRefused ? {advice: 'mend it, and see what keepalived -t says'} : {}),
    });
  }

  /** In the order of their places; the files in that in which they were read. */
  inOrder(files: readonly string[]): readonly DirectorProblem[] {
    const rank = ({file}: DirectorProblem) => (files.includes(file) ? files.indexOf(file) : files.length);
    return this.#found.toSorted((a, b) => rank(a) - rank(b) || a.line - b.line || a.column - b.column);
  }

  #add(severity: DirectorProblem['severity'], {file, line, column}: Place, message: string, words: Difference): void {
    const {keepalived, lvsctl, advice} = words;
    const isTold = this.#found.some(
      one => one.file === file && one.line === line && one.column === column && one.message === message,
    );
    if (!isTold) this.#found.push({file, line, column, severity, message, keepalived, lvsctl, advice});
  }
}
