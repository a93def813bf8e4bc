import {escapeControls} from '../../ipvs/outside-text.js';
import type {TablePlace} from '../table/table-problem.js';

/** refused: the configuration cannot be used as it stands. warning: it can, and something in it does not count as written. */
export type Severity = 'refused' | 'warning';

/** Something in a configuration of a director. Texts are from outside. */
export interface DirectorProblem extends TablePlace {
  readonly severity: Severity;
  /** What stands there, and what is wrong with it. */
  readonly message: string;
  /** What keepalived 2.2.7 does with it, behind its name: `ignores the line`. Of keepalived.conf only. */
  readonly keepalived?: string;
  /** What a director of ours does with it, behind its name. */
  readonly lvsctl?: string;
  /** What to do. */
  readonly advice?: string;
}

/** `director.yaml:3:5: refused: there is no key prioriti in a router; did you mean priority?` */
export function formatDirectorProblem(problem: DirectorProblem): string {
  const {file, line, column, severity, message, keepalived, lvsctl, advice} = problem;
  const words = [
    message,
    keepalived === undefined ? undefined : `keepalived ${keepalived}`,
    lvsctl === undefined ? undefined : `lvsctl ${lvsctl}`,
    advice,
  ];
  const said = words.filter(each => each !== undefined).join('; ');
  return escapeControls(`${file}:${line}:${column}: ${severity}: ${said}`);
}

/** Whether a director can work with what was read. */
export function isUsable(problems: readonly DirectorProblem[]): boolean {
  return problems.every(({severity}) => severity !== 'refused');
}
